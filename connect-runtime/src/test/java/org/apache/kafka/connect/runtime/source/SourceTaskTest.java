// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.config.SourceSettings;
import org.apache.kafka.connect.runtime.errors.ErrorMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.ProcessingContext;
import org.apache.kafka.connect.runtime.errors.ProcessingStage;
import org.apache.kafka.connect.runtime.errors.Tolerance;
import org.apache.kafka.connect.runtime.lifecycle.CommitTiming;
import org.apache.kafka.connect.runtime.lifecycle.TaskFencedException;
import org.apache.kafka.connect.runtime.lifecycle.TaskListener;
import org.apache.kafka.connect.runtime.lifecycle.TaskLoop;
import org.apache.kafka.connect.runtime.lifecycle.TaskMetrics;
import org.apache.kafka.connect.runtime.lifecycle.TaskRunner;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.pipeline.Converters;
import org.apache.kafka.connect.runtime.pipeline.LoadedPlugin;
import org.apache.kafka.connect.runtime.pipeline.SourcePipeline;
import org.apache.kafka.connect.runtime.pipeline.TransformationChain;
import org.apache.kafka.connect.runtime.pipeline.TransformationStage;
import org.apache.kafka.connect.runtime.plugins.LoaderSwap;
import org.apache.kafka.connect.runtime.storage.offset.ConnectorOffsetStore;
import org.apache.kafka.connect.runtime.storage.offset.MemoryOffsetStore;
import org.apache.kafka.connect.runtime.storage.offset.OffsetReader;
import org.apache.kafka.connect.runtime.storage.offset.OffsetStore;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole source task, turned by its script on the test's thread, over a producer that the script answers for. */
@Timeout(30)
class SourceTaskTest {
    private static final ConnectorTaskId ID = new ConnectorTaskId("c", 0);
    private static final ClassLoader OWN = SourceTaskTest.class.getClassLoader();

    private final FakeTime time = new FakeTime();
    private final ConnectMetrics registry = new ConnectMetrics("w", new Metrics(), time);
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final BreakableStore store = new BreakableStore();
    private final PeriodicCommits scheduler = new PeriodicCommits();
    private final List<String> told = new ArrayList<>();
    private final List<ProcessingContext<SourceRecord>> reported = new ArrayList<>();
    private final ScriptedTask task = new ScriptedTask();
    private @Nullable Throwable failure;
    private Tolerance tolerance = Tolerance.NONE;
    private @Nullable TransactionBoundary boundary;
    private @Nullable SourceDelivery delivery;

    @AfterEach
    void close() {
        scheduler.shutdownNow();
        registry.close();
    }

    // ---- at least once

    @Test
    void callsComeInTheirOrderAndOffsetsFollowAcknowledgements() {
        TaskRunner runner = runner();
        task.gives(1, 2);
        task.script.add(() -> {
            producer.completeNext();
            assertTrue(atLeastOnce().commit());
            assertEquals("{\"o\":1}", committed(), "the second is not acknowledged yet");
            producer.completeNext();
            return null;
        });
        task.script.add(stop(runner));

        runner.run();

        assertEquals("{\"o\":2}", committed());
        assertEquals(
                List.of("initialize", "start", "poll", "poll", "ack 1", "commit", "ack 2", "poll", "commit", "stop"),
                task.calls);
        assertEquals(List.of("running", "topic t", "stopped"), told);
        assertTrue(producer.closed());
        assertEquals(2.0, metric(MetricNames.SOURCE_TASK_GROUP, "source-record-poll-total"));
        assertEquals(2.0, metric(MetricNames.SOURCE_TASK_GROUP, "source-record-write-total"));
    }

    @Test
    void aPollThatMayBeTriedAgainIsTakenForAnEmptyOne() {
        TaskRunner runner = runner();
        task.script.add(() -> {
            throw new RetriableException("later");
        });
        task.script.add(() -> {
            throw new TimeoutException("later still");
        });
        task.script.add(stop(runner));

        runner.run();

        assertNull(failure);
        assertEquals(List.of("running", "stopped"), told);
    }

