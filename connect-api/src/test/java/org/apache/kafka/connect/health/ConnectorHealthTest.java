// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConnectorHealthTest {
    private final ConnectorState connector = new ConnectorState("FAILED", "host:1", "trace");
    private final TaskState task = new TaskState(0, "RUNNING", "host:1", null);

    @Test
    void showsConnectorAndTasks() {
        assertEquals(
                "ConnectorHealth{name='c', connectorState=ConnectorState{state='FAILED', traceMessage='trace', "
                        + "workerId='host:1'}, tasks={0=TaskState{taskId='0'state='RUNNING', traceMessage='null', "
                        + "workerId='host:1'}}, type=sink}",
                new ConnectorHealth("c", connector, Map.of(0, task), ConnectorType.SINK).toString());
    }

    @Test
    void isEqualByContent() {
        ConnectorHealth one = new ConnectorHealth("c", connector, Map.of(0, task), ConnectorType.SINK);
        ConnectorHealth same = new ConnectorHealth(
                "c",
                new ConnectorState("FAILED", "host:1", "trace"),
                Map.of(0, new TaskState(0, "RUNNING", "host:1", null)),
                ConnectorType.SINK);

        assertEquals(one, same);
        assertEquals(one.hashCode(), same.hashCode());
        assertNotEquals(task, new TaskState(1, "RUNNING", "host:1", null));
        assertNotEquals(one, new ConnectorHealth("c", connector, Map.of(), ConnectorType.SINK));
    }

    @Test
    void needsStateWorkerAndName() {
        assertEquals(
                "State must not be null or empty",
                assertThrows(IllegalArgumentException.class, () -> new ConnectorState(" ", "w", null))
                        .getMessage());
        assertEquals(
                "Worker ID must not be null or empty",
                assertThrows(IllegalArgumentException.class, () -> new TaskState(0, "RUNNING", null, null))
                        .getMessage());
        assertEquals(
                "Connector name is required",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new ConnectorHealth("", connector, Map.of(), ConnectorType.SINK))
                        .getMessage());
        assertThrows(NullPointerException.class, () -> new ConnectorHealth("c", null, Map.of(), ConnectorType.SINK));
    }
}
