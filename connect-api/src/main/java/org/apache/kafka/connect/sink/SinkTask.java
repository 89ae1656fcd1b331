// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.sink;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.connector.Task;

/**
 * Takes records out of Kafka and brings them elsewhere. Life: {@code initialize}, {@code start}, {@code open} with the
 * first partitions, then {@code put} and now and then {@code preCommit}; {@code close} when partitions leave, {@code stop}.
 *
 * <p>Thread: the task's own, for every call.
 */
public abstract class SinkTask implements Task {
    /** The setting that lists the topics to read. */
    public static final String TOPICS_CONFIG = "topics";

    /** The setting with the pattern of the topics to read. */
    public static final String TOPICS_REGEX_CONFIG = "topics.regex";

    protected SinkTaskContext context;

    public SinkTask() {}

    /**
     * Hands over the context, before anything else.
     *
     * @param context the context of this task
     */
    public void initialize(SinkTaskContext context) {
        this.context = context;
    }

    @Override
    public abstract void start(Map<String, String> props);

    /**
     * Delivers records, or keeps them to be delivered by the next {@link #preCommit}. A {@code RetriableException} has
     * the same records offered again.
     *
     * @param records the records, perhaps none
     */
    public abstract void put(Collection<SinkRecord> records);

    /**
     * Waits until all that was put is delivered.
     *
     * @param currentOffsets how far each partition was put
     */
    public void flush(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {}

    /**
     * Says which offsets may be committed. The default flushes and agrees to all of them.
     *
     * @param currentOffsets how far each partition was put
     * @return the offsets to commit; an empty map to commit none
     */
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        flush(currentOffsets);
        return currentOffsets;
    }

    /**
     * Prepares for partitions that were just assigned.
     *
     * @param partitions the new ones
     */
    public void open(Collection<TopicPartition> partitions) {}

    /**
     * Lets go of partitions that are about to be read elsewhere, or of all at the end.
     *
     * @param partitions the ones that leave
     */
    public void close(Collection<TopicPartition> partitions) {}

    @Override
    public abstract void stop();
}
