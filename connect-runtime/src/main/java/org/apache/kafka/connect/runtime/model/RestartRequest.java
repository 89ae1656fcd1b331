// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.model;

import java.util.Objects;

/**
 * Somebody's wish that a connector, and perhaps its tasks, be started anew.
 *
 * @param connector    name of the connector
 * @param onlyFailed   leave alone what has not failed
 * @param includeTasks restart tasks too
 */
public record RestartRequest(String connector, boolean onlyFailed, boolean includeTasks) {
    public RestartRequest {
        Objects.requireNonNull(connector, "connector");
    }

    /**
     * How much this request restarts, compared with {@code other}: a pending request gives way only to one that
     * restarts more.
     */
    public boolean restartsMoreThan(RestartRequest other) {
        return impact() > other.impact();
    }

    private int impact() {
        return (onlyFailed ? 0 : 2) + (includeTasks ? 1 : 0);
    }
}
