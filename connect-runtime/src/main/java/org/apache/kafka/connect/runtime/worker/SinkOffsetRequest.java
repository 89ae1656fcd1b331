// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.runtime.storage.offset.InvalidOffsetsException;
import org.jspecify.annotations.Nullable;

/** Offsets of a sink as REST clients write them, and as Kafka means them. */
final class SinkOffsetRequest {
    static final String TOPIC = "kafka_topic";
    static final String PARTITION = "kafka_partition";
    static final String OFFSET = "kafka_offset";

    private SinkOffsetRequest() {}

    /** Fails with an {@link InvalidOffsetsException} that says what is wrong. */
    static Map<TopicPartition, @Nullable Long> parse(Map<Map<String, ?>, @Nullable Map<String, ?>> offsets) {
        Map<TopicPartition, @Nullable Long> parsed = new LinkedHashMap<>();
        offsets.forEach((partition, offset) -> parsed.put(partition(partition), offset(offset)));
        return parsed;
    }

    static Map<String, Object> partition(TopicPartition partition) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(PARTITION, partition.partition());
        map.put(TOPIC, partition.topic());
        return map;
    }

    private static TopicPartition partition(@Nullable Map<String, ?> partition) {
        if (partition == null) {
            throw new InvalidOffsetsException("The partition for a sink connector offset cannot be null or missing");
        }
        if (!partition.containsKey(TOPIC) || !partition.containsKey(PARTITION)) {
            throw new InvalidOffsetsException("The partition for a sink connector offset must contain the keys '"
                    + TOPIC + "' and '" + PARTITION + "'");
        }
        Object topic = partition.get(TOPIC);
        if (topic == null) {
            throw new InvalidOffsetsException("Kafka topic names must be valid strings and may not be null");
        }
        Object number = partition.get(PARTITION);
        if (number == null) {
            throw new InvalidOffsetsException("Kafka partitions must be valid numbers and may not be null");
        }
        try {
            return new TopicPartition(topic.toString(), Integer.parseInt(number.toString()));
        } catch (NumberFormatException e) {
            throw new InvalidOffsetsException("Failed to parse the following Kafka partition value in the provided "
                    + "offsets: '" + number + "'. Partition values for sink connectors need to be integers.");
        }
    }

    private static @Nullable Long offset(@Nullable Map<String, ?> offset) {
        if (offset == null) {
            return null;
        }
        Object number = offset.get(OFFSET);
        if (number == null) {
            throw new InvalidOffsetsException(
                    "The offset for a sink connector should either be null or contain the key '" + OFFSET + "'");
        }
        try {
            return Long.parseLong(number.toString());
        } catch (NumberFormatException e) {
            throw new InvalidOffsetsException("Failed to parse the following Kafka offset value in the provided "
                    + "offsets: '" + number + "'. Offset values for sink connectors need to be integers.");
        }
    }
}
