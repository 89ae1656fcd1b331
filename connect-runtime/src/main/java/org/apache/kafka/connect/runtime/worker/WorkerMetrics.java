// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.metrics.MetricGroup;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.model.RunState;

/**
 * What the worker publishes about itself: how much runs here, and how starts went.
 *
 * <p>Thread: any; the groups of connectors are guarded by this object.
 */
final class WorkerMetrics implements AutoCloseable {
    private final ConnectMetrics metrics;
    private final MetricGroup group;
    private final Startups connectors;
    private final Startups tasks;
    private final Map<String, MetricGroup> taskCounts = new HashMap<>();

    /** Attempts, successes and failures of one kind. */
    private static final class Startups {
        private final Sensor attempts;
        private final Sensor successes;
        private final Sensor failures;
        private final Sensor outcome;

        private Startups(MetricGroup group, String base) {
            attempts = group.total(base + MetricNames.ATTEMPTS_TOTAL);
            successes = group.total(base + MetricNames.SUCCESS_TOTAL);
            failures = group.total(base + MetricNames.FAILURE_TOTAL);
            outcome = group.shares(base + MetricNames.FAILURE_PERCENTAGE, base + MetricNames.SUCCESS_PERCENTAGE);
        }

        private void ended(boolean well) {
            attempts.record();
            (well ? successes : failures).record();
            outcome.record(well ? 1.0 : 0.0);
        }
    }

    WorkerMetrics(ConnectMetrics metrics, Supplier<Integer> connectorCount, Supplier<Integer> taskCount) {
        this.metrics = metrics;
        group = metrics.group(MetricNames.WORKER_GROUP);
        group.gauge(MetricNames.CONNECTOR_COUNT, () -> (double) connectorCount.get());
        group.gauge(MetricNames.TASK_COUNT, () -> (double) taskCount.get());
        connectors = new Startups(group, MetricNames.CONNECTOR_STARTUP);
        tasks = new Startups(group, MetricNames.TASK_STARTUP);
    }

    void connectorStarted(boolean well) {
        connectors.ended(well);
    }

    void taskStarted(boolean well) {
        tasks.ended(well);
    }

    /** The connector has tasks here; {@code counts} says how many are in each state. */
    synchronized void showTasksOf(String connector, Supplier<Map<RunState, Long>> counts) {
        if (taskCounts.containsKey(connector)) {
            return;
        }
        MetricGroup shown = metrics.group(MetricNames.WORKER_GROUP, MetricNames.CONNECTOR_TAG, connector);
        shown.gauge(
                MetricNames.CONNECTOR_TOTAL_TASKS,
                () -> counts.get().values().stream().mapToLong(Long::longValue).sum());
        show(shown, MetricNames.CONNECTOR_RUNNING_TASKS, RunState.RUNNING, counts);
        show(shown, MetricNames.CONNECTOR_PAUSED_TASKS, RunState.PAUSED, counts);
        show(shown, MetricNames.CONNECTOR_FAILED_TASKS, RunState.FAILED, counts);
        show(shown, MetricNames.CONNECTOR_UNASSIGNED_TASKS, RunState.UNASSIGNED, counts);
        show(shown, MetricNames.CONNECTOR_DESTROYED_TASKS, RunState.DESTROYED, counts);
        show(shown, MetricNames.CONNECTOR_RESTARTING_TASKS, RunState.RESTARTING, counts);
        taskCounts.put(connector, shown);
    }

    /** The connector has no task here any more. */
    synchronized void hideTasksOf(String connector) {
        MetricGroup shown = taskCounts.remove(connector);
        if (shown != null) {
            shown.close();
        }
    }

    private static void show(MetricGroup shown, String name, RunState state, Supplier<Map<RunState, Long>> counts) {
        shown.gauge(name, () -> counts.get().getOrDefault(state, 0L));
    }

    @Override
    public synchronized void close() {
        taskCounts.values().forEach(MetricGroup::close);
        taskCounts.clear();
        group.close();
    }
}