    @Test
    void aFailedSendFailsTheTaskBeforeTheNextPoll() {
        TaskRunner runner = runner();
        task.gives(1);
        task.script.add(() -> {
            producer.errorNext(new RecordTooLargeException("big"));
            return null;
        });
        task.script.add(() -> {
            throw new AssertionError("must not be polled");
        });

        runner.run();

        assertInstanceOf(ConnectException.class, failure);
        assertInstanceOf(RecordTooLargeException.class, failure.getCause());
        assertEquals("null", committed());
        assertEquals("stop", task.calls.get(task.calls.size() - 1));
    }

    @Test
    void aToleratedFailedSendIsReportedAndItsOffsetCommitted() {
        tolerance = Tolerance.ALL;
        TaskRunner runner = runner();
        task.gives(1);
        task.script.add(() -> {
            producer.errorNext(new RecordTooLargeException("big"));
            return null;
        });
        task.script.add(stop(runner));

        runner.run();

        assertEquals("{\"o\":1}", committed());
        assertEquals(ProcessingStage.KAFKA_PRODUCE, reported.get(0).stage());
        assertTrue(task.calls.contains("skip 1"));
    }

    @Test
    void whatCannotBeHandedOverNowComesAgainWithoutASecondOffset() {
        TaskRunner runner = runner();
        task.script.add(() -> {
            producer.sendException = new TimeoutException("metadata");
            runner.gate(); // the loop sleeps at the gate between attempts
            return List.of(record(1), record(2));
        });
        task.beforeTopic = () -> {
            if (++task.attempts == 3) {
                producer.sendException = null;
            }
        };
        task.script.add(() -> {
            producer.completeNext();
            producer.completeNext();
            return null;
        });
        task.script.add(stop(runner));

        runner.run();

        assertNull(failure);
        assertEquals(2, producer.history().size());
        assertEquals("{\"o\":2}", committed());
    }

    @Test
    void aSendThatCannotSucceedFailsTheTask() {
        TaskRunner runner = runner();
        task.script.add(() -> {
            producer.sendException = new KafkaException("closed");
            return List.of(record(1));
        });

        runner.run();

        assertInstanceOf(ConnectException.class, failure);
        assertEquals(
                0,
                Objects.requireNonNull(delivery).active(),
                "nobody will hear of the record, so it must not be waited for");
    }

    @Test
    void aFailedFlushIsTriedAgainAndCountedAsFailed() {
        TaskRunner runner = runner();
        task.gives(1);
        task.script.add(() -> {
            producer.completeNext();
            store.failNext = true;
            assertFalse(atLeastOnce().commit());
            assertEquals("null", committed());
            assertTrue(atLeastOnce().commit());
            assertEquals("{\"o\":1}", committed());
            return null;
        });
        task.script.add(stop(runner));

        runner.run();

        assertEquals(1.0 / 3, (double) metric(MetricNames.TASK_GROUP, "offset-commit-failure-percentage"), 1e-9);
        assertEquals(2, task.calls.stream().filter("commit"::equals).count(), "only after good ones");
    }

    @Test
    void anErrorInCommitRecordFailsTheTaskAndLeavesTheProducerAlone() {
        TaskRunner runner = runner();
        task.failCommitRecord = new NoClassDefFoundError("plugin");
        task.gives(1);
        task.script.add(() -> {
            assertDoesNotThrow(() -> producer.completeNext());
            return null;
        });

        runner.run();

        assertInstanceOf(ConnectException.class, failure);
        assertInstanceOf(NoClassDefFoundError.class, failure.getCause());
        assertEquals("{\"o\":1}", committed());
    }

    @Test
    void aPausedTaskThatIsInterruptedByItsPluginFailsAndDoesNotPauseAgainAndAgain() {
        TaskRunner runner = runner();
        task.script.add(() -> {
            Thread.currentThread().interrupt();
            runner.want(TargetState.PAUSED);
            return null;
        });

        runner.run();

        assertTrue(Thread.interrupted());
        assertInstanceOf(IllegalStateException.class, failure);
        assertEquals(List.of("running", "paused", "failed"), told);
    }

