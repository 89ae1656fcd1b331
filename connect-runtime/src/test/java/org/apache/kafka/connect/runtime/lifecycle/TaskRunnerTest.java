// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TaskRunnerTest {
    private static final ConnectorTaskId ID = new ConnectorTaskId("c", 0);

    private final FakeTime time = new FakeTime();
    private final ConnectMetrics metrics = new ConnectMetrics("w", new Metrics(), time);
    private final List<String> told = new ArrayList<>();
    private final List<Throwable> causes = new ArrayList<>();
    private final ScriptedLoop loop = new ScriptedLoop();

    @AfterEach
    void closeMetrics() {
        metrics.close();
    }

    @Test
    void aTaskThatIsAskedToEndRunsThroughItsWholeLife() {
        TaskRunner runner = runner(TargetState.STARTED);
        List<String> threads = new ArrayList<>();
        loop.onRun = () -> {
            threads.add(Thread.currentThread().getName());
            runner.stop();
        };

        runner.run();

        assertEquals(List.of("task-thread-c-0"), threads);
        assertEquals(List.of("running v1", "stopped"), told);
        assertEquals(List.of("start", "run", "wake", "close"), loop.calls);
        assertEquals(TaskPhase.STOPPED, runner.phase());
        assertTrue(runner.ended().isDone());
        assertNull(runner.version());
    }

    @Test
    void anErrorInAnyStepEndsInFailedWithItsCauseAndTheBeansStay() {
        for (String step : List.of("start", "run")) {
            told.clear();
            causes.clear();
            loop.failIn = step;
            TaskRunner runner = runner(TargetState.STARTED);

            runner.run();

            assertEquals(TaskPhase.FAILED, runner.phase());
            assertEquals("failed v1", told.get(told.size() - 1));
            assertInstanceOf(OutOfMemoryError.class, causes.get(0));
            assertEquals("failed", status());
            runner.forget();
        }
        assertThrows(NullPointerException.class, this::status);
    }

    @Test
    void aTaskThatCannotBeBuiltFails() {
        TaskRunner runner = new TaskRunner(
                ID,
                self -> {
                    throw new NoClassDefFoundError("missing");
                },
                new Listener(),
                TargetState.STARTED);

        runner.run();

        assertEquals(List.of("failed null"), told);
        assertInstanceOf(NoClassDefFoundError.class, causes.get(0));
        assertTrue(runner.ended().isDone());
    }

    @Test
    void anErrorWhileEndingOnRequestIsNoFailure() {
        TaskRunner runner = runner(TargetState.STARTED);
        loop.onRun = () -> {
            runner.stop();
            throw new IllegalStateException("late");
        };

        runner.run();

        assertEquals(List.of("running v1", "stopped"), told);
    }

    @Test
    void aCloseThatFailsDoesNotHideTheEnd() {
        loop.failIn = "close";
        TaskRunner runner = runner(TargetState.STARTED);
        loop.onRun = runner::stop;

        runner.run();

        assertEquals(List.of("running v1", "stopped"), told);
        assertTrue(runner.ended().isDone());
    }

    @Test
    void everythingIsClosedEvenIfTheFailureCannotBeTold() {
        loop.failIn = "run";
        failureHook = () -> {
            throw new OutOfMemoryError("in the listener");
        };
        TaskRunner runner = runner(TargetState.STARTED);

        assertThrows(OutOfMemoryError.class, runner::run);

        assertEquals("close", loop.calls.get(loop.calls.size() - 1));
        assertEquals(TaskPhase.FAILED, runner.phase());
        assertTrue(runner.ended().isDone());
    }

    @Test
    void aTaskThatIsWantedStoppedIsNotEvenBuilt() {
        TaskRunner runner = runner(TargetState.STOPPED);

        runner.run();

        assertEquals(List.of(), loop.calls);
        assertEquals(List.of("stopped"), told);
    }

    @Test
    void aTaskThatBeginsPausedIsStartedOnlyWhenResumed() throws Exception {
        TaskRunner runner = runner(TargetState.PAUSED);
        CountDownLatch paused = new CountDownLatch(1);
        loop.onRun = runner::stop;
        listenerHook = () -> paused.countDown();
        Thread thread = new Thread(runner);
        thread.start();
        assertTrue(paused.await(10, TimeUnit.SECONDS));
        assertFalse(loop.calls.contains("start"));

        runner.want(TargetState.STARTED);
        thread.join();

        assertEquals(List.of("paused v1", "running v1", "stopped"), told);
    }

    @Test
    void aCancelledTaskTellsNothingMore() {
        TaskRunner runner = runner(TargetState.STARTED);
        loop.onRun = runner::cancel;

        runner.run();

        assertTrue(Thread.interrupted(), "its thread is interrupted");
        assertEquals(List.of("running v1"), told);
        assertTrue(loop.calls.contains("cancel"));
    }

    @Test
    void wishesAfterStopAreIgnored() {
        PauseGate gate = new PauseGate(TargetState.STARTED);
        gate.stop();

        assertFalse(gate.want(TargetState.PAUSED));
        assertFalse(gate.pauseWanted());
        assertTrue(gate.stopping());
    }

    @Test
    void aPauseIsToldAndShowsInTheRatios() {
        TaskRunner runner = runner(TargetState.STARTED);
        loop.onRun = () -> {
            time.advanceMs(300);
            runner.want(TargetState.PAUSED);
            runner.paused();
            time.advanceMs(100);
            assertEquals("paused", status());
            runner.want(TargetState.STARTED);
            runner.resumed();
            runner.stop();
        };

        runner.run();

        assertEquals(List.of("running v1", "paused v1", "running v1", "stopped"), told);
        assertEquals(0.75, metric(MetricNames.RUNNING_RATIO));
        assertEquals(0.25, metric(MetricNames.PAUSE_RATIO));
    }

    private @Nullable Runnable listenerHook;
    private Runnable failureHook = () -> {};

    private TaskRunner runner(TargetState initial) {
        return new TaskRunner(
                ID,
                self -> {
                    loop.metrics = new TaskMetrics(metrics, ID, Map.of("task-class", "T"), time);
                    return loop;
                },
                new Listener(),
                initial);
    }

    private Object status() {
        return metric(MetricNames.STATUS);
    }

    private Object metric(String name) {
        return metrics.registry()
                .metric(metrics.registry()
                        .metricName(name, MetricNames.TASK_GROUP, Map.of("connector", "c", "task", "0")))
                .metricValue();
    }

    private final class Listener implements TaskListener {
        @Override
        public void running(ConnectorTaskId id, @Nullable String version) {
            told.add("running " + version);
        }

        @Override
        public void paused(ConnectorTaskId id, @Nullable String version) {
            told.add("paused " + version);
            if (listenerHook != null) {
                listenerHook.run();
            }
        }

        @Override
        public void stopped(ConnectorTaskId id) {
            told.add("stopped");
        }

        @Override
        public void failed(ConnectorTaskId id, Throwable cause, @Nullable String version) {
            told.add("failed " + version);
            causes.add(cause);
            failureHook.run();
        }

        @Override
        public void topicUsed(ConnectorTaskId id, String topic) {}
    }

    private static final class ScriptedLoop implements TaskLoop {
        private final List<String> calls = new ArrayList<>();
        private Runnable onRun = () -> {};
        private String failIn = "";
        private @Nullable TaskMetrics metrics;

        private void step(String name) {
            calls.add(name);
            if (name.equals(failIn)) {
                throw new OutOfMemoryError("in " + name);
            }
        }

        @Override
        public ClassLoader loader() {
            return ScriptedLoop.class.getClassLoader();
        }

        @Override
        public TaskMetrics metrics() {
            TaskMetrics current = metrics;
            assertNotNull(current);
            return current;
        }

        @Override
        public String version() {
            return "v1";
        }

        @Override
        public void start() {
            step("start");
        }

        @Override
        public void run() {
            step("run");
            onRun.run();
        }

        @Override
        public void wake() {
            step("wake");
        }

        @Override
        public void cancel() {
            step("cancel");
        }

        @Override
        public void close() {
            step("close");
        }
    }
}
