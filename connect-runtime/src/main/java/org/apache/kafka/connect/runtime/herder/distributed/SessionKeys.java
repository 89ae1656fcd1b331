// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.apache.kafka.connect.runtime.security.SignatureAlgorithms;
import org.jspecify.annotations.Nullable;

/**
 * The key that signs requests between workers: which one is in force, and when the leader must make the next.
 *
 * <p>Thread: written on the herder loop; {@link #current} from any.
 */
final class SessionKeys {
    private final Time time;
    private final Duration lifetime;
    private final String algorithm;
    private final @Nullable Integer bits;
    private volatile @Nullable SessionKey current;
    private boolean installedWhileRunning;

    /**
     * @param lifetime  how long a key serves; zero for as long as the worker runs
     * @param algorithm of new keys
     * @param bits      size of new keys, or {@code null} for the algorithm's own default
     */
    SessionKeys(Time time, Duration lifetime, String algorithm, @Nullable Integer bits) {
        this.time = time;
        this.lifetime = lifetime;
        this.algorithm = algorithm;
        this.bits = bits;
    }

    /** The key that was in force when this worker started, if there is one. */
    void found(@Nullable SessionKey key) {
        current = key;
    }

    /** A new key has come into force. */
    void install(SessionKey key) {
        current = key;
        installedWhileRunning = true;
    }

    Optional<SessionKey> current() {
        return Optional.ofNullable(current);
    }

    /** Whether the leader must make a new key now. */
    boolean rotationDue() {
        SessionKey key = current;
        if (key == null || !fits(key)) {
            return true;
        }
        if (lifetime.isZero()) {
            return !installedWhileRunning;
        }
        return key.creationTimestamp() + lifetime.toMillis() <= time.milliseconds();
    }

    /** Milliseconds until {@link #rotationDue} can become true by itself, at most {@code limitMs}. */
    long msUntilRotation(long limitMs) {
        SessionKey key = current;
        if (key == null || lifetime.isZero()) {
            return limitMs;
        }
        long due = key.creationTimestamp() + lifetime.toMillis() - time.milliseconds();
        return Math.max(0, Math.min(limitMs, due));
    }

    private boolean fits(SessionKey key) {
        return key.key().getAlgorithm().equals(algorithm)
                && (bits == null || key.key().getEncoded().length * 8 == bits);
    }

    /** A new random key, created now. */
    SessionKey generate() {
        return new SessionKey(SignatureAlgorithms.newKey(algorithm, bits), time.milliseconds());
    }
}
