// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.model;

import java.util.Objects;
import javax.crypto.SecretKey;

/**
 * The key with which workers sign requests to each other for a while.
 *
 * @param key               the key itself; never logged
 * @param creationTimestamp when the leader made it, in milliseconds since the epoch
 */
public record SessionKey(SecretKey key, long creationTimestamp) {
    public SessionKey {
        Objects.requireNonNull(key, "key");
    }

    /** Names the algorithm and age only. */
    @Override
    public String toString() {
        return "SessionKey[algorithm=" + key.getAlgorithm() + ", creationTimestamp=" + creationTimestamp + "]";
    }
}