    @Test
    void anErrorInCommitFailsTheTask() {
        TaskRunner runner = runner();
        task.failCommit = new NoClassDefFoundError("plugin");
        task.script.add(() -> {
            atLeastOnce().commit();
            return null;
        });

        runner.run();

        assertInstanceOf(ConnectException.class, failure);
        assertInstanceOf(NoClassDefFoundError.class, failure.getCause());
    }

    @Test
    void aFailedTaskStillCommitsWhatWasAcknowledged() {
        TaskRunner runner = runner();
        task.gives(1);
        task.script.add(() -> {
            producer.completeNext();
            throw new NoClassDefFoundError("plugin");
        });

        runner.run();

        assertInstanceOf(NoClassDefFoundError.class, failure);
        assertEquals("{\"o\":1}", committed());
    }

    @Test
    void whatIsLetGoAtTheEndIsNoFailureOfTheRecord() {
        tolerance = Tolerance.ALL;
        TaskRunner runner = runner();
        task.gives(1);
        task.script.add(stop(runner));

        runner.run();
        assertTrue(producer.closed());
        producer.errorNext(new KafkaException("closed by force"));

        assertEquals(List.of(), reported);
        assertTrue(task.calls.stream().noneMatch(call -> call.startsWith("skip")), task.calls.toString());
        assertEquals("null", committed());
    }

    @Test
    void aCancelledTaskCommitsNothing() {
        TaskRunner runner = runner();
        task.gives(1);
        task.script.add(() -> {
            producer.completeNext();
            runner.cancel();
            return null;
        });

        runner.run();

        assertTrue(Thread.interrupted());
        assertEquals("null", committed());
        assertEquals(List.of("running", "topic t"), told);
    }

    @Test
    void aStartThatThrowsFailsTheTaskAndStopsIt() {
        task.failStart = true;
        runner().run();

        assertInstanceOf(ExceptionInInitializerError.class, failure);
        assertEquals(List.of("initialize", "start", "stop"), task.calls);
    }

    // ---- exactly once

    @Test
    void recordsAndOffsetsGoInOneTransactionPerPoll() {
        boundary = TransactionBoundary.everyPoll();
        TaskRunner runner = runner();
        task.gives(1, 2);
        task.script.add(() -> {
            assertEquals(1, producer.commitCount());
            assertEquals(List.of("t", "t", "offsets"), topics());
            assertTrue(task.calls.containsAll(List.of("ack 1", "ack 2")), task.calls.toString());
            return null;
        });
        task.script.add(stop(runner));

        runner.run();

        assertNull(failure);
        assertEquals(1, producer.commitCount(), "nothing to commit, no transaction");
        assertEquals(4, task.calls.stream().filter("commit"::equals).count(), "three polls and the end");
        assertEquals(2.0, metric(MetricNames.SOURCE_TASK_GROUP, "transaction-size-max"));
    }

    @Test
    void recordsDroppedFromATransactionAreToldButMoveNoOffset() {
        boundary = TransactionBoundary.everyPoll();
        tolerance = Tolerance.ALL;
        TaskRunner runner = runner();
        task.gives(1);
        task.script.add(() -> {
            task.beforeTopic = () -> {
                throw new DataException("dropped");
            };
            return List.of(record(2));
        });
        task.script.add(() -> {
            assertTrue(task.calls.contains("skip 2"), task.calls.toString());
            assertEquals(1, producer.commitCount(), "nothing was written, no offset moved");
            return null;
        });
        task.script.add(stop(runner));

        runner.run();

        assertNull(failure);
        assertEquals(List.of("t", "offsets"), topics());
    }

    @Test
    void theConnectorCommitsAndAbortsWhereItSays() {
        TransactionBoundary.ByConnector byConnector = boundaryByConnector();
        TaskRunner runner = runner();
        SourceRecord first = record(1);
        SourceRecord third = record(3);
        task.script.add(() -> {
            byConnector.commitTransaction(first);
            byConnector.abortTransaction(third);
            return List.of(first, record(2), third);
        });
        task.script.add(() -> {
            assertEquals(List.of("t", "offsets", "offsets"), topics(), "2 and 3 are gone, their offset is not");
            assertEquals(2, producer.commitCount());
            return List.of(record(4));
        });
        task.script.add(stop(runner));

        runner.run();

        assertNull(failure);
        assertEquals(2, producer.commitCount(), "what nobody asked to commit is left");
    }

