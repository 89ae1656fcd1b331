// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactionTest {
    private final Redaction redaction = Redaction.of(
            Map.of("url", "jdbc:${file:p:host}:5432", "password", "${file:p:pw}", "name", "c", "n", "${env:N}"),
            Map.of("url", "jdbc:db.internal:5432", "password", "s3cr3t", "name", "c", "n", "1"));

    @Test
    void anErrorWithoutASecretStaysItself() {
        Throwable error = new IllegalStateException("connector c, line 1 of 5432");
        assertSame(error, redaction.clean(error));
        assertSame(error, Redaction.NONE.clean(error));
    }

    @Test
    void secretsLeaveMessagesOfTheErrorAndEverythingUnderIt() {
        Throwable error = new IllegalStateException(
                "cannot reach jdbc:db.internal:5432", new IllegalArgumentException("login with s3cr3t refused"));
        error.addSuppressed(new IllegalStateException("also s3cr3t"));

        StringWriter text = new StringWriter();
        redaction.clean(error).printStackTrace(new PrintWriter(text));

        assertFalse(text.toString().contains("s3cr3t"));
        assertFalse(text.toString().contains("db.internal"));
        assertTrue(text.toString().startsWith("java.lang.IllegalStateException: cannot reach jdbc:[hidden]:5432"));
        assertTrue(text.toString().contains("Caused by: java.lang.IllegalArgumentException: login with [hidden]"));
        assertTrue(text.toString().contains("RedactionTest"));
    }

    @Test
    void errorsThatCauseEachOtherAreCopiedOnce() {
        Exception first = new IllegalStateException("s3cr3t");
        Exception second = new IllegalStateException("again", first);
        first.initCause(second);

        assertEquals(
                "java.lang.IllegalStateException: [hidden]",
                redaction.clean(first).toString());
    }

    @Test
    void eachOfSeveralReferencesInOneSettingIsASecret() {
        Redaction several = Redaction.of(
                Map.of("jaas", "login username=\"${file:f:user}\" password=\"${file:f:password}\";"),
                Map.of("jaas", "login username=\"alice\" password=\"wonderland\";"));

        assertEquals(
                "java.lang.IllegalStateException: [hidden] gave [hidden]",
                several.clean(new IllegalStateException("alice gave wonderland"))
                        .toString());
    }

    @Test
    void aSecretThatBeginsLikeAnotherHidesNoneOfItsRest() {
        Map<String, String> raw = new HashMap<>();
        Map<String, String> resolved = new HashMap<>();
        for (int length = 4; length < 30; length++) {
            raw.put("k" + length, "${file:f:k" + length + "}");
            resolved.put("k" + length, "abcdefghijklmnopqrstuvwxyz0123".substring(0, length));
        }

        assertEquals(
                "java.lang.IllegalStateException: [hidden]",
                Redaction.of(raw, resolved)
                        .clean(new IllegalStateException("abcdefghijklmnopqrstuvwxyz012"))
                        .toString());
    }

    @Test
    void anErrorThatCannotSayWhatItIsHasItsNameLeft() {
        Throwable error = new IllegalStateException("s3cr3t", new IllegalStateException("s3cr3t")) {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no words");
            }
        };

        assertEquals(error.getClass().getName(), redaction.clean(error).toString());
    }

    @Test
    void theValueOfASwitchIsNoSecret() {
        Redaction switches = Redaction.of(Map.of("schemas.enable", "${env:S}"), Map.of("schemas.enable", "false"));
        Throwable error = new IllegalStateException("set schemas.enable=false");

        assertSame(error, switches.clean(error));
    }

    @Test
    void errorsThatShowMoreThanTheirMessageAreCleanedToo() {
        Throwable error = new IllegalStateException("short") {
            private static final long serialVersionUID = 1L;

            @Override
            public String toString() {
                return "with s3cr3t";
            }
        };

        assertEquals("with [hidden]", redaction.clean(error).toString());
    }
}
