// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
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
}