    @Test
    void commitAndAbortAtOnceIsTheConnectorsError() {
        TransactionBoundary.ByConnector byConnector = boundaryByConnector();
        task.script.add(() -> {
            byConnector.commitTransaction();
            byConnector.abortTransaction();
            return List.of(record(1));
        });

        runner().run();

        assertInstanceOf(IllegalStateException.class, failure);
    }

    @Test
    void transactionsEndAtIntervals() {
        boundary = TransactionBoundary.every(1_000, time);
        TaskRunner runner = runner();
        task.gives(1);
        task.script.add(() -> {
            assertEquals(0, producer.commitCount());
            time.advance(Duration.ofSeconds(1));
            return List.of(record(2));
        });
        task.script.add(() -> {
            assertEquals(1, producer.commitCount());
            return List.of(record(3));
        });
        task.script.add(stop(runner));

        runner.run();

        assertEquals(2, producer.commitCount(), "and at the end");
    }

    @Test
    void anExpiredEpochIsExplained() {
        runWhileTransactionsCannotCommit(new InvalidProducerEpochException("old"));

        assertInstanceOf(TaskFencedException.class, failure);
        assertTrue(String.valueOf(failure.getMessage()).contains("transaction.timeout.ms"));
    }

    @Test
    void aTaskIsToldOfPeriodicCommitsUnderItsOwnLoader() {
        List<@Nullable ClassLoader> seen = new ArrayList<>();
        TaskRunner runner = runner();
        task.script.add(() -> {
            try (LoaderSwap swap = LoaderSwap.to(ClassLoader.getPlatformClassLoader())) {
                scheduler.run();
            }
            seen.add(task.commitLoader);
            return List.of();
        });
        task.script.add(stop(runner));

        runner.run();

        assertEquals(List.of(OWN), seen);
    }

    @Test
    void aLostTransactionCallsForANewInstance() {
        runWhileTransactionsCannotCommit(new InvalidTxnStateException("aborted long ago"));

        assertInstanceOf(TaskFencedException.class, failure);
        assertTrue(String.valueOf(failure.getMessage()).contains("committed offsets"));
    }

    @Test
    void whatNoNewInstanceCouldWriteEitherIsNoFencing() {
        runWhileTransactionsCannotCommit(new RecordTooLargeException("big"));

        assertEquals("Records and offsets could not be committed", failure.getMessage());
    }

    @Test
    void aTaskMayNotWriteToItsOwnOffsets() {
        boundary = TransactionBoundary.everyPoll();
        task.script.add(
                () -> List.of(new SourceRecord(Map.of("p", 1), Map.of("o", 1), "offsets", Schema.STRING_SCHEMA, "v")));

        runner().run();

        assertInstanceOf(ConnectException.class, failure);
    }

    // ---- helpers

    private TransactionBoundary.ByConnector boundaryByConnector() {
        TransactionBoundary.ByConnector byConnector =
                (TransactionBoundary.ByConnector) TransactionBoundary.byConnector();
        boundary = byConnector;
        return byConnector;
    }

    private void runWhileTransactionsCannotCommit(RuntimeException reason) {
        boundary = TransactionBoundary.everyPoll();
        producer.commitTransactionException = reason;
        task.gives(1);

        runner().run();
    }

    private List<String> topics() {
        return producer.history().stream().map(ProducerRecord::topic).collect(Collectors.toList());
    }

    private AtLeastOnceDelivery atLeastOnce() {
        return (AtLeastOnceDelivery) Objects.requireNonNull(delivery);
    }

    private Poll stop(TaskRunner runner) {
        return () -> {
            runner.stop();
            return null;
        };
    }

    private static SourceRecord record(int n) {
        return new SourceRecord(Map.of("p", 1), Map.of("o", n), "t", Schema.STRING_SCHEMA, "v" + n);
    }

    private String committed() {
        ByteBuffer key = ByteBuffer.wrap("[\"c\",{\"p\":1}]".getBytes(StandardCharsets.UTF_8));
        byte[] value = store.get(List.of(key)).join().get(key);
        return value == null ? "null" : new String(value, StandardCharsets.UTF_8);
    }

