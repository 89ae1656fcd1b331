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

    /** Whether all that {@code other} restarts of the same connector is restarted by this request as well. */
    public boolean covers(RestartRequest other) {
        return (!onlyFailed || other.onlyFailed) && (includeTasks || !other.includeTasks);
    }
}
