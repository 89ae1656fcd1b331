// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the lines that a topic holds. */
final class TopicLines {
    private TopicLines() {}

    /**
     * Reads all that is there now, in the order of each partition.
     *
     * @param committedOnly leaves out what belongs to transactions that are open or were aborted
     */
    static List<String> read(String bootstrapServers, String topic, boolean committedOnly) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "isolation.level",
                        committedOnly ? "read_committed" : "read_uncommitted",
                        "max.poll.records",
                        10_000),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<String> lines = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> lines.add(message.value()));
            }
            return lines;
        }
    }
}