    private Object metric(String group, String name) {
        return registry.registry()
                .metric(registry.registry().metricName(name, group, Map.of("connector", "c", "task", "0")))
                .metricValue();
    }

    private TaskRunner runner() {
        if (boundary != null) {
            producer.initTransactions();
        }
        return new TaskRunner(ID, this::build, new Listener(), TargetState.STARTED);
    }

    private TaskLoop build(TaskRunner runner) {
        ErrorPolicy<SourceRecord> errors = new ErrorPolicy<>(
                new ErrorPolicy.Limits(0, 60_000, tolerance),
                List.of(context -> {
                    reported.add(context);
                    return CompletableFuture.completedFuture(null);
                }),
                new ErrorMetrics(registry, ID, time),
                runner.gate()::cancelled,
                () -> 0.5,
                time);
        StringConverter strings = new StringConverter();
        strings.configure(Map.of(), false);
        Converters converters = new Converters(
                new LoadedPlugin<>(strings, OWN, null),
                new LoadedPlugin<>(strings, OWN, null),
                new LoadedPlugin<>(new SimpleHeaderConverter(), OWN, null));
        TaskMetrics taskMetrics = new TaskMetrics(registry, ID, Map.of(), time);
        ConnectorOffsetStore offsets = ConnectorOffsetStore.workerOnly(store);
        SourceTaskKit kit = new SourceTaskKit(
                runner,
                task,
                producer,
                errors,
                offsets,
                taskMetrics,
                new UsedTopics(topic -> told.add("topic " + topic)),
                new CommitTiming(Duration.ofDays(1), Duration.ofMillis(200), time));
        SourceTaskMetrics sourceMetrics = new SourceTaskMetrics(registry, ID, boundary != null);
        SourceDelivery made = boundary == null
                ? new AtLeastOnceDelivery(kit, new OffsetCommitScheduler(scheduler))
                : new TransactionalDelivery(kit, boundary, () -> {}, "offsets", sourceMetrics);
        delivery = made;
        RecordSender sender = new RecordSender(
                new SourcePipeline(converters, new TransformationChain<>(List.of(task.hook()), errors), errors),
                producer,
                made,
                null);
        return new SourceTaskLoop(
                kit,
                made,
                sender,
                sourceMetrics,
                new SourceTaskLoop.SourceSurroundings(
                        OWN,
                        "1",
                        Map.of(),
                        new SourceContext(
                                Map::of,
                                new OffsetReader(offsets, "c"),
                                boundary == null ? null : boundary.requests(),
                                registry.pluginMetrics("connector", "c")),
                        producer::close,
                        () -> producer.close(Duration.ZERO)));
    }

    private final class Listener implements TaskListener {
        @Override
        public void running(ConnectorTaskId id, @Nullable String version) {
            told.add("running");
        }

        @Override
        public void paused(ConnectorTaskId id, @Nullable String version) {
            told.add("paused");
        }

        @Override
        public void stopped(ConnectorTaskId id) {
            told.add("stopped");
        }

        @Override
        public void failed(ConnectorTaskId id, Throwable cause, @Nullable String version) {
            told.add("failed");
            failure = cause;
        }

        @Override
        public void topicUsed(ConnectorTaskId id, String topic) {}
    }

    private interface Poll {
        @Nullable
        List<SourceRecord> records();
    }

    /** Commits when the test says so. */
    private static final class PeriodicCommits extends ScheduledThreadPoolExecutor {
        private @Nullable Runnable due;

        private PeriodicCommits() {
            super(1);
        }

        @Override
        public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initial, long delay, TimeUnit unit) {
            due = command;
            return super.schedule(() -> {}, 1, TimeUnit.DAYS);
        }

