// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.sink;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.metrics.MetricGroup;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;

/**
 * What a sink task publishes about its records, batch by batch.
 *
 * <p>Thread: the task's; closing from any.
 */
public final class SinkTaskMetrics implements AutoCloseable {
    private final MetricGroup group;
    private final Sensor read;
    private final Sensor sent;
    private final Sensor partitions;
    private final Sensor sequence;
    private final Sensor completions;
    private final Sensor skips;
    private final Sensor putTime;
    private final Sensor active;
    private final Map<TopicPartition, Long> consumed = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();

    public SinkTaskMetrics(ConnectMetrics metrics, ConnectorTaskId id) {
        group = metrics.group(
                MetricNames.SINK_TASK_GROUP,
                MetricNames.CONNECTOR_TAG,
                id.connector(),
                MetricNames.TASK_TAG,
                Integer.toString(id.task()));
        read = group.rateAndTotal(MetricNames.SINK_READ);
        sent = group.rateAndTotal(MetricNames.SINK_SEND);
        partitions = group.latest(MetricNames.SINK_PARTITIONS);
        sequence = group.latest(MetricNames.COMMIT_SEQUENCE);
        completions = group.rateAndTotal(MetricNames.COMMIT_COMPLETION);
        skips = group.rateAndTotal(MetricNames.COMMIT_SKIP);
        putTime = group.maxAndAvg(MetricNames.PUT_TIME_MAX, MetricNames.PUT_TIME_AVG);
        active = group.latestMaxAndAvg(MetricNames.SINK_ACTIVE);
    }

    void read(int records) {
        read.record(records);
    }

    void put(int records, long tookMs) {
        sent.record(records);
        putTime.record((double) tookMs);
    }

    void assigned(int count) {
        partitions.record(count);
    }

    void commitStarted(int number) {
        sequence.record(number);
    }

    void commitCompleted() {
        completions.record(1.0);
    }

    void commitSkipped() {
        skips.record(1.0);
    }

    void opened(Map<TopicPartition, OffsetAndMetadata> positions) {
        positions.forEach((partition, offset) -> {
            consumed.put(partition, offset.offset());
            committed.put(partition, offset.offset());
        });
        recordActive();
    }

    void consumedUpTo(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> consumed.put(partition, offset.offset()));
        recordActive();
    }

    void committedUpTo(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> committed.put(partition, offset.offset()));
        recordActive();
    }

    void closed(Collection<TopicPartition> gone) {
        consumed.keySet().removeAll(gone);
        committed.keySet().removeAll(gone);
        recordActive();
    }

    private void recordActive() {
        long sum = 0;
        for (Map.Entry<TopicPartition, Long> entry : consumed.entrySet()) {
            Long safe = committed.get(entry.getKey());
            if (safe != null) {
                sum += Math.max(0, entry.getValue() - safe);
            }
        }
        active.record((double) sum);
    }

    @Override
    public void close() {
        group.close();
    }
}
