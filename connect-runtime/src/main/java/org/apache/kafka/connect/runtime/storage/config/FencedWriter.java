// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what belongs together in one transaction, under a transactional id that the whole group shares: a leader that
 * was deposed without noticing is refused by the brokers.
 *
 * <p>Thread: the producer belongs to this writer's own thread; calls from any other are queued for it.
 */
final class FencedWriter implements ConfigTopicWriter {
    private static final Logger log = LoggerFactory.getLogger(FencedWriter.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String topic;
    private final Supplier<Producer<String, byte @Nullable []>> producers;
    private final ExecutorService thread;
    private @Nullable Producer<String, byte @Nullable []> producer;

    /** @param producers makes a new transactional producer each time */
    FencedWriter(String topic, Supplier<Producer<String, byte @Nullable []>> producers) {
        this.topic = topic;
        this.producers = producers;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread writer = new Thread(task, "config-topic-leader-writer");
            writer.setDaemon(true);
            return writer;
        });
    }

    @Override
    public CompletableFuture<@Nullable Void> claim() {
        return run(() -> {
            discardProducer();
            Producer<String, byte @Nullable []> opened = producers.get();
            try {
                opened.initTransactions();
            } catch (RuntimeException e) {
                opened.close(Duration.ZERO);
                throw e;
            }
            producer = opened;
        });
    }

    @Override
    public CompletableFuture<@Nullable Void> write(List<ProducerRecord<String, byte @Nullable []>> records) {
        return run(() -> writeInTransaction(records));
    }

    private void writeInTransaction(List<ProducerRecord<String, byte @Nullable []>> records) {
        Producer<String, byte @Nullable []> current = producer;
        if (current == null) {
            throw new WriteFencedException("This worker may not write to config topic '" + topic
                    + "' now: it has not claimed that right since it became leader or was last refused");
        }
        try {
            current.beginTransaction();
            for (ProducerRecord<String, byte @Nullable []> message : records) {
                Future<RecordMetadata> unused = current.send(message);
            }
            current.commitTransaction();
        } catch (ProducerFencedException | InvalidProducerEpochException | OutOfOrderSequenceException e) {
            discardProducer();
            throw new WriteFencedException("Another worker took over writing to config topic '" + topic + "'", e);
        } catch (KafkaException e) {
            discardProducer(); // Whatever state it is in, the next claim starts anew and ends its transaction.
            throw new WriteFencedException("Failed to write to config topic '" + topic + "'", e);
        }
    }

    private void discardProducer() {
        Producer<String, byte @Nullable []> current = producer;
        producer = null;
        if (current != null) {
            try {
                current.close(Duration.ZERO);
            } catch (KafkaException e) {
                log.warn("Failed to close the producer of config topic '{}'", topic, e);
            }
        }
    }

    private CompletableFuture<@Nullable Void> run(Runnable step) {
        try {
            return CompletableFuture.runAsync(step, (Executor) thread);
        } catch (java.util.concurrent.RejectedExecutionException e) {
            return CompletableFuture.failedFuture(new ConnectException("The config store was stopped", e));
        }
    }

    @Override
    public void close() {
        if (thread.isShutdown()) {
            return;
        }
        CompletableFuture<?> closing = run(() -> {
            Producer<String, byte @Nullable []> current = producer;
            if (current != null) {
                current.close(CLOSE_TIMEOUT);
            }
        });
        closing.whenComplete((ignored, error) -> {
            if (error != null) {
                log.warn("Failed to close the producer of config topic '{}'", topic, error);
            }
        });
        thread.shutdown();
    }
}
