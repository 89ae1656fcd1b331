// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.security;

import java.security.NoSuchAlgorithmException;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** What this JVM knows of MAC and key generation algorithms. */
public final class SignatureAlgorithms {
    private SignatureAlgorithms() {}

    /** Whether this JVM can sign with {@code name}. */
    public static boolean isMac(String name) {
        try {
            Mac.getInstance(name);
            return true;
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }

    /** Whether this JVM can make keys for {@code name}. */
    public static boolean isKeyGenerator(String name) {
        try {
            KeyGenerator.getInstance(name);
            return true;
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }

    /**
     * Makes a new random key.
     *
     * @param algorithm of the key
     * @param bits      size of the key, or {@code null} for the algorithm's own default
     * @throws ConfigException if this JVM cannot make such a key
     */
    public static SecretKey newKey(String algorithm, @Nullable Integer bits) {
        try {
            KeyGenerator generator = KeyGenerator.getInstance(algorithm);
            if (bits != null) {
                generator.init(bits);
            }
            return generator.generateKey();
        } catch (NoSuchAlgorithmException | IllegalArgumentException e) {
            throw new ConfigException("Cannot make a session key with algorithm '" + algorithm + "' and size " + bits
                    + ": " + e.getMessage()
                    + ". Check inter.worker.key.generation.algorithm and inter.worker.key.size.");
        }
    }
}
