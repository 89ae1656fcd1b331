// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.sink;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.runtime.InternalSinkRecord;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.ProcessingStage;
import org.apache.kafka.connect.runtime.pipeline.Converters;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * Takes records that the sink could not deliver. Offsets of a partition are committed only when the reports of its
 * records are safe.
 *
 * <p>Thread: {@code report} on any the plugin likes; the rest on the task's.
 */
public final class ErrantRecords implements ErrantRecordReporter {
    private final ErrorPolicy<ConsumerRecord<byte[], byte[]>> errors;
    private final Converters converters;
    private final Map<TopicPartition, List<CompletableFuture<Void>>> pending = new ConcurrentHashMap<>();
    private volatile @Nullable ConnectException exceeded;

    public ErrantRecords(ErrorPolicy<ConsumerRecord<byte[], byte[]>> errors, Converters converters) {
        this.errors = errors;
        this.converters = converters;
    }

    @Override
    public Future<Void> report(SinkRecord message, Throwable error) {
        ConsumerRecord<byte[], byte[]> origin =
                message instanceof InternalSinkRecord known ? known.origin() : rebuilt(message);
        CompletableFuture<Void> reported = errors.report(origin, ProcessingStage.TASK_PUT, SinkTask.class, error);
        if (!errors.tolerates()) {
            ConnectException failure = new ConnectException("Error processing record", error);
            exceeded = failure;
            throw failure;
        }
        if (!reported.isDone() || reported.isCompletedExceptionally()) {
            pending.computeIfAbsent(
                            new TopicPartition(origin.topic(), origin.partition()),
                            partition -> new CopyOnWriteArrayList<>())
                    .add(reported);
        }
        return reported;
    }

    /** Throws if the task reported a record that may not fail, even if it swallowed the exception. */
    void throwIfExceeded() {
        ConnectException failure = exceeded;
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Waits until all reports of these partitions are safe.
     *
     * @throws ConnectException if one is not, now and whenever this is asked again
     */
    void await(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            List<CompletableFuture<Void>> reports = pending.get(partition);
            if (reports != null) {
                reports.forEach(ErrantRecords::await);
                reports.removeIf(report -> report.isDone() && !report.isCompletedExceptionally());
            }
        }
    }

    /** Gives up the reports of partitions that are no longer ours. */
    void cancel(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            List<CompletableFuture<Void>> reports = pending.remove(partition);
            if (reports != null) {
                reports.forEach(report -> report.cancel(true));
            }
        }
    }

    private static void await(CompletableFuture<Void> report) {
        try {
            report.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while reports of failed records were written", e);
        } catch (ExecutionException e) {
            throw new ConnectException("A failed record could not be reported", e.getCause());
        }
    }

    /** The raw form of a record that a transformation or the sink made itself. */
    private ConsumerRecord<byte[], byte[]> rebuilt(SinkRecord message) {
        String topic = message.originalTopic() == null ? message.topic() : message.originalTopic();
        Integer partition =
                message.originalKafkaPartition() == null ? message.kafkaPartition() : message.originalKafkaPartition();
        byte[] key = converters.key().instance().fromConnectData(topic, message.keySchema(), message.key());
        byte[] value = converters.value().instance().fromConnectData(topic, message.valueSchema(), message.value());
        ConsumerRecord<byte[], byte[]> rebuilt =
                new ConsumerRecord<>(topic, partition, message.originalKafkaOffset(), key, value);
        Headers headers = rebuilt.headers();
        for (Header header : message.headers()) {
            headers.add(
                    header.key(),
                    converters
                            .header()
                            .instance()
                            .fromConnectHeader(topic, header.key(), header.schema(), header.value()));
        }
        return rebuilt;
    }
}
