// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.IllegalWorkerStateException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.WorkerSinkTask;
import org.apache.kafka.connect.runtime.WorkerSinkTaskContext;
import org.apache.kafka.connect.runtime.errors.ErrorMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.Tolerance;
import org.apache.kafka.connect.runtime.lifecycle.CommitTiming;
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
import org.apache.kafka.connect.runtime.pipeline.SinkPipeline;
import org.apache.kafka.connect.runtime.pipeline.TransformationChain;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A whole sink task, turned by a script of polls on the test's thread. */
@Timeout(30)
class SinkTaskTest {
    private static final ConnectorTaskId ID = new ConnectorTaskId("c", 0);
    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);
    private static final TopicPartition P2 = new TopicPartition("t", 2);
    private static final ClassLoader OWN = SinkTaskTest.class.getClassLoader();

    private final FakeTime time = new FakeTime();
    private final ConnectMetrics registry = new ConnectMetrics("w", new Metrics(), time);
    private final ScriptedConsumer consumer = new ScriptedConsumer();
    private final List<String> told = new ArrayList<>();
    private final ScriptedTask task = new ScriptedTask();
    private final CompletableFuture<Void> report = new CompletableFuture<>();
    private Tolerance tolerance = Tolerance.NONE;
    private boolean reports;
    private @Nullable Throwable failure;
    private TaskRunner runner = new TaskRunner(ID, this::build, new Listener(), TargetState.STARTED);

    @BeforeEach
    void partitionsBeginAtZero() {
        consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L, P2, 0L));
        consumer.updateEndOffsets(Map.of(P0, 0L, P1, 0L, P2, 0L));
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void callsComeInTheirOrderAndTheEndCommitsWhatWasDelivered() {
        assigned(P0);
        consumer.polls.add(() -> add(P0, 0, "a"));
        consumer.polls.add(runner::stop);

        runner.run();

        assertNull(failure);
        assertEquals(
                List.of(
                        "initialize",
                        "start",
                        "open [t-0]",
                        "put []",
                        "put [a]",
                        "put []",
                        "preCommit {t-0=1}",
                        "close [t-0]",
                        "stop"),
                task.calls);
        assertEquals(1, committed(P0));
        assertEquals(List.of("running", "topic t", "stopped"), told);
        assertTrue(consumer.closed());
    }

    @Test
    void agentsFindTheLoopsEntryAbovePutAndSinksTheConsumerInTheirContext() {
        Set<String> callers = new HashSet<>();
        List<Object> consumers = new ArrayList<>();
        task.onPut = () -> {
            for (StackTraceElement frame : new Throwable().getStackTrace()) {
                callers.add(frame.getClassName() + "." + frame.getMethodName());
            }
            consumers.add(
                    fieldOf(task.context(), "org.apache.kafka.connect.runtime.WorkerSinkTaskContext", "consumer"));
        };
        assigned(P0);
        consumer.polls.add(() -> add(P0, 0, "a"));
        consumer.polls.add(runner::stop);

        runner.run();

        assertNull(failure);
        assertTrue(callers.contains("org.apache.kafka.connect.runtime.WorkerSinkTask.execute"), callers::toString);
        assertSame(consumer, consumers.get(0));
    }

    private static Object fieldOf(Object context, String className, String field) {
        assertEquals(className, context.getClass().getName());
        try {
            Field found = context.getClass().getDeclaredField(field);
            found.setAccessible(true);
            return found.get(context);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aBatchThatIsRefusedForNowComesAgainWithEverythingPaused() {
        assigned(P0);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            task.refuse = 2;
        });
        consumer.polls.add(() -> assertEquals(Set.of(P0), consumer.paused()));
        consumer.polls.add(() -> assertEquals(0, committed(P0), "nothing is delivered yet"));
        consumer.polls.add(() -> assertEquals(Set.of(), consumer.paused()));
        consumer.polls.add(runner::stop);

        runner.run();

        assertNull(failure);
        assertEquals(3, task.calls.stream().filter("put [a]"::equals).count());
        assertEquals(1, committed(P0));
    }

    @Test
    void whatIsLeftIsReadOnWhenTheRefusedBatchGoesAwayWithItsPartition() {
        assigned(P0, P1);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            task.refuse = 1;
        });
        consumer.polls.add(() -> {
            assertEquals(Set.of(P0, P1), consumer.paused());
            consumer.rebalance(List.of(P1, P2));
        });
        consumer.polls.add(() -> assertFalse(consumer.paused().contains(P1)));
        consumer.polls.add(runner::stop);

        runner.run();

        assertNull(failure);
        assertEquals(1, task.calls.stream().filter("put [a]"::equals).count());
    }

    @Test
    void theTaskSaysHowLongToWaitBeforeTheBatchComesAgain() {
        assigned(P0);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            task.refuse = 1;
            task.context().timeout(123);
        });
        consumer.polls.add(() -> assertEquals(Duration.ofMillis(123), consumer.lastTimeout));
        consumer.polls.add(runner::stop);

        runner.run();

        assertNull(failure);
    }

    @Test
    void anyOtherExceptionFailsTheTaskWhichIsStillClosed() {
        assigned(P0);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            task.failPut = new IllegalStateException("broken");
        });

        runner.run();

        assertInstanceOf(ConnectException.class, failure);
        assertEquals(List.of("preCommit {t-0=0}", "close [t-0]", "stop"), tail(3));
        assertEquals(0, committed(P0));
    }

    @Test
    void anErrorInOpenFailsTheTask() {
        task.failOpen = true;
        assigned(P0);

        runner.run();

        assertInstanceOf(IllegalStateException.class, failure);
        assertEquals("stop", task.calls.get(task.calls.size() - 1));
    }

    @Test
    void commitsAtIntervalsAndOnRequestWithoutWaiting() {
        assigned(P0);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            task.context().requestCommit();
        });
        consumer.polls.add(() -> {
            assertEquals(1, committed(P0), "on request");
            add(P0, 1, "b");
            time.advance(Duration.ofSeconds(60));
        });
        consumer.polls.add(() -> assertEquals(2, committed(P0), "in time"));
        consumer.polls.add(runner::stop);

        runner.run();

        assertNull(failure);
        assertEquals(3.0, metric(MetricNames.SINK_TASK_GROUP, "offset-commit-completion-total"), "the end counts, too");
    }

    @Test
    void offsetsBeyondWhatWasDeliveredAndForeignPartitionsAreIgnored() {
        task.safe = Map.of(P0, new OffsetAndMetadata(5), P1, new OffsetAndMetadata(1));
        assigned(P0);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            runner.stop();
        });

        runner.run();

        assertNull(failure);
        assertEquals(0, committed(P0));
    }

    @Test
    void anEmptyAnswerSkipsTheCommit() {
        task.safe = Map.of();
        assigned(P0);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            runner.stop();
        });

        runner.run();

        assertNull(failure);
        assertEquals(0, committed(P0));
        assertEquals(1.0, metric(MetricNames.TASK_GROUP, "offset-commit-success-percentage"));
    }

    @Test
    void aFailingPreCommitReadsAgainFromWhatIsCommitted() {
        assigned(P0);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            task.failPreCommit = true;
            task.context().requestCommit();
        });
        consumer.polls.add(() -> {
            assertEquals(0, consumer.position(P0), "rewound");
            task.failPreCommit = false;
            runner.stop();
        });

        runner.run();

        assertNull(failure);
        assertEquals(0.5, (double) metric(MetricNames.TASK_GROUP, "offset-commit-failure-percentage"), 1e-9);
    }

    @Test
    void aFailingPreCommitLetsTheRefusedBatchComeAgainInItsTurn() {
        assigned(P0);
        consumer.polls.add(() -> add(P0, 0, "a"));
        consumer.polls.add(() -> {
            add(P0, 1, "b");
            task.refuse = 1;
            task.failPreCommit = true;
            task.context().requestCommit();
        });
        consumer.polls.add(() -> task.failPreCommit = false);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            add(P0, 1, "b");
        });
        consumer.polls.add(runner::stop);

        runner.run();

        assertNull(failure);
        assertEquals(
                List.of("put [a]", "put [b]", "put []", "put [a, b]", "put []"),
                task.calls.stream()
                        .filter(call -> call.startsWith("put"))
                        .skip(1)
                        .toList());
        assertEquals(2, committed(P0));
        assertEquals(Set.of(), consumer.paused());
    }

    @Test
    void aCommitThatIsNotAnsweredInTimeIsGivenUpAndItsLateAnswerIgnored() {
        consumer.holdCommits = true;
        assigned(P0);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            task.context().requestCommit();
        });
        consumer.polls.add(() -> time.advance(Duration.ofSeconds(5)));
        consumer.polls.add(() -> {
            consumer.holdCommits = false;
            consumer.answer();
        });
        consumer.polls.add(runner::stop);

        runner.run();

        assertNull(failure);
        assertEquals(1.0, metric(MetricNames.SINK_TASK_GROUP, "offset-commit-skip-total"));
        assertEquals(1, committed(P0));
    }

    @Test
    void revokedPartitionsAreCommittedAndClosedAndTheirRecordsDropped() {
        assigned(P0, P1);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            add(P1, 0, "b");
        });
        consumer.polls.add(() -> {
            task.refuse = 1;
            add(P0, 1, "c");
            add(P1, 1, "d");
        });
        assigned(P0);
        consumer.polls.add(runner::stop);

        runner.run();

        assertNull(failure);
        assertTrue(
                task.calls.contains("close [t-1]") || task.calls.contains("close [t-0, t-1]"), task.calls.toString());
        assertEquals(1, committed(P1));
    }

    @Test
    void theLastCommitHasItsTimeHoweverLongTheSinkTook() {
        task.duringPreCommit = () -> time.advance(Duration.ofMinutes(1));
        assigned(P0);
        consumer.polls.add(() -> add(P0, 0, "a"));
        consumer.polls.add(runner::stop);

        runner.run();

        assertEquals(Duration.ofSeconds(5), consumer.commitTimeout);
        assertEquals(1, committed(P0));
    }

    @Test
    void positionsTheTaskAskedForAreTakenBeforeTheNextPoll() {
        assigned(P0);
        consumer.polls.add(() -> task.context().offset(P0, 42));
        consumer.polls.add(() -> {
            assertEquals(42, consumer.position(P0));
            runner.stop();
        });

        runner.run();

        assertNull(failure);
        assertTrue(task.calls.contains("preCommit {t-0=42}"));
    }

    @Test
    void whatTheTaskPausedStaysPausedThroughAPauseOfTheConnector() {
        assigned(P0, P1);
        consumer.polls.add(() -> {
            task.context().pause(P0);
            assertThrows(IllegalWorkerStateException.class, () -> task.context().pause(new TopicPartition("other", 0)));
            runner.want(TargetState.PAUSED);
        });
        consumer.polls.add(() -> {});
        consumer.polls.add(() -> {
            assertEquals(Set.of(P0, P1), consumer.paused());
            runner.want(TargetState.STARTED);
        });
        consumer.polls.add(() -> {});
        consumer.polls.add(() -> {
            assertEquals(Set.of(P0), consumer.paused());
            task.context().resume(P0);
            assertEquals(Set.of(), consumer.paused());
            runner.stop();
        });

        runner.run();

        assertNull(failure);
        assertEquals(List.of("running", "paused", "running", "stopped"), told);
    }

    @Test
    void offsetsWaitForTheReportsOfFailedRecords() {
        tolerance = Tolerance.ALL;
        reports = true;
        assigned(P0);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            task.reportAll = true;
        });
        consumer.polls.add(() -> {
            assertFalse(report.isDone());
            report.complete(null);
            runner.stop();
        });

        runner.run();

        assertNull(failure);
        assertEquals(1, committed(P0));
    }

    @Test
    void aRecordThatCannotBeReportedFailsTheTaskBeforeItIsCommitted() {
        toleratedRecordsCannotBeReported();
        assigned(P0);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            task.reportAll = true;
            task.context().requestCommit();
        });
        consumer.polls.add(() -> {});

        runner.run();

        assertInstanceOf(ConnectException.class, failure);
        assertEquals(0, committed(P0));
        assertEquals(List.of("close [t-0]", "stop"), tail(2));
    }

    @Test
    void aRecordThatCannotBeReportedIsNotCommittedWhenTheTaskEnds() {
        toleratedRecordsCannotBeReported();
        assigned(P0);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            task.reportAll = true;
        });
        consumer.polls.add(runner::stop);

        runner.run();

        assertNull(failure);
        assertEquals(0, committed(P0));
        assertEquals(List.of("close [t-0]", "stop"), tail(2));
    }

    @Test
    void reportsMadeWhileTheSinkFlushesHoldOffsetsBackToo() {
        toleratedRecordsCannotBeReported();
        assigned(P0);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            task.duringPreCommit = () -> task.report(task.last());
            task.context().requestCommit();
        });
        consumer.polls.add(() -> {});

        runner.run();

        assertInstanceOf(ConnectException.class, failure);
        assertEquals(0, committed(P0));
        assertEquals(List.of("close [t-0]", "stop"), tail(2));
    }

    @Test
    void aRecordThatIsReportedAfterItWasPutIsNotCommittedIfThatIsNotTolerated() {
        reports = true;
        report.complete(null);
        assigned(P0);
        consumer.polls.add(() -> add(P0, 0, "a"));
        consumer.polls.add(() -> {
            assertThrows(ConnectException.class, () -> task.report(task.last()));
            runner.stop();
        });

        runner.run();

        assertEquals(0, committed(P0));
        assertEquals(List.of("close [t-0]", "stop"), tail(2));
    }

    @Test
    void aReportThatIsNotToleratedFailsTheTaskEvenIfItIsSwallowed() {
        reports = true;
        task.swallow = true;
        assigned(P0);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            task.reportAll = true;
            report.complete(null);
        });

        runner.run();

        assertInstanceOf(ConnectException.class, failure);
        assertEquals(0, committed(P0));
    }

    @Test
    void aCancelledTaskCommitsNothing() {
        assigned(P0);
        consumer.polls.add(() -> {
            add(P0, 0, "a");
            runner.cancel();
        });

        runner.run();

        assertTrue(Thread.interrupted());
        assertEquals(0, committed(P0));
        assertFalse(told.contains("stopped"));
    }

    // ---- helpers

    /** The next poll finds these partitions assigned, and no others. */
    private void assigned(TopicPartition... partitions) {
        consumer.polls.add(() -> consumer.rebalance(List.of(partitions)));
    }

    private void toleratedRecordsCannotBeReported() {
        tolerance = Tolerance.ALL;
        reports = true;
        report.completeExceptionally(new KafkaException("too large for the dead letter topic"));
    }

    private List<String> tail(int count) {
        return task.calls.subList(task.calls.size() - count, task.calls.size());
    }

    private void add(TopicPartition partition, long offset, String value) {
        consumer.addRecord(new ConsumerRecord<>(
                partition.topic(), partition.partition(), offset, null, value.getBytes(StandardCharsets.UTF_8)));
    }

    private long committed(TopicPartition partition) {
        OffsetAndMetadata offset = consumer.commits.get(partition);
        return offset == null ? 0 : offset.offset();
    }

    private Object metric(String group, String name) {
        return registry.registry()
                .metric(registry.registry().metricName(name, group, Map.of("connector", "c", "task", "0")))
                .metricValue();
    }

    private TaskLoop build(TaskRunner built) {
        ErrorPolicy<ConsumerRecord<byte[], byte[]>> errors = new ErrorPolicy<>(
                new ErrorPolicy.Limits(0, 60_000, tolerance),
                List.of(context -> report),
                new ErrorMetrics(registry, ID, time),
                built.gate()::cancelled,
                () -> 0.5,
                time);
        StringConverter strings = new StringConverter();
        strings.configure(Map.of(), false);
        Converters converters = new Converters(
                new LoadedPlugin<>(strings, OWN, null),
                new LoadedPlugin<>(strings, OWN, null),
                new LoadedPlugin<>(new SimpleHeaderConverter(), OWN, null));
        ErrantRecords errants = reports ? new ErrantRecords(errors, converters) : null;
        SinkTaskKit kit = new SinkTaskKit(
                built,
                task,
                consumer,
                new WorkerSinkTaskContext(
                        consumer,
                        Map::of,
                        built.gate()::pauseWanted,
                        errants,
                        registry.pluginMetrics("connector", "c")),
                errants,
                new TaskMetrics(registry, ID, Map.of(), time),
                new SinkTaskMetrics(registry, ID),
                new CommitTiming(Duration.ofSeconds(60), Duration.ofSeconds(5), time));
        return new WorkerSinkTask(new SinkTaskLoop(
                kit,
                new SinkPipeline(converters, new TransformationChain<>(List.of(), errors), errors),
                new SinkTaskLoop.SinkSurroundings(
                        OWN,
                        "1",
                        Map.of(),
                        new SinkTaskLoop.Subscription(List.of("t"), null),
                        topic -> told.add("topic " + topic),
                        consumer::close)));
    }

    /** Does the next step of the script at each poll; its own calls are never woken. */
    private static final class ScriptedConsumer extends MockConsumer<byte[], byte[]> {
        private final Queue<Runnable> polls = new ArrayDeque<>();
        private final Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
        private final List<Runnable> held = new ArrayList<>();
        private Duration lastTimeout = Duration.ZERO;
        private Duration commitTimeout = Duration.ZERO;
        private boolean holdCommits;

        private ScriptedConsumer() {
            super("earliest");
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            lastTimeout = timeout;
            Runnable step = polls.poll();
            if (step == null) {
                throw new AssertionError("The script is over");
            }
            step.run();
            return super.poll(timeout);
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            Runnable answer = () -> {
                commits.putAll(offsets);
                callback.onComplete(offsets, null);
            };
            if (holdCommits) {
                held.add(answer);
            } else {
                answer.run();
            }
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            commitTimeout = timeout;
            commits.putAll(offsets);
        }

        @Override
        public synchronized void wakeup() {
            // The script goes on by itself.
        }

        private void answer() {
            held.forEach(Runnable::run);
            held.clear();
        }
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

    /** Keeps the calls and misbehaves when told. */
    private static final class ScriptedTask extends SinkTask {
        private final List<String> calls = new ArrayList<>();
        private int refuse;
        private @Nullable RuntimeException failPut;
        private Runnable onPut = () -> {};
        private boolean failOpen;
        private Runnable duringPreCommit = () -> {};
        private boolean failPreCommit;
        private boolean reportAll;
        private boolean swallow;
        private @Nullable Map<TopicPartition, OffsetAndMetadata> safe;

        private @Nullable SinkRecord last;

        private SinkTaskContext context() {
            return context;
        }

        private SinkRecord last() {
            return Objects.requireNonNull(last);
        }

        private void report(SinkRecord message) {
            context.errantRecordReporter().report(message, new KafkaException("unwanted"));
        }

        @Override
        public void initialize(SinkTaskContext given) {
            super.initialize(given);
            calls.add("initialize");
        }

        @Override
        public void start(Map<String, String> props) {
            calls.add("start");
        }

        @Override
        public void open(Collection<TopicPartition> partitions) {
            calls.add("open " + sorted(partitions));
            if (failOpen) {
                throw new IllegalStateException("scripted");
            }
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            calls.add("put " + records.stream().map(SinkRecord::value).toList());
            records.forEach(message -> last = message);
            onPut.run();
            if (failPut != null) {
                throw failPut;
            }
            if (refuse > 0 && !records.isEmpty()) {
                refuse--;
                throw new RetriableException("not now");
            }
            if (reportAll) {
                for (SinkRecord message : records) {
                    try {
                        context.errantRecordReporter().report(message, new KafkaException("unwanted"));
                    } catch (ConnectException e) {
                        if (!swallow) {
                            throw e;
                        }
                    }
                }
            }
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            if (failPreCommit) {
                throw new KafkaException("scripted");
            }
            duringPreCommit.run();
            StringBuilder text = new StringBuilder();
            offsets.forEach((partition, offset) ->
                    text.append(text.length() == 0 ? "" : ", ").append(partition + "=" + offset.offset()));
            calls.add("preCommit {" + text + "}");
            return safe == null ? offsets : safe;
        }

        @Override
        public void close(Collection<TopicPartition> partitions) {
            calls.add("close " + sorted(partitions));
        }

        @Override
        public void stop() {
            calls.add("stop");
        }

        @Override
        public String version() {
            return "1";
        }

        private static List<String> sorted(Collection<TopicPartition> partitions) {
            return partitions.stream().map(TopicPartition::toString).sorted().toList();
        }
    }
}
