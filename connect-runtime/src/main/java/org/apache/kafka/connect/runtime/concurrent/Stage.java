// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.concurrent;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a thread is busy with, told to those who waited for it in vain.
 *
 * @param description completes the sentence "The worker is currently ..."
 * @param startedMs   when it began, in milliseconds since the epoch
 * @param completedMs when it ended, or {@code null} while it lasts
 */
public record Stage(
        String description, long startedMs, @Nullable Long completedMs) {
    public Stage completedAt(long nowMs) {
        return new Stage(description, startedMs, nowMs);
    }

    /** One sentence for the message of a request that timed out. */
    public String summary() {
        if (completedMs == null) {
            return "The worker is currently " + description + ", which began at " + Instant.ofEpochMilli(startedMs)
                    + ".";
        }
        return "The last operation the worker completed was " + description + ", which began at "
                + Instant.ofEpochMilli(startedMs) + " and completed at " + Instant.ofEpochMilli(completedMs) + ".";
    }
}
