// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.sink;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.WorkerSinkTaskContext;
import org.apache.kafka.connect.runtime.lifecycle.CommitTiming;
import org.apache.kafka.connect.runtime.lifecycle.TaskMetrics;
import org.apache.kafka.connect.runtime.lifecycle.TaskRunner;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * What a sink task works with, put together once when it is built.
 *
 * @param runner      whose task it is
 * @param task        the plugin
 * @param consumer    reads its records
 * @param context     what the plugin may ask
 * @param errants     takes records the plugin cannot deliver; null when there is nobody to tell
 * @param taskMetrics its commits and batches
 * @param metrics     its records
 * @param timing      when to commit
 */
public record SinkTaskKit(
        TaskRunner runner,
        SinkTask task,
        Consumer<byte[], byte[]> consumer,
        WorkerSinkTaskContext context,
        @Nullable ErrantRecords errants,
        TaskMetrics taskMetrics,
        SinkTaskMetrics metrics,
        CommitTiming timing) {

    Time time() {
        return timing.clock();
    }
}