        private void run() {
            Objects.requireNonNull(due).run();
        }
    }

    /** Gives what the script says, poll by poll. */
    private static final class ScriptedTask extends SourceTask {
        private final Queue<Poll> script = new ArrayDeque<>();
        private final List<String> calls = new ArrayList<>();
        private Runnable beforeTopic = () -> {};
        private int attempts;
        private boolean failStart;
        private @Nullable Error failCommit;
        private @Nullable ClassLoader commitLoader;
        private @Nullable Error failCommitRecord;

        /** The next poll gives these records. */
        private void gives(int... numbers) {
            script.add(
                    () -> IntStream.of(numbers).mapToObj(SourceTaskTest::record).toList());
        }

        private TransformationStage<SourceRecord> hook() {
            return new TransformationStage<>("hook", new LoadedPlugin<>(new Hook(), OWN, null), null, null, false);
        }

        @Override
        public void initialize(SourceTaskContext context) {
            super.initialize(context);
            calls.add("initialize");
        }

        @Override
        public void start(Map<String, String> props) {
            calls.add("start");
            if (failStart) {
                throw new ExceptionInInitializerError("scripted");
            }
        }

        @Override
        public @Nullable List<SourceRecord> poll() {
            calls.add("poll");
            Poll next = script.poll();
            if (next == null) {
                throw new AssertionError("The script is over: " + calls);
            }
            return next.records();
        }

        @Override
        public void commit() {
            calls.add("commit");
            commitLoader = Thread.currentThread().getContextClassLoader();
            if (failCommit != null) {
                throw failCommit;
            }
        }

        @Override
        public void commitRecord(SourceRecord message, @Nullable RecordMetadata metadata) {
            calls.add((metadata == null ? "skip " : "ack ")
                    + String.valueOf(message.value()).substring(1));
            if (failCommitRecord != null) {
                throw failCommitRecord;
            }
        }

        @Override
        public void stop() {
            calls.add("stop");
        }

        @Override
        public String version() {
            return "1";
        }

        private final class Hook implements Transformation<SourceRecord> {
            @Override
            public SourceRecord apply(SourceRecord message) {
                beforeTopic.run();
                return message;
            }

            @Override
            public ConfigDef config() {
                return new ConfigDef();
            }

            @Override
            public void configure(Map<String, ?> configs) {}

            @Override
            public void close() {}
        }
    }

    /** Works in memory and fails when told. */
    private static final class BreakableStore implements OffsetStore {
        private final MemoryOffsetStore memory = new MemoryOffsetStore();
        private boolean failNext;

        @Override
        public void start() {}

        @Override
        public CompletableFuture<Map<ByteBuffer, byte[]>> get(Collection<ByteBuffer> keys) {
            return memory.get(keys);
        }

        @Override
        public CompletableFuture<Void> put(Map<ByteBuffer, byte @Nullable []> values) {
            if (failNext) {
                failNext = false;
                return CompletableFuture.failedFuture(new KafkaException("away"));
            }
            return memory.put(values);
        }

        @Override
        public Set<ByteBuffer> keys(String connector) {
            return memory.keys(connector);
        }

        @Override
        public void stop() {}
    }

    @Test
    void groupsAreTriedInOrderAndTheDefaultTakesTheRest() {
        var settings = new SourceSettings(Map.of(
                        "name", "c",
                        "connector.class", "x",
                        "topic.creation.groups", "a,b",
                        "topic.creation.default.partitions", "3",
                        "topic.creation.default.replication.factor", "1",
                        "topic.creation.a.include", "orders.*,bills",
                        "topic.creation.a.exclude", ".*-tmp",
                        "topic.creation.a.cleanup.policy", "compact",
                        "topic.creation.b.include", "orders.*",
                        "topic.creation.b.partitions", "9"))
                .topicCreation()
                .orElseThrow();
        List<TopicGroup> named = TopicGroup.named(settings);

        assertEquals(
                Arrays.asList(true, false, true),
                List.of("orders1", "orders-tmp", "bills").stream()
                        .map(named.get(0)::matches)
                        .toList());
        assertTrue(named.get(1).matches("orders-tmp"));
        assertEquals(3, named.get(0).spec("bills").partitions());
        assertEquals("compact", named.get(0).spec("bills").settings().get("cleanup.policy"));
        assertEquals(9, named.get(1).spec("orders-tmp").partitions());
        assertEquals(3, TopicGroup.defaults(settings).spec("else").partitions());
    }
}
