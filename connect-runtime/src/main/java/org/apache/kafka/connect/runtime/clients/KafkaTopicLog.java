// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.clients;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link TopicLog} over a real topic. Asking for the end of the log wakes the reader at once; it then polls
 * until it has passed the ends that the brokers named after the call.
 *
 * <p>Thread: the consumer belongs to the reader thread {@code KafkaBasedLog Work Thread - <topic>}, which
 * {@code start} makes and {@code stop} ends; the queue of those who wait is guarded by itself.
 */
public final class KafkaTopicLog<K> implements TopicLog<K> {
    private static final Logger log = LoggerFactory.getLogger(KafkaTopicLog.class);
    private static final Duration UNTIL_WOKEN = Duration.ofMillis(Integer.MAX_VALUE);
    private static final Duration CATCH_UP_POLL = Duration.ofSeconds(1);
    /** Long enough for what is on its way; brokers that are away must not hold up a worker that ends. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final long READER_GRACE_MS = 2_000;
    private static final long METADATA_PATIENCE_MS = 30_000;
    private static final long MAX_BACKOFF_MS = 1_000;

    /**
     * What the log works with.
     *
     * @param consumer   makes the consumer that reads
     * @param producer   makes the producer that appends; null for a log that is only read
     * @param endOffsets where partitions end, see {@link Topics#endOffsets}
     * @param ownsProducer whether the producer is the log's own, to be closed with it
     */
    public record Clients<K>(
            Supplier<Consumer<K, byte @Nullable []>> consumer,
            @Nullable Supplier<Producer<K, byte @Nullable []>> producer,
            Function<Set<TopicPartition>, Map<TopicPartition, Long>> endOffsets,
            boolean ownsProducer) {

        /** With a producer of its own. */
        public Clients(
                Supplier<Consumer<K, byte @Nullable []>> consumer,
                @Nullable Supplier<Producer<K, byte @Nullable []>> producer,
                Function<Set<TopicPartition>, Map<TopicPartition, Long>> endOffsets) {
            this(consumer, producer, endOffsets, true);
        }
    }

    private final Predicate<TopicPartition> wanted;
    private final String topic;
    private final Runnable prepare;
    private final Clients<K> clients;
    private final Listener<K> listener;
    private final Time time;
    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();

    private @Nullable Consumer<K, byte @Nullable []> consumer;
    private volatile @Nullable LogAppender<K> appender;
    private @Nullable Thread reader;
    private Set<TopicPartition> partitions = Set.of();
    private volatile boolean stopping;
    private volatile @Nullable Throwable dead;

    /**
     * @param topic    the topic
     * @param prepare  runs first at start: creates the topic and refuses one that does not fit
     * @param clients  what it works with
     * @param listener sees each record
     * @param time     the clock
     */
    public KafkaTopicLog(String topic, Runnable prepare, Clients<K> clients, Listener<K> listener, Time time) {
        this(topic, prepare, clients, listener, time, partition -> true);
    }

    /** @param wanted which partitions to read */
    public KafkaTopicLog(
            String topic,
            Runnable prepare,
            Clients<K> clients,
            Listener<K> listener,
            Time time,
            Predicate<TopicPartition> wanted) {
        this.wanted = wanted;
        this.topic = topic;
        this.prepare = prepare;
        this.clients = clients;
        this.listener = listener;
        this.time = time;
    }

