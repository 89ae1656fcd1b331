// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.metrics.MetricGroup;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.metrics.StateRatio;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RunState;
import org.jspecify.annotations.Nullable;

/**
 * What every task publishes: its state, its plugins, its commits and batches. The beans stay after a failure, until
 * the task is stopped.
 *
 * <p>Thread: any.
 */
public final class TaskMetrics implements AutoCloseable {
    private final MetricGroup group;
    private final StateRatio<RunState> states;
    private final Time time;
    private final Sensor commitTime;
    private final Sensor commitOutcome;
    private final Sensor batchSize;
    private final Queue<AutoCloseable> companions = new ConcurrentLinkedQueue<>();

    /** @param facts what never changes, by metric name: classes and versions of the task and its plugins */
    public TaskMetrics(ConnectMetrics metrics, ConnectorTaskId id, Map<String, @Nullable String> facts, Time time) {
        this.time = time;
        this.states = new StateRatio<>(RunState.class, RunState.UNASSIGNED, time.milliseconds());
        this.group = metrics.group(
                MetricNames.TASK_GROUP,
                MetricNames.CONNECTOR_TAG,
                id.connector(),
                MetricNames.TASK_TAG,
                Integer.toString(id.task()));
        group.gauge(MetricNames.STATUS, () -> states.state().name().toLowerCase(Locale.ROOT));
        group.gauge(MetricNames.RUNNING_RATIO, () -> states.share(RunState.RUNNING, time.milliseconds()));
        group.gauge(MetricNames.PAUSE_RATIO, () -> states.share(RunState.PAUSED, time.milliseconds()));
        facts.forEach((name, value) -> group.gauge(name, () -> value));
        commitTime = group.maxAndAvg(MetricNames.COMMIT_TIME_MAX, MetricNames.COMMIT_TIME_AVG);
        commitOutcome = group.shares(MetricNames.COMMIT_FAILURES, MetricNames.COMMIT_SUCCESSES);
        batchSize = group.maxAndAvg(MetricNames.BATCH_SIZE_MAX, MetricNames.BATCH_SIZE_AVG);
    }

    /** Further metrics that stay as long as these. */
    public <M extends AutoCloseable> M with(M companion) {
        companions.add(companion);
        return companion;
    }

    void entered(RunState state) {
        if (states.state() != state) {
            states.enter(state, time.milliseconds());
        }
    }

    public void committed(long tookMs) {
        commitTime.record((double) tookMs);
        commitOutcome.record(1.0);
    }

    public void commitFailed(long tookMs) {
        commitTime.record((double) tookMs);
        commitOutcome.record(0.0);
    }

    public void batch(int records) {
        batchSize.record(records);
    }

    @Override
    public void close() {
        group.close();
        AutoCloseable companion = companions.poll();
        while (companion != null) {
            Utils.closeQuietly(companion, "task metrics");
            companion = companions.poll();
        }
    }
}
