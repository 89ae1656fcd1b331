// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.jspecify.annotations.Nullable;

/** One record of the config topic, by kind. */
public sealed interface ConfigTopicRecord {
    /**
     * A connector's configuration.
     *
     * @param config {@code null} removes the connector
     */
    record ConnectorConfigured(String connector, @Nullable Map<String, @Nullable String> config)
            implements ConfigTopicRecord {
        public ConnectorConfigured {
            config = config == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(config));
        }

        /** Names none of the settings, some of which may be secret. */
        @Override
        public String toString() {
            return "ConnectorConfigured[" + connector + (config == null ? ", removed]" : "]");
        }
    }

    /** A task's configuration, in force from the next {@link TasksCommitted} of its connector. */
    record TaskConfigured(ConnectorTaskId id, Map<String, @Nullable String> config) implements ConfigTopicRecord {
        public TaskConfigured {
            config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
        }

        /** Names none of the settings, some of which may be secret. */
        @Override
        public String toString() {
            return "TaskConfigured[" + id + "]";
        }
    }

    /** The connector now has this many tasks, configured by the records since the last commit. */
    record TasksCommitted(String connector, int taskCount) implements ConfigTopicRecord {}

    /**
     * What the user wants of a connector.
     *
     * @param state {@code null} forgets the wish
     */
    record TargetStateSet(String connector, @Nullable TargetState state) implements ConfigTopicRecord {}

    /** A fencing round ended and left this many transactional producers behind. */
    record TaskCountRecorded(String connector, int taskCount) implements ConfigTopicRecord {}

    record RestartAsked(RestartRequest request) implements ConfigTopicRecord {}

    record SessionKeyIssued(SessionKey key) implements ConfigTopicRecord {}

    /** A logger gets a level on every worker that runs now. */
    record LoggerLevelSet(String logger, String level) implements ConfigTopicRecord {}
}
