// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.sink;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far each partition was delivered, and how far that was committed.
 *
 * <p>Thread: the task's.
 */
final class SinkOffsets {
    private final Map<TopicPartition, OffsetAndMetadata> current = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();

    /** The partition is ours from this position on. */
    void opened(TopicPartition partition, OffsetAndMetadata position) {
        current.put(partition, position);
        committed.put(partition, position);
    }

    void delivered(Map<TopicPartition, OffsetAndMetadata> upTo) {
        current.putAll(upTo);
    }

    void committed(Map<TopicPartition, OffsetAndMetadata> upTo) {
        committed.putAll(upTo);
    }

    /** The partition is read again from what is committed. */
    void rewound(Map<TopicPartition, OffsetAndMetadata> to) {
        current.putAll(to);
    }

    void closed(Collection<TopicPartition> partitions) {
        current.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
    }

    Set<TopicPartition> partitions() {
        return Set.copyOf(current.keySet());
    }

    @Nullable
    OffsetAndMetadata current(TopicPartition partition) {
        return current.get(partition);
    }

    Map<TopicPartition, OffsetAndMetadata> current(Collection<TopicPartition> partitions) {
        return only(current, partitions);
    }

    Map<TopicPartition, OffsetAndMetadata> committed(Collection<TopicPartition> partitions) {
        return only(committed, partitions);
    }

    private static Map<TopicPartition, OffsetAndMetadata> only(
            Map<TopicPartition, OffsetAndMetadata> all, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> some = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = all.get(partition);
            if (offset != null) {
                some.put(partition, offset);
            }
        }
        return some;
    }
}
