// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.metrics.MetricGroup;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;

/**
 * What a source task publishes about its records, batch by batch.
 *
 * <p>Thread: the task's; closing from any.
 */
public final class SourceTaskMetrics implements AutoCloseable {
    private final MetricGroup group;
    private final Sensor polled;
    private final Sensor written;
    private final Sensor pollTime;
    private final Sensor active;
    private final @Nullable Sensor transactionSize;

    public SourceTaskMetrics(ConnectMetrics metrics, ConnectorTaskId id, boolean transactional) {
        group = metrics.group(
                MetricNames.SOURCE_TASK_GROUP,
                MetricNames.CONNECTOR_TAG,
                id.connector(),
                MetricNames.TASK_TAG,
                Integer.toString(id.task()));
        polled = group.rateAndTotal(MetricNames.SOURCE_POLL);
        written = group.rateAndTotal(MetricNames.SOURCE_WRITE);
        pollTime = group.maxAndAvg(MetricNames.POLL_TIME_MAX, MetricNames.POLL_TIME_AVG);
        active = group.latestMaxAndAvg(MetricNames.SOURCE_ACTIVE);
        transactionSize = transactional ? group.minMaxAndAvg(MetricNames.TRANSACTION_SIZE) : null;
    }

    void polled(int records, long tookMs) {
        polled.record(records);
        pollTime.record((double) tookMs);
    }

    void written(long records) {
        if (records > 0) {
            written.record((double) records);
        }
    }

    void active(long records) {
        active.record((double) records);
    }

    void transaction(long records) {
        if (transactionSize != null) {
            transactionSize.record((double) records);
        }
    }

    @Override
    public void close() {
        group.close();
    }
}
