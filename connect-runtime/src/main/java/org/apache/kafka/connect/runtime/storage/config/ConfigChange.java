// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import java.util.List;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.SessionKey;

/** What a replayed record of the config topic changed. */
public sealed interface ConfigChange {
    /** A connector is there that was not. */
    record ConnectorAdded(String connector) implements ConfigChange {}

    /** A known connector was written anew, perhaps with the same configuration. */
    record ConnectorReconfigured(String connector) implements ConfigChange {}

    record ConnectorRemoved(String connector) implements ConfigChange {}

    /**
     * A set of task configurations came into force.
     *
     * @param tasks        tasks that are new or were written anew
     * @param sameTaskSet  the connector has tasks of the same numbers as before
     */
    record TasksChanged(String connector, List<ConnectorTaskId> tasks, boolean sameTaskSet) implements ConfigChange {
        public TasksChanged {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * A set of task configurations was committed, but not all of them are in the topic: the connector has no tasks now.
     *
     * @param missing numbers of the tasks that are not there
     */
    record TasksIncomplete(String connector, List<Integer> missing) implements ConfigChange {
        public TasksIncomplete {
            missing = List.copyOf(missing);
        }
    }

    record TargetStateChanged(String connector) implements ConfigChange {}

    record SessionKeyChanged(SessionKey key) implements ConfigChange {}

    record RestartRequested(RestartRequest request) implements ConfigChange {}

    record LoggerLevelChanged(String logger, String level) implements ConfigChange {}
}
