// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * How a leader's records get into the config topic.
 *
 * <p>Thread: any.
 */
interface ConfigTopicWriter extends AutoCloseable {
    /** Stores the records in this order; a fenced writer stores all or none. Completes once acknowledged. */
    CompletableFuture<@Nullable Void> write(List<ProducerRecord<String, byte @Nullable []>> records);

    /** Makes this the only fenced writer of its group. */
    CompletableFuture<@Nullable Void> claim();

    @Override
    void close();
}
