// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how a failed connector or task is started again by itself. Off unless asked for.
 *
 * @param enabled whether failures lead to restarts at all
 * @param initialBackoff wait before the first try; it doubles with each further one
 * @param maxBackoff longest wait between two tries
 * @param maxAttempts tries in a row before giving up; -1 never gives up
 */
public record RestartPolicy(boolean enabled, Duration initialBackoff, Duration maxBackoff, int maxAttempts) {
    public static final int UNLIMITED = -1;

    /** What a connector's configuration says, references unresolved; off if it says nothing. */
    public static RestartPolicy of(Map<String, ? extends @Nullable String> config) {
        Map<String, String> present = new HashMap<>();
        config.forEach((key, value) -> {
            if (value != null) {
                present.put(key, value);
            }
        });
        return BeyondApache.restartPolicy(present);
    }
}
