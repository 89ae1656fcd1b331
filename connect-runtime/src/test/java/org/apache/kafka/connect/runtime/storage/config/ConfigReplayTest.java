// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.ConnectorConfigured;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.TargetStateSet;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.TaskConfigured;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.TaskCountRecorded;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.TasksCommitted;
import org.junit.jupiter.api.Test;

class ConfigReplayTest {
    private static final Map<String, String> CONFIG = Map.of("connector.class", "X");
    private static final Map<String, String> TASK = Map.of("task.class", "Y");

    private final List<ConfigReplay.Positioned> history = new ArrayList<>();

    @Test
    void bringsTasksIntoForceOnlyWithTheirCommit() {
        read(connector("c"), task("c", 0));
        assertEquals(0, replay().taskCount("c"));

        read(commit("c", 1));

        assertEquals(1, replay().taskCount("c"));
        assertEquals(0, replay().taskConfigGeneration("c"));
        assertEquals(CONFIG, replay().appliedConfig("c"));
        assertTrue(replay().pendingFencing("c"));
    }

    @Test
    void hasNoTasksWhileOneOfThemIsMissing() {
        read(connector("c"), task("c", 1), commit("c", 2));
        assertEquals(Set.of("c"), replay().inconsistentConnectors());
        assertEquals(0, replay().taskCount("c"));

        read(task("c", 0), task("c", 1), commit("c", 2));

        assertEquals(Set.of(), replay().inconsistentConnectors());
        assertEquals(2, replay().taskCount("c"));
    }

    @Test
    void forgetsTasksWhoseConnectorCompactionHasTaken() {
        read(task("c", 0), commit("c", 1));

        read(connector("c"));

        assertEquals(0, replay().taskCount("c"));
        assertTrue(replay().contains("c"));
    }

    @Test
    void keepsTheFencingHistoryOfAConnectorThatIsCreatedAgain() {
        read(connector("c"), task("c", 0), commit("c", 1), new TaskCountRecorded("c", 1));
        assertFalse(replay().pendingFencing("c"));

        read(new ConnectorConfigured("c", null), new TargetStateSet("c", null), connector("c"));

        assertEquals(1, replay().taskCountRecord("c"));
        assertEquals(0, replay().taskCount("c"));
        assertEquals(TargetState.STARTED, replay().targetState("c"));
    }

    @Test
    void countsOnlyCommitsThatBringTaskConfigurations() {
        read(connector("c"), task("c", 0), commit("c", 1), commit("c", 0), task("c", 0), commit("c", 1));

        assertEquals(1, replay().taskConfigGeneration("c"));
    }

    @Test
    void tellsOfATargetStateOnlyWhenItReallyChanges() {
        read(new TargetStateSet("c", TargetState.PAUSED), connector("c"));
        assertEquals(List.of(new ConfigChange.ConnectorAdded("c")), changes());
        assertEquals(TargetState.PAUSED, replay().targetState("c"));

        read(new TargetStateSet("c", TargetState.PAUSED));
        assertEquals(1, changes().size());

        read(new TargetStateSet("c", null));
        assertEquals(new ConfigChange.TargetStateChanged("c"), changes().get(1));
        assertEquals(TargetState.STARTED, replay().targetState("c"));
    }

    @Test
    void tellsWhetherATaskSetKeptItsNumbers() {
        read(connector("c"), task("c", 0), commit("c", 1), task("c", 0), commit("c", 1), commit("c", 0));

        assertEquals(
                List.of(
                        new ConfigChange.ConnectorAdded("c"),
                        new ConfigChange.TasksChanged("c", List.of(new ConnectorTaskId("c", 0)), false),
                        new ConfigChange.TasksChanged("c", List.of(new ConnectorTaskId("c", 0)), true),
                        new ConfigChange.TasksChanged("c", List.of(), false)),
                changes());
    }

    @Test
    void forgetsWhatARemovedConnectorRan() {
        read(connector("c"), task("c", 0), commit("c", 1), new ConnectorConfigured("c", null));

        assertFalse(replay().contains("c"));
        assertEquals(List.of(), replay().tasks("c"));
        assertNull(replay().connectorConfig("c"));
        assertEquals(4, replay().offset());
    }

    private void read(ConfigTopicRecord... records) {
        for (ConfigTopicRecord record : records) {
            history.add(new ConfigReplay.Positioned(record, history.size()));
        }
    }

    private ClusterConfig replay() {
        return ConfigReplay.replay(ClusterConfig.EMPTY, history).snapshot();
    }

    private List<ConfigChange> changes() {
        return ConfigReplay.replay(ClusterConfig.EMPTY, history).changes();
    }

    private static ConfigTopicRecord connector(String name) {
        return new ConnectorConfigured(name, CONFIG);
    }

    private static ConfigTopicRecord task(String connector, int task) {
        return new TaskConfigured(new ConnectorTaskId(connector, task), TASK);
    }

    private static ConfigTopicRecord commit(String connector, int tasks) {
        return new TasksCommitted(connector, tasks);
    }
}
