// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.connect.runtime.model.ConnectorStatus;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TaskStatus;

/**
 * What a restart request restarts, given what runs. Pure.
 *
 * @param request   what was asked
 * @param connector status of the connector, RESTARTING if it restarts
 * @param tasks     statuses of its tasks, RESTARTING where they restart
 */
public record RestartPlan(RestartRequest request, ConnectorStatus connector, List<TaskStatus> tasks) {
    public RestartPlan {
        tasks = List.copyOf(tasks);
    }

    /**
     * Decides.
     *
     * @param current status of the connector now
     * @param tasks   statuses of its tasks now
     */
    public static RestartPlan of(RestartRequest request, ConnectorStatus current, Collection<TaskStatus> tasks) {
        ConnectorStatus planned = restarts(request, current.state())
                ? new ConnectorStatus(
                        current.connector(),
                        RunState.RESTARTING,
                        current.trace(),
                        current.workerId(),
                        current.generation(),
                        current.version())
                : current;
        List<TaskStatus> plannedTasks = new ArrayList<>();
        for (TaskStatus task : tasks) {
            plannedTasks.add(
                    request.includeTasks() && restarts(request, task.state())
                            ? new TaskStatus(
                                    task.id(),
                                    RunState.RESTARTING,
                                    task.trace(),
                                    task.workerId(),
                                    task.generation(),
                                    task.version())
                            : task);
        }
        return new RestartPlan(request, planned, plannedTasks);
    }

    private static boolean restarts(RestartRequest request, RunState state) {
        // A failed part whose restart was announced is still to be restarted.
        return !request.onlyFailed() || state == RunState.FAILED || state == RunState.RESTARTING;
    }

    public boolean restartsConnector() {
        return connector.state() == RunState.RESTARTING;
    }

    /** Tasks that restart. */
    public List<ConnectorTaskId> restartedTasks() {
        return tasks.stream()
                .filter(task -> task.state() == RunState.RESTARTING)
                .map(TaskStatus::id)
                .toList();
    }
}
