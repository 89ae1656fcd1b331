// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.Map;
import org.apache.kafka.connect.runtime.lifecycle.TaskListener;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.jspecify.annotations.Nullable;

/**
 * A task to be started.
 *
 * @param id              the task
 * @param connectorConfig configuration of its connector as it was written, references unresolved
 * @param taskConfig      its own configuration as it was written
 * @param taskCount       how many tasks the connector has
 * @param initialState    the state to bring it to
 * @param listener        is told what becomes of it
 * @param guard           protects an exactly-once source task; null where source tasks deliver at least once
 */
public record StartTask(
        ConnectorTaskId id,
        Map<String, @Nullable String> connectorConfig,
        Map<String, @Nullable String> taskConfig,
        int taskCount,
        TargetState initialState,
        TaskListener listener,
        @Nullable SourceTaskGuard guard) {

    /** Names none of the settings, some of which may be secret. */
    @Override
    public String toString() {
        return "StartTask[" + id + "]";
    }
}
