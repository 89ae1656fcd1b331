// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.security;

import static org.apache.kafka.connect.runtime.security.SignatureRejectedException.Reason.FORGED;
import static org.apache.kafka.connect.runtime.security.SignatureRejectedException.Reason.NO_KEY_YET;
import static org.apache.kafka.connect.runtime.security.SignatureRejectedException.Reason.UNREADABLE;

import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.jspecify.annotations.Nullable;

/**
 * Signs requests to other workers, and accepts theirs only if signed with the group's key by a permitted algorithm.
 *
 * <p>Thread: any.
 */
public final class RequestSigner {
    private final String algorithm;
    private final List<String> permitted;

    /**
     * @param algorithm with which this worker signs
     * @param permitted algorithms that it accepts from others
     */
    public RequestSigner(String algorithm, List<String> permitted) {
        this.algorithm = algorithm;
        this.permitted = List.copyOf(permitted);
    }

    /** Signs a body of these exact bytes; no body counts as an empty one. */
    public RequestSignature sign(SessionKey key, byte[] body) {
        try {
            return new RequestSignature(Base64.getEncoder().encodeToString(mac(algorithm, key, body)), algorithm);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new ConnectException(
                    "Cannot sign a request to another worker with algorithm '" + algorithm
                            + "'. Check inter.worker.signature.algorithm.",
                    e);
        }
    }

    /**
     * Accepts a request or throws.
     *
     * @param key {@code null} if this worker has none yet
     * @throws SignatureRejectedException if the request is not accepted, with the reason
     */
    public void verify(RequestSignature signature, byte[] body, @Nullable SessionKey key) {
        String name = signature.algorithm();
        String authorization = signature.authorization();
        if (name == null || authorization == null) {
            throw new SignatureRejectedException(UNREADABLE, "Internal request missing required signature");
        }
        byte[] claimed = decode(name, authorization);
        if (!permitted.contains(name)) {
            throw new SignatureRejectedException(
                    UNREADABLE,
                    "This worker does not support the '" + name
                            + "' key signing algorithm used by other workers. This worker is currently configured to use: "
                            + permitted
                            + ". Check that all workers' configuration files permit the same set of signature algorithms,"
                            + " and correct any misconfigured worker and restart it.");
        }
        if (key == null) {
            throw new SignatureRejectedException(
                    NO_KEY_YET,
                    "This worker is still starting up and has not been able to read a session key from"
                            + " the config topic yet");
        }
        try {
            if (!MessageDigest.isEqual(mac(name, key, body), claimed)) {
                throw new SignatureRejectedException(FORGED, "Internal request contained invalid signature.");
            }
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new SignatureRejectedException(UNREADABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private static byte[] decode(String algorithm, String authorization) {
        try {
            Mac.getInstance(algorithm);
            return Base64.getDecoder().decode(authorization);
        } catch (NoSuchAlgorithmException | IllegalArgumentException e) {
            throw new SignatureRejectedException(UNREADABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private static byte[] mac(String algorithm, SessionKey key, byte[] body)
            throws NoSuchAlgorithmException, InvalidKeyException {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(key.key());
        return mac.doFinal(body);
    }
}
