// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.lifecycle.CommitTiming;
import org.apache.kafka.connect.runtime.lifecycle.TaskMetrics;
import org.apache.kafka.connect.runtime.lifecycle.TaskRunner;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.storage.offset.ConnectorOffsetStore;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/**
 * What a source task works with, put together once when it is built.
 *
 * @param runner      whose task it is
 * @param task        the plugin
 * @param producer    sends its records
 * @param errors      decides about records that fail
 * @param offsets     its connector's offsets
 * @param taskMetrics its commits and batches
 * @param usedTopics  tells of topics it wrote to
 * @param timing      when to commit
 */
public record SourceTaskKit(
        TaskRunner runner,
        SourceTask task,
        Producer<byte[], byte[]> producer,
        ErrorPolicy<SourceRecord> errors,
        ConnectorOffsetStore offsets,
        TaskMetrics taskMetrics,
        UsedTopics usedTopics,
        CommitTiming timing) {

    public ConnectorTaskId id() {
        return runner.id();
    }

    public Time time() {
        return timing.clock();
    }

    /** Whether the task wants to hear of each delivered record; if not, records need not be kept until then. */
    static boolean overridesCommitRecord(SourceTask task) {
        try {
            return task.getClass()
                            .getMethod("commitRecord", SourceRecord.class, RecordMetadata.class)
                            .getDeclaringClass()
                    != SourceTask.class;
        } catch (NoSuchMethodException | LinkageError e) {
            return true;
        }
    }
}
