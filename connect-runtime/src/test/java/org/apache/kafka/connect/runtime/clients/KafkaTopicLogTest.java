// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KafkaTopicLogTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<String, byte[]> producer =
            new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
    private final ConcurrentLinkedQueue<String> replayed = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong end = new AtomicLong();
    private final AtomicInteger endQueries = new AtomicInteger();
    private volatile @Nullable RuntimeException nextEndError;

    private final KafkaTopicLog<String> log = new KafkaTopicLog<>(
            "t",
            () -> {},
            new KafkaTopicLog.Clients<>(() -> consumer, () -> producer, partitions -> {
                endQueries.incrementAndGet();
                RuntimeException error = nextEndError;
                nextEndError = null;
                if (error != null) {
                    throw error;
                }
                return Map.of(PARTITION, end.get());
            }),
            new TopicLog.Listener<>() {
                @Override
                public void replayed(ConsumerRecord<String, byte[]> message) {
                    if (message.key().equals("broken")) {
                        throw new IllegalStateException("cannot replay this");
                    }
                    replayed.add(message.key());
                }

                @Override
                public void failed(Throwable error) {
                    failures.add(error);
                }
            },
            Time.SYSTEM);

    @BeforeEach
    void topicHasOnePartition() {
        consumer.updatePartitions("t", List.of(new PartitionInfo("t", 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @AfterEach
    void stop() {
        log.stop();
    }

    @Test
    void startReturnsOnceEverythingThatWasThereIsReplayed() {
        consumer.schedulePollTask(() -> add(0, "a"));
        consumer.schedulePollTask(() -> add(1, "b"));
        end.set(2);

        log.start();

        assertEquals(List.of("a", "b"), List.copyOf(replayed));
        assertEquals(1, log.partitionCount());
    }

    @Test
    void readingToTheEndSeesWhatWasWrittenBefore() throws Exception {
        log.start();
        end.set(1);
        CompletableFuture<Void> reached = log.readToEnd();
        add(0, "a");

        reached.get(10, TimeUnit.SECONDS);

        assertEquals(List.of("a"), List.copyOf(replayed));
    }

    @Test
    void aTimeoutOfTheEndQueryIsTriedAgain() throws Exception {
        log.start();
        int before = endQueries.get();
        nextEndError = new TimeoutException("busy");

        log.readToEnd().get(10, TimeUnit.SECONDS);

        assertEquals(before + 2, endQueries.get());
    }

    @Test
    void anotherErrorOfTheEndQueryFailsTheReadAndIsTold() throws Exception {
        log.start();
        nextEndError = new TopicAuthorizationException("no");

        ExecutionException error =
                assertThrows(ExecutionException.class, () -> log.readToEnd().get(10, TimeUnit.SECONDS));

        assertInstanceOf(TopicAuthorizationException.class, error.getCause());
        log.readToEnd().get(10, TimeUnit.SECONDS);
        assertEquals(1, failures.size());
    }

    @Test
    void aRecordThatCannotBeReplayedIsSkipped() {
        consumer.schedulePollTask(() -> {
            add(0, "broken");
            add(1, "b");
        });
        end.set(2);

        log.start();

        assertEquals(List.of("b"), List.copyOf(replayed));
    }

    @Test
    void anErrorInTheReaderFailsEveryoneWhoWaits() {
        consumer.schedulePollTask(() -> {
            throw new OutOfMemoryError("test");
        });
        end.set(1);

        ConnectException error = assertThrows(ConnectException.class, log::start);

        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        assertInstanceOf(OutOfMemoryError.class, root);
        assertTrue(log.readToEnd().isCompletedExceptionally());
    }

    @Test
    void appendCompletesWithTheAcknowledgement() {
        log.start();

        CompletableFuture<Void> good = log.append("k", "v".getBytes(StandardCharsets.UTF_8));
        assertTrue(!good.isDone());
        answer(producer::completeNext);
        CompletableFuture<Void> bad = log.append("k", null);
        answer(() -> producer.errorNext(new KafkaException("refused")));

        good.join();
        assertTrue(bad.isCompletedExceptionally());
    }

    /** Answers a send that is made on another thread. */
    private static void answer(BooleanSupplier answered) {
        while (!answered.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void aProducerThatKnowsNoBrokersDoesNotHoldUpWhoeverAppends() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch sending = new CountDownLatch(1);
        MockProducer<String, byte[]> stuck =
                new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
                    @Override
                    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> message, Callback callback) {
                        sending.countDown();
                        try {
                            closed.await();
                        } catch (InterruptedException e) {
                            throw new InterruptException(e);
                        }
                        throw new KafkaException("closed while waiting for metadata");
                    }

                    @Override
                    public void close(Duration timeout) {
                        closed.countDown();
                    }
                };
        LogAppender<String> appender = new LogAppender<>("t", stuck, true);

        CompletableFuture<Void> first = appender.append("k", null);
        CompletableFuture<Void> givenUp = appender.append("k", null);
        CompletableFuture<Void> second = appender.append("k", null);
        givenUp.cancel(false);
        sending.await();
        assertTrue(!first.isDone() && !second.isDone());
        appender.close(Duration.ofMillis(10));

        assertThrows(ExecutionException.class, () -> first.get(10, TimeUnit.SECONDS));
        assertThrows(ExecutionException.class, () -> second.get(10, TimeUnit.SECONDS));
        assertTrue(appender.append("k", null).isCompletedExceptionally());
    }

    @Test
    void recordsThatBelongTogetherAreAppendedHoweverMany() throws Exception {
        MockProducer<String, byte[]> willing =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        LogAppender<String> appender = new LogAppender<>("t", willing, true);

        appender.append(Collections.nCopies(50_000, new TopicLog.Entry<>("k", null)))
                .get(10, TimeUnit.SECONDS);
        appender.append(List.of()).get(10, TimeUnit.SECONDS);
        appender.close(Duration.ofSeconds(10));

        assertEquals(50_000, willing.history().size());
    }

    @Test
    void stopFailsThoseWhoStillWaitAndClosesTheClients() {
        log.start();
        end.set(5);
        CompletableFuture<Void> never = log.readToEnd();

        log.stop();

        assertTrue(never.isCompletedExceptionally());
        assertTrue(consumer.closed());
        assertTrue(producer.closed());
    }

    private void add(long offset, String key) {
        consumer.addRecord(new ConsumerRecord<>("t", 0, offset, key, new byte[0]));
    }
}
