// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.sink;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;

/** How a sink task steers its consumer. To be used on the task's thread, the metrics excepted. */
public interface SinkTaskContext {
    /**
     * The task's settings as they are now, references resolved.
     *
     * @return the settings
     */
    Map<String, String> configs();

    /**
     * Has the given partitions read from the given offsets with the next fetch.
     *
     * @param offsets the offset to read next, by partition
     */
    void offset(Map<TopicPartition, Long> offsets);

    /**
     * Has one partition read from the given offset with the next fetch.
     *
     * @param tp     the partition
     * @param offset the offset to read next
     */
    void offset(TopicPartition tp, long offset);

    /**
     * Bounds the wait before a batch is offered again after a {@code RetriableException}.
     *
     * @param timeoutMs the wait in milliseconds
     */
    void timeout(long timeoutMs);

    /**
     * The partitions that this task reads now.
     *
     * @return the partitions
     */
    Set<TopicPartition> assignment();

    /**
     * Stops fetching from the given partitions.
     *
     * @param partitions partitions of the assignment
     */
    void pause(TopicPartition... partitions);

    /**
     * Goes on fetching from the given partitions.
     *
     * @param partitions partitions of the assignment
     */
    void resume(TopicPartition... partitions);

    /** Asks for an offset commit soon, without waiting for it. */
    void requestCommit();

    /**
     * Where to leave records that cannot be delivered.
     *
     * @return the reporter, or null when the connector's settings do not tolerate errors or the worker knows none
     */
    default ErrantRecordReporter errantRecordReporter() {
        return null;
    }

    /**
     * The registry for the task's own metrics. They carry its tags and disappear with it.
     *
     * @return the metrics of this task
     */
    PluginMetrics pluginMetrics();
}
