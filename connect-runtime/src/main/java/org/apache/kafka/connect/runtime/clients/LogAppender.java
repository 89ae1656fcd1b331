// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.clients;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to a topic without ever holding up the caller: a producer that knows no brokers, or whose buffer is full, makes
 * {@code send} wait for as long as a minute or for ever. Records are sent in the order of the calls; one whose future is done
 * before its turn, because its caller gave up, is not sent at all.
 *
 * <p>Thread: any; sending is done on a thread of its own.
 */
final class LogAppender<K> {
    private static final Logger log = LoggerFactory.getLogger(LogAppender.class);
    /** So many calls may wait for brokers; more would be memory without end. */
    private static final int MOST_WAITING = 10_000;

    private final String topic;
    private final Producer<K, byte @Nullable []> producer;
    private final boolean ownsProducer;
    private final ThreadPoolExecutor sender;
    private volatile boolean cut;

    /** @param ownsProducer whether to close the producer, too */
    LogAppender(String topic, Producer<K, byte @Nullable []> producer, boolean ownsProducer) {
        this.topic = topic;
        this.producer = producer;
        this.ownsProducer = ownsProducer;
        // One core thread that stays: a pool that may lose its last thread can start a new one ahead of the queue.
        this.sender =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), work -> {
                    Thread thread = new Thread(work, "log-appender-" + topic);
                    thread.setDaemon(true);
                    thread.setContextClassLoader(LogAppender.class.getClassLoader()); // not that of a plugin
                    return thread;
                });
    }

    /** Completes when the record is stored; fails with what the producer says. */
    CompletableFuture<Void> append(@Nullable K key, byte @Nullable [] value) {
        return append(List.of(new TopicLog.Entry<>(key, value)));
    }

    /** Completes when all the records are stored; fails with what the producer says of one of them. */
    CompletableFuture<Void> append(List<TopicLog.Entry<K>> entries) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        try {
            sender.execute(() -> send(entries, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new ConnectException(
                    sender.isShutdown()
                            ? "The log of topic '" + topic + "' is not open for writing any more"
                            : "More than " + MOST_WAITING + " writes wait for topic '" + topic
                                    + "'. Check that its brokers can be reached.",
                    e));
        }
        return done;
    }

    private void send(List<TopicLog.Entry<K>> entries, CompletableFuture<Void> done) {
        AtomicInteger unanswered = new AtomicInteger(entries.size());
        Callback callback = (metadata, error) -> {
            if (error != null) {
                done.completeExceptionally(error);
            } else if (unanswered.decrementAndGet() == 0) {
                done.complete(null);
            }
        };
        if (entries.isEmpty()) {
            done.complete(null);
        }
        for (TopicLog.Entry<K> entry : entries) {
            if (done.isCancelled()) {
                return;
            }
            if (cut) {
                done.completeExceptionally(new ConnectException(
                        "The log of topic '" + topic + "' was closed before a record could be written to it"));
                return;
            }
            try {
                Future<RecordMetadata> unused =
                        producer.send(new ProducerRecord<>(topic, entry.key(), entry.value()), callback);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        }
    }

    /** Sends what waits, for {@code timeout} at most; what cannot be sent by then fails. */
    void close(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        sender.shutdown();
        boolean sent = false;
        try {
            sent = sender.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (ownsProducer) {
            long left = sent ? Math.max(0, deadline - System.nanoTime()) : 0;
            closeProducer(Duration.ofNanos(left)); // whatever still waits in it fails then
        }
        if (!sent) {
            cut = true;
            sender.shutdownNow().forEach(Runnable::run);
        }
    }

    private void closeProducer(Duration timeout) {
        try {
            producer.close(timeout);
        } catch (KafkaException e) {
            log.warn("Failed to close the producer of topic '{}'", topic, e);
        }
    }
}
