// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last known state of a connector.
 *
 * @param connector  name of the connector
 * @param state      what it was doing
 * @param trace      why it failed, or {@code null}
 * @param workerId   {@code host:port} of the worker that said so
 * @param generation group generation in which it was said
 * @param version    version of the plugin that ran, or {@code null} when no instance was held
 */
public record ConnectorStatus(
        String connector,
        RunState state,
        @Nullable String trace,
        String workerId,
        int generation,
        @Nullable String version) {

    public ConnectorStatus {
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(workerId, "workerId");
    }
}