    @Override
    public void start() {
        log.info("Starting the log of topic '{}'", topic);
        prepare.run();
        try {
            Supplier<Producer<K, byte @Nullable []>> producers = clients.producer();
            if (producers != null) {
                appender = new LogAppender<>(topic, producers.get(), clients.ownsProducer());
            }
            Consumer<K, byte @Nullable []> opened = clients.consumer().get();
            consumer = opened;
            partitions = findPartitions(opened);
            opened.assign(partitions);
            opened.seekToBeginning(partitions);
            Thread thread = new Thread(() -> read(opened), "KafkaBasedLog Work Thread - " + topic);
            thread.setDaemon(true);
            thread.setContextClassLoader(KafkaTopicLog.class.getClassLoader());
            reader = thread;
            thread.start();
            readToEnd().get();
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while reading topic '" + topic + "' to its end", e);
        } catch (ExecutionException e) {
            stop();
            throw new ConnectException("Cannot read topic '" + topic + "' to its end", e.getCause());
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
        log.info("Started the log of topic '{}'", topic);
    }

    @Override
    public CompletableFuture<Void> append(@Nullable K key, byte @Nullable [] value) {
        LogAppender<K> current = appender;
        return current == null ? notOpen() : current.append(key, value);
    }

    @Override
    public CompletableFuture<Void> appendAll(List<Entry<K>> entries) {
        LogAppender<K> current = appender;
        return current == null ? notOpen() : current.append(entries);
    }

    private CompletableFuture<Void> notOpen() {
        return CompletableFuture.failedFuture(
                new IllegalStateException("The log of topic '" + topic + "' is not open for writing"));
    }

    @Override
    public CompletableFuture<Void> readToEnd() {
        CompletableFuture<Void> reached = new CompletableFuture<>();
        Consumer<K, byte @Nullable []> current = consumer;
        synchronized (waiting) {
            Throwable cause = dead;
            if (stopping || cause != null || current == null) {
                reached.completeExceptionally(
                        new ConnectException("The log of topic '" + topic + "' is not being read", cause));
                return reached;
            }
            waiting.add(reached);
        }
        current.wakeup();
        return reached;
    }

    @Override
    public int partitionCount() {
        return partitions.size();
    }

    @Override
    public void stop() {
        log.debug("Stopping the log of topic '{}'", topic);
        synchronized (waiting) {
            stopping = true;
            waiting.notifyAll();
        }
        Consumer<K, byte @Nullable []> open = consumer;
        Thread thread = reader;
        if (thread != null && open != null) {
            open.wakeup();
            joinReader(thread);
        } else if (open != null) {
            closeQuietly(() -> open.close(CloseOptions.timeout(CLOSE_TIMEOUT)));
        }
        LogAppender<K> writing = appender;
        if (writing != null) {
            writing.close(CLOSE_TIMEOUT);
        }
        failWaiting(new ConnectException("The log of topic '" + topic + "' was stopped"));
    }

    // ---- reader thread

    private void read(Consumer<K, byte @Nullable []> open) {
        try {
            while (!stopping) {
                turn(open);
            }
        } catch (Throwable e) {
            dead = e;
            if (stopping) {
                log.debug("The reader of topic '{}' was interrupted", topic, e);
            } else {
                log.error("The reader of topic '{}' died", topic, e);
                listener.failed(e);
            }
        } finally {
            failWaiting(new ConnectException("The log of topic '" + topic + "' is no longer read", dead));
            closeQuietly(() -> open.close(CloseOptions.timeout(CLOSE_TIMEOUT)));
        }
    }

    private void turn(Consumer<K, byte @Nullable []> open) {
        List<CompletableFuture<Void>> served = takeWaiting();
        try {
            if (served.isEmpty()) {
                deliver(open.poll(UNTIL_WOKEN));
            } else {
                catchUp(open);
                served.forEach(future -> future.complete(null));
            }
        } catch (WakeupException e) {
            log.trace("Woken while reading topic '{}'", topic);
            giveUpIfStopping(served);
        } catch (RuntimeException e) {
            log.error("Failed to read topic '{}', trying again", topic, e);
            served.forEach(future -> future.completeExceptionally(e));
            listener.failed(e);
            pause(MAX_BACKOFF_MS);
        } catch (Throwable e) {
            served.forEach(future -> future.completeExceptionally(e));
            throw e;
        }
    }

    private void catchUp(Consumer<K, byte @Nullable []> open) {
        Map<TopicPartition, Long> ends = findEnds(open);
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            while (position(open, end.getKey()) < end.getValue()) {
                try {
                    deliver(open.poll(CATCH_UP_POLL));
                } catch (WakeupException e) {
                    if (stopping) {
                        throw e;
                    }
                }
            }
        }
    }

