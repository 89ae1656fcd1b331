// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.kafka.connect.runtime.model.ConnectorStatus;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TaskStatus;
import org.junit.jupiter.api.Test;

class RestartPlanTest {
    private static final ConnectorTaskId RUNNING = new ConnectorTaskId("c", 0);
    private static final ConnectorTaskId FAILED = new ConnectorTaskId("c", 1);

    @Test
    void restartsTheConnectorAndLeavesTasksAloneUnlessAsked() {
        RestartPlan plan = plan(false, false, RunState.RUNNING);

        assertTrue(plan.restartsConnector());
        assertEquals(List.of(), plan.restartedTasks());
    }

    @Test
    void restartsAllTasksWhenAsked() {
        assertEquals(
                List.of(RUNNING, FAILED), plan(false, true, RunState.RUNNING).restartedTasks());
    }

    @Test
    void restartsOnlyWhatFailedWhenAsked() {
        RestartPlan plan = plan(true, true, RunState.RUNNING);

        assertFalse(plan.restartsConnector());
        assertEquals(List.of(FAILED), plan.restartedTasks());
        assertTrue(plan(true, true, RunState.FAILED).restartsConnector());
    }

    @Test
    void keepsTraceAndVersionInThePlan() {
        TaskStatus planned = plan(true, true, RunState.RUNNING).tasks().get(1);

        assertEquals(RunState.RESTARTING, planned.state());
        assertEquals("why", planned.trace());
        assertEquals("1", planned.version());
    }

    @Test
    void aRequestCoversThoseThatRestartNothingElse() {
        RestartRequest failed = new RestartRequest("c", true, false);
        RestartRequest failedAndTasks = new RestartRequest("c", true, true);
        RestartRequest connector = new RestartRequest("c", false, false);
        RestartRequest everything = new RestartRequest("c", false, true);
        List<RestartRequest> all = List.of(failed, failedAndTasks, connector, everything);

        assertEquals(List.of(failed), all.stream().filter(failed::covers).toList());
        assertEquals(
                List.of(failed, failedAndTasks),
                all.stream().filter(failedAndTasks::covers).toList());
        assertEquals(
                List.of(failed, connector),
                all.stream().filter(connector::covers).toList());
        assertEquals(all, all.stream().filter(everything::covers).toList());
    }

    private static RestartPlan plan(boolean onlyFailed, boolean includeTasks, RunState connector) {
        return RestartPlan.of(
                new RestartRequest("c", onlyFailed, includeTasks),
                new ConnectorStatus("c", connector, null, "w:1", 1, "1"),
                List.of(
                        new TaskStatus(RUNNING, RunState.RUNNING, null, "w:1", 1, "1"),
                        new TaskStatus(FAILED, RunState.FAILED, "why", "w:1", 1, "1")));
    }
}
