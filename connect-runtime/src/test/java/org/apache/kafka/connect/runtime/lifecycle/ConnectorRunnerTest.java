// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.concurrent.PluginCalls;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.sink.SinkConnector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectorRunnerTest {
    private final Queue<Runnable> pool = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final ConnectMetrics metrics = new ConnectMetrics("w", new Metrics(), new FakeTime());
    private String failIn = "";
    private final PluginCalls underWay = new PluginCalls(new FakeTime());
    private final ConnectorRunner runner = new ConnectorRunner(
            "c",
            pool::add,
            self -> {
                step("build");
                return new ConnectorInstance(
                        new Scripted(),
                        ConnectorRunnerTest.class.getClassLoader(),
                        Map.of("name", "c"),
                        new Context(self.signals()),
                        new ConnectorMetrics(metrics, "c", "sink", "Scripted", "7", self::runState),
                        () -> calls.add("release"));
            },
            connector -> told.add("reconfigure " + connector),
            new Listener(),
            underWay);

    @AfterEach
    void closeMetrics() {
        metrics.close();
    }

    @Test
    void startsStopsAndTellsInOrderOnAThreadThatBearsItsName() {
        CompletableFuture<TargetState> started = runner.start(TargetState.STARTED);
        assertTrue(calls.isEmpty(), "nothing runs on the caller's thread");
        work();
        CompletableFuture<Void> ended = runner.shutDown();
        work();

        assertEquals(TargetState.STARTED, started.join());
        ended.join();
        assertEquals(List.of("build", "initialize", "start connector-thread-c", "stop", "release"), calls);
        assertEquals(List.of("running 7", "shutDown"), told);
        assertNull(runner.version());
    }

    @Test
    void whoeverWaitsCanBeToldForWhat() {
        List<String> waitedFor = new ArrayList<>();
        runner.start(TargetState.STARTED);
        CompletableFuture<String> asked = runner.call(instance -> {
            underWay.longest("c").ifPresent(call -> waitedFor.add(call.description()));
            return "answer";
        });
        work();

        assertEquals("answer", asked.join());
        assertEquals(List.of("configuring tasks of connector c"), waitedFor);
        assertTrue(underWay.longest("c").isEmpty(), "it is over");
    }

    @Test
    void whoeverWaitsForACallThatIsAbandonedIsToldSoAtOnce() {
        List<String> waitedFor = new ArrayList<>();
        runner.start(TargetState.STARTED);
        CompletableFuture<String> hanging = runner.call(instance -> {
            runner.shutDown();
            runner.abandon();
            underWay.longest("c").ifPresent(call -> waitedFor.add(call.description()));
            return "late";
        });
        CompletableFuture<String> behindIt = runner.call(instance -> "later");
        work();

        assertInstanceOf(
                ConnectException.class,
                assertThrows(CompletionException.class, hanging::join).getCause());
        assertTrue(behindIt.isCompletedExceptionally());
        assertTrue(Thread.interrupted(), "the hanging call is interrupted");
        assertEquals(List.of(), waitedFor);
    }

    @Test
    void aConnectorThatBeginsPausedIsInitializedButNotStarted() {
        runner.start(TargetState.PAUSED);
        work();

        assertEquals(List.of("build", "initialize"), calls);
        assertEquals(List.of("paused 7"), told);
        runner.shutDown();
        work();
        assertFalse(calls.contains("stop"));
    }

    @Test
    void aFailureInEachStepIsToldAndFailsTheFuture() {
        for (String step : List.of("build", "initialize", "start")) {
            told.clear();
            failIn = step;
            ConnectorRunner failing = copy();
            CompletableFuture<TargetState> started = failing.start(TargetState.STARTED);
            work();

            assertTrue(started.isCompletedExceptionally(), step);
            assertEquals(1, told.size(), step);
            assertTrue(told.get(0).startsWith("failed"), step);
            assertEquals(ConnectorPhase.FAILED, failing.phase());
        }
    }

    @Test
    void aNewerWishPreemptsOneThatWasNotActedUpon() {
        runner.start(TargetState.STARTED);
        work();
        CompletableFuture<TargetState> paused = runner.want(TargetState.PAUSED);
        CompletableFuture<TargetState> stopped = runner.want(TargetState.STOPPED);
        work();

        assertInstanceOf(
                ConnectException.class,
                assertThrows(CompletionException.class, paused::join).getCause());
        assertEquals(TargetState.STOPPED, stopped.join());
        assertEquals(List.of("running 7", "stopped 7"), told);
    }

    @Test
    void stoppingThatThrowsFailsAPauseButNotAStop() {
        runner.start(TargetState.STARTED);
        work();
        failIn = "stop";
        runner.want(TargetState.STOPPED);
        work();
        assertEquals(ConnectorPhase.STOPPED, runner.phase());

        failIn = "";
        runner.want(TargetState.STARTED);
        work();
        failIn = "stop";
        CompletableFuture<TargetState> paused = runner.want(TargetState.PAUSED);
        work();
        assertTrue(paused.isCompletedExceptionally());
        assertEquals(ConnectorPhase.FAILED, runner.phase());
        assertTrue(runner.want(TargetState.STARTED).isDone() == false);
        work();
        assertEquals(ConnectorPhase.FAILED, runner.phase());
    }

    @Test
    void anErrorRaisedByThePluginFailsIt() {
        runner.start(TargetState.STARTED);
        work();
        runner.signals().raiseError(new IllegalStateException("source gone"));

        assertEquals(List.of("running 7", "failed java.lang.IllegalStateException: source gone"), told);
        runner.signals().requestTaskReconfiguration();
        assertEquals("reconfigure c", told.get(2));
    }

    @Test
    void contextRefusesAfterShutdown() {
        runner.start(TargetState.STARTED);
        work();
        runner.shutDown();
        assertThrows(ConnectException.class, () -> runner.signals().requestTaskReconfiguration());
        assertThrows(ConnectException.class, () -> runner.signals().raiseError(new RuntimeException()));
        assertTrue(runner.want(TargetState.PAUSED).isCompletedExceptionally());
        assertTrue(runner.call(i -> 1).isCompletedExceptionally());
    }

    @Test
    void anAbandonedConnectorTellsThatItIsGoneAndNothingMore() {
        runner.start(TargetState.STARTED);
        work();
        runner.shutDown();
        runner.abandon();
        work();

        assertEquals(List.of("running 7", "shutDown"), told);
    }

    @Test
    void callsAreAnsweredBehindTheOnesBefore() {
        runner.start(TargetState.STARTED);
        CompletableFuture<List<Map<String, String>>> configs =
                runner.call(instance -> instance.connector().taskConfigs(2));
        assertFalse(configs.isDone());
        work();
        assertEquals(List.of(Map.of("n", "2")), configs.join());
    }

    private ConnectorRunner copy() {
        return new ConnectorRunner(
                "c",
                pool::add,
                self -> {
                    step("build");
                    return new ConnectorInstance(
                            new Scripted(),
                            ConnectorRunnerTest.class.getClassLoader(),
                            Map.of(),
                            new Context(self.signals()),
                            new ConnectorMetrics(metrics, "c", "sink", "Scripted", "7", self::runState),
                            () -> {});
                },
                connector -> {},
                new Listener(),
                underWay);
    }

    private void work() {
        Runnable next = pool.poll();
        while (next != null) {
            next.run();
            next = pool.poll();
        }
    }

    private void step(String name) {
        calls.add(name);
        if (name.equals(failIn)) {
            throw new NoSuchMethodError("in " + name);
        }
    }

    private final class Listener implements ConnectorListener {
        @Override
        public void running(String connector, @Nullable String version) {
            told.add("running " + version);
        }

        @Override
        public void paused(String connector, @Nullable String version) {
            told.add("paused " + version);
        }

        @Override
        public void stopped(String connector, @Nullable String version) {
            told.add("stopped " + version);
        }

        @Override
        public void shutDown(String connector) {
            told.add("shutDown");
        }

        @Override
        public void failed(String connector, Throwable cause, @Nullable String version) {
            told.add("failed " + cause);
        }
    }

    private record Context(ConnectorSignals signals) implements ConnectorContext {
        @Override
        public void requestTaskReconfiguration() {
            signals.requestTaskReconfiguration();
        }

        @Override
        public void raiseError(Exception e) {
            signals.raiseError(e);
        }

        @Override
        public PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException();
        }
    }

    private final class Scripted extends SinkConnector {
        @Override
        public void initialize(ConnectorContext ctx) {
            super.initialize(ctx);
            step("initialize");
        }

        @Override
        public void start(Map<String, String> props) {
            if (failIn.equals("start")) {
                step("start");
            }
            calls.add("start " + Thread.currentThread().getName());
        }

        @Override
        public Class<? extends Task> taskClass() {
            return Task.class;
        }

        @Override
        public List<Map<String, String>> taskConfigs(int maxTasks) {
            return List.of(Map.of("n", Integer.toString(maxTasks)));
        }

        @Override
        public void stop() {
            step("stop");
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public String version() {
            return "7";
        }
    }
}
