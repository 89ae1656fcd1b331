// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.runtime.clients.TopicLog;
import org.jspecify.annotations.Nullable;

/**
 * Appends records one after the other, trusting that only the leader calls.
 *
 * <p>Thread: any.
 */
final class PlainWriter implements ConfigTopicWriter {
    private final TopicLog<String> topicLog;

    PlainWriter(TopicLog<String> topicLog) {
        this.topicLog = topicLog;
    }

    @Override
    public CompletableFuture<@Nullable Void> write(List<ProducerRecord<String, byte @Nullable []>> records) {
        // The producer keeps one request in flight, so records are stored in the order of these calls.
        return CompletableFuture.allOf(records.stream()
                .map(message -> topicLog.append(message.key(), message.value()))
                .toArray(CompletableFuture[]::new));
    }

    @Override
    public CompletableFuture<@Nullable Void> claim() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
}
