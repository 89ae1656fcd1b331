// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last known state of a task.
 *
 * @param id         the task
 * @param state      what it was doing
 * @param trace      why it failed, or {@code null}
 * @param workerId   {@code host:port} of the worker that said so
 * @param generation group generation in which it was said
 * @param version    version of the plugin that ran, or {@code null} when no instance was held
 */
public record TaskStatus(
        ConnectorTaskId id,
        RunState state,
        @Nullable String trace,
        String workerId,
        int generation,
        @Nullable String version) {

    public TaskStatus {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(workerId, "workerId");
    }
}