    private long position(Consumer<K, byte @Nullable []> open, TopicPartition partition) {
        long backoff = 50;
        while (true) {
            try {
                return open.position(partition);
            } catch (WakeupException e) {
                if (stopping) {
                    throw e;
                }
            } catch (RetriableException e) {
                log.warn("The position in {} is not known yet, trying again", partition, e);
                backoff = pause(backoff);
            }
        }
    }

    private Map<TopicPartition, Long> findEnds(Consumer<K, byte @Nullable []> open) {
        long backoff = 50;
        while (true) {
            if (stopping) {
                throw new WakeupException();
            }
            try {
                return clients.endOffsets().apply(partitions);
            } catch (UnsupportedVersionException e) {
                return open.endOffsets(partitions);
            } catch (RetriableException e) {
                log.warn("The end of topic '{}' is not known yet, trying again", topic, e);
                backoff = pause(backoff);
            }
        }
    }

    private void deliver(ConsumerRecords<K, byte @Nullable []> records) {
        for (ConsumerRecord<K, byte @Nullable []> message : records) {
            try {
                listener.replayed(message);
            } catch (RuntimeException e) {
                log.error(
                        "Skipping the record at offset {} of {}-{}: it cannot be replayed",
                        message.offset(),
                        message.topic(),
                        message.partition(),
                        e);
            }
        }
    }

    private void giveUpIfStopping(List<CompletableFuture<Void>> served) {
        if (stopping) {
            served.forEach(future ->
                    future.completeExceptionally(new ConnectException("The log of topic '" + topic + "' was stopped")));
        } else {
            synchronized (waiting) {
                waiting.addAll(served);
            }
        }
    }

    private List<CompletableFuture<Void>> takeWaiting() {
        synchronized (waiting) {
            List<CompletableFuture<Void>> taken = new ArrayList<>(waiting);
            waiting.clear();
            return taken;
        }
    }

    private void failWaiting(Throwable cause) {
        takeWaiting().forEach(future -> future.completeExceptionally(cause));
    }

    /** Sleeps, but no longer than until {@code stop}; the next sleep may be twice as long. */
    private long pause(long backoffMs) {
        try {
            time.waitObject(waiting, () -> stopping, time.milliseconds() + backoffMs);
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            log.trace("Waited {} ms", backoffMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
        return Math.min(MAX_BACKOFF_MS, backoffMs * 2);
    }

    // ---- any thread

    private Set<TopicPartition> findPartitions(Consumer<K, byte @Nullable []> open) {
        long deadline = time.milliseconds() + METADATA_PATIENCE_MS;
        long backoff = 10;
        while (true) {
            List<PartitionInfo> infos = open.partitionsFor(topic);
            if (infos != null && !infos.isEmpty()) {
                Set<TopicPartition> found = new HashSet<>();
                infos.forEach(info -> found.add(new TopicPartition(topic, info.partition())));
                found.removeIf(wanted.negate());
                return found;
            }
            if (time.milliseconds() >= deadline) {
                throw new ConnectException("Topic '" + topic + "' has no known partitions after "
                        + METADATA_PATIENCE_MS + " ms. Check that it exists, that this worker may read it, "
                        + "and that the brokers can be reached.");
            }
            time.sleep(backoff);
            backoff = Math.min(MAX_BACKOFF_MS, backoff * 2);
        }
    }

    /** Waits for the reader to end; one that waits for brokers which do not answer is interrupted. */
    private void joinReader(Thread thread) {
        try {
            thread.join(READER_GRACE_MS);
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(CLOSE_TIMEOUT.toMillis());
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void closeQuietly(Runnable close) {
        try {
            close.run();
        } catch (RuntimeException e) {
            log.warn("Failed to close a client of topic '{}'", topic, e);
        }
    }
}
