// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.sink;

import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.runtime.InternalSinkRecord;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.ProcessingStage;
import org.apache.kafka.connect.runtime.pipeline.Converters;
import org.apache.kafka.connect.runtime.pipeline.LoadedPlugin;
import org.apache.kafka.connect.runtime.plugins.LoaderSwap;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
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
    private final Map<TopicPartition, Queue<CompletableFuture<Void>>> pending = new ConcurrentHashMap<>();
    /** Where the first record is that may not fail but did, by partition. */
    private final Map<TopicPartition, Long> refused = new ConcurrentHashMap<>();

    private volatile @Nullable ConnectException exceeded;

    public ErrantRecords(ErrorPolicy<ConsumerRecord<byte[], byte[]>> errors, Converters converters) {
        this.errors = errors;
        this.converters = converters;
    }

    @Override
    public Future<Void> report(SinkRecord message, Throwable error) {
        ConsumerRecord<byte[], byte[]> origin =
                message instanceof InternalSinkRecord known ? known.origin() : rebuilt(message);
        TopicPartition partition = new TopicPartition(origin.topic(), origin.partition());
        CompletableFuture<Void> reported = errors.report(origin, ProcessingStage.TASK_PUT, SinkTask.class, error);
        if (!errors.tolerates()) {
            ConnectException failure = new ConnectException("Error processing record", error);
            refused.merge(partition, origin.offset(), Math::min);
            exceeded = failure;
            throw failure;
        }
        if (!isSafe(reported)) {
            Queue<CompletableFuture<Void>> reports =
                    pending.computeIfAbsent(partition, absent -> new ConcurrentLinkedQueue<>());
            letGoOfSafe(reports);
            reports.add(reported);
        }
        return reported;
    }

    /** Between two commits there may be many reports, most of them long safe. */
    @SuppressWarnings("CollectionUndefinedEquality") // identity is what is meant
    private static void letGoOfSafe(Queue<CompletableFuture<Void>> reports) {
        CompletableFuture<Void> oldest = reports.peek();
        while (oldest != null && isSafe(oldest)) {
            reports.remove(oldest);
            oldest = reports.peek();
        }
    }

    private static boolean isSafe(CompletableFuture<Void> report) {
        return report.isDone() && !report.isCompletedExceptionally();
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
     * @param upTo how far each partition was delivered
     * @throws ConnectException if one is not, or if a record before these offsets may not fail but did; now and whenever
     *                          this is asked again
     */
    void await(Map<TopicPartition, OffsetAndMetadata> upTo) {
        upTo.forEach((partition, offset) -> {
            Long refusedAt = refused.get(partition);
            if (refusedAt != null && refusedAt < offset.offset()) {
                throwIfExceeded();
            }
            Queue<CompletableFuture<Void>> reports = pending.get(partition);
            if (reports != null) {
                reports.forEach(ErrantRecords::await);
                reports.removeIf(ErrantRecords::isSafe);
            }
        });
    }

    /** Gives up the reports of partitions that are no longer ours. */
    void cancel(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            Queue<CompletableFuture<Void>> reports = pending.remove(partition);
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
        byte[] key = raw(converters.key(), topic, message.keySchema(), message.key());
        byte[] value = raw(converters.value(), topic, message.valueSchema(), message.value());
        ConsumerRecord<byte[], byte[]> rebuilt =
                new ConsumerRecord<>(topic, partition, message.originalKafkaOffset(), key, value);
        Headers headers = rebuilt.headers();
        HeaderConverter converter = converters.header().instance();
        try (LoaderSwap swap = LoaderSwap.to(converters.header().loader())) {
            for (Header header : message.headers()) {
                headers.add(
                        header.key(),
                        converter.fromConnectHeader(topic, header.key(), header.schema(), header.value()));
            }
        }
        return rebuilt;
    }

    private static byte @Nullable [] raw(
            LoadedPlugin<Converter> converter, String topic, Schema schema, @Nullable Object value) {
        try (LoaderSwap swap = LoaderSwap.to(converter.loader())) {
            return converter.instance().fromConnectData(topic, schema, value);
        }
    }
}
