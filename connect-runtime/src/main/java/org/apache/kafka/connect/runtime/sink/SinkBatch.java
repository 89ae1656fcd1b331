// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.sink;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.runtime.InternalSinkRecord;
import org.apache.kafka.connect.runtime.pipeline.SinkPipeline;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Records that were polled and converted, and not yet delivered, with the offsets their delivery stands for.
 *
 * <p>Thread: the task's.
 */
final class SinkBatch {
    private final SinkPipeline pipeline;
    private List<InternalSinkRecord> records = new ArrayList<>();
    private final Map<TopicPartition, OffsetAndMetadata> upTo = new HashMap<>();

    SinkBatch(SinkPipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** Converts what was polled. */
    void add(ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            return;
        }
        pipeline.begin();
        try {
            for (TopicPartition partition : polled.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> messages = polled.records(partition);
                for (ConsumerRecord<byte[], byte[]> message : messages) {
                    InternalSinkRecord converted = pipeline.process(message);
                    if (converted != null) {
                        records.add(converted);
                    }
                }
                upTo.put(
                        partition,
                        new OffsetAndMetadata(messages.get(messages.size() - 1).offset() + 1));
            }
        } finally {
            pipeline.end();
        }
    }

    /** A list of its own for the task, which may do with it what it likes. */
    List<SinkRecord> forTask() {
        return new ArrayList<>(records);
    }

    int size() {
        return records.size();
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** The batch was delivered: where each partition stands now. */
    Map<TopicPartition, OffsetAndMetadata> delivered() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>(upTo);
        records = new ArrayList<>();
        upTo.clear();
        return offsets;
    }

    /** Forgets what came from these partitions. */
    void drop(Collection<TopicPartition> partitions) {
        if (records.isEmpty() && upTo.isEmpty()) {
            return;
        }
        Set<TopicPartition> gone = Set.copyOf(partitions);
        records.removeIf(message -> gone.contains(
                new TopicPartition(message.origin().topic(), message.origin().partition())));
        upTo.keySet().removeAll(gone);
    }
}
