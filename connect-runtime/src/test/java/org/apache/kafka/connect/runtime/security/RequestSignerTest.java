// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.apache.kafka.connect.runtime.security.SignatureRejectedException.Reason;
import org.apache.kafka.connect.runtime.testing.SpecVectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class RequestSignerTest {
    private static final byte[] BODY = "[]".getBytes(UTF_8);
    private static final SessionKey KEY = new SessionKey(new SecretKeySpec(new byte[32], "HmacSHA256"), 0);

    private final RequestSigner signer = new RequestSigner("HmacSHA256", List.of("HmacSHA256"));

    @TestFactory
    Stream<DynamicTest> signsAsARealWorkerDoes() {
        JsonNode vectors =
                SpecVectors.read("wire/request-signature-vectors.json").get("vectors");
        return StreamSupport.stream(vectors.spliterator(), false)
                .map(vector -> dynamicTest(vector.get("algorithm").asText() + vector.get("body_utf8"), () -> {
                    String algorithm = vector.get("algorithm").asText();
                    byte[] keyBytes =
                            Base64.getDecoder().decode(vector.get("key_base64").asText());
                    SessionKey key = new SessionKey(new SecretKeySpec(keyBytes, algorithm), 0);
                    byte[] body = vector.get("body_utf8").asText().getBytes(UTF_8);
                    RequestSigner real = new RequestSigner(algorithm, List.of(algorithm));

                    RequestSignature signature = real.sign(key, body);

                    assertEquals(
                            vector.get(RequestSignature.AUTHORIZATION_HEADER).asText(), signature.authorization());
                    assertEquals(vector.get(RequestSignature.ALGORITHM_HEADER).asText(), signature.algorithm());
                    real.verify(signature, body, key);
                }));
    }

    @Test
    void refusesInTheOrderAbsentUnknownForbiddenNoKeyForged() {
        assertRefused(Reason.UNREADABLE, "Internal request missing required signature", null, null, null);
        assertRefused(Reason.UNREADABLE, "Internal request missing required signature", "AAAA", null, KEY);
        assertRefused(Reason.UNREADABLE, "Algorithm HmacNope not available", "AAAA", "HmacNope", KEY);
        assertRefused(Reason.UNREADABLE, "Illegal base64 character 2a", "*not base64*", "HmacSHA256", KEY);
        assertRefused(
                Reason.UNREADABLE,
                "This worker does not support the 'HmacSHA1' key signing algorithm used by other workers. This worker is"
                        + " currently configured to use: [HmacSHA256]. Check that all workers' configuration files"
                        + " permit the same set of signature algorithms, and correct any misconfigured worker and"
                        + " restart it.",
                "AAAA",
                "HmacSHA1",
                null);
        assertRefused(
                Reason.NO_KEY_YET,
                "This worker is still starting up and has not been able to read a session key from the config topic yet",
                "AAAA",
                "HmacSHA256",
                null);
        assertRefused(Reason.FORGED, "Internal request contained invalid signature.", "AAAA", "HmacSHA256", KEY);
    }

    @Test
    void refusesASignatureOfAnotherBody() {
        RequestSignature signature = signer.sign(KEY, BODY);

        SignatureRejectedException refused = assertThrows(
                SignatureRejectedException.class, () -> signer.verify(signature, "[{}]".getBytes(UTF_8), KEY));

        assertEquals(Reason.FORGED, refused.reason());
    }

    private void assertRefused(
            Reason reason,
            String message,
            @Nullable String authorization,
            @Nullable String algorithm,
            @Nullable SessionKey key) {
        SignatureRejectedException refused = assertThrows(
                SignatureRejectedException.class,
                () -> signer.verify(new RequestSignature(authorization, algorithm), BODY, key));
        assertEquals(reason, refused.reason());
        assertEquals(message, refused.getMessage());
    }
}
