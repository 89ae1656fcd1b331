// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.junit.jupiter.api.Test;

class SessionKeysTest {
    private final FakeTime time = new FakeTime();
    private final SessionKeys keys = new SessionKeys(time, Duration.ofHours(1), "HmacSHA256", null);

    @Test
    void asksForTheFirstKeyAtOnce() {
        assertTrue(keys.rotationDue());
    }

    @Test
    void asksForRotationExactlyWhenTheLifetimeEnds() {
        keys.install(keyCreatedNow("HmacSHA256"));

        time.advance(Duration.ofHours(1).minusMillis(1));
        assertFalse(keys.rotationDue());
        assertEquals(1, keys.msUntilRotation(60_000));

        time.advance(Duration.ofMillis(1));
        assertTrue(keys.rotationDue());
    }

    @Test
    void replacesAKeyOfAnotherAlgorithmOrSize() {
        keys.found(keyCreatedNow("HmacSHA1"));
        assertTrue(keys.rotationDue());

        SessionKeys longer = new SessionKeys(time, Duration.ofHours(1), "HmacSHA256", 512);
        longer.found(keyCreatedNow("HmacSHA256"));
        assertTrue(longer.rotationDue());
    }

    @Test
    void neverRotatesAKeyWithoutEndOnceItSawOneInstalled() {
        SessionKeys endless = new SessionKeys(time, Duration.ZERO, "HmacSHA256", null);
        endless.found(keyCreatedNow("HmacSHA256"));
        assertTrue(endless.rotationDue());

        endless.install(keyCreatedNow("HmacSHA256"));
        time.advance(Duration.ofDays(400));

        assertFalse(endless.rotationDue());
        assertEquals(60_000, endless.msUntilRotation(60_000));
    }

    @Test
    void makesKeysOfTheSettledKind() {
        SessionKey key = keys.generate();

        assertEquals(32, key.key().getEncoded().length);
        assertEquals(time.milliseconds(), key.creationTimestamp());
        assertFalse(key.toString().contains("key="), "a key must not be printed");
    }

    private SessionKey keyCreatedNow(String algorithm) {
        return new SessionKey(new SecretKeySpec(new byte[32], algorithm), time.milliseconds());
    }
}
