// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.apache.kafka.connect.runtime.herder.distributed.HerderBench.taskConfigs;
import static org.apache.kafka.connect.runtime.herder.distributed.HerderBench.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.model.TaskStatus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkLauncherTest {
    private static final ConnectorTaskId TASK = new ConnectorTaskId("c", 0);

    private final HerderBench bench = new HerderBench();

    @BeforeEach
    void runAConnectorWithOneTask() {
        bench.connector("c");
        bench.tasks("c", 1);
        bench.worker.taskConfigs.put("c", taskConfigs(1));
        bench.leads(work("c", 1));
        bench.launcher.reconcile();
        bench.settle();
        assertEquals(List.of("start c", "start c-0", "ask c"), bench.done());
    }

    @Test
    void stopsWhatIsNoLongerAssignedAndDoesNotWaitForIt() {
        bench.worker.stopped = new CompletableFuture<>();
        bench.leads(Work.NONE);
        bench.launcher.reconcile();
        bench.launcher.reconcile();

        assertEquals(List.of("stop c", "stop c-0"), bench.done(), "once, although asked twice");
    }

    @Test
    void startsAgainWhatComesBackOnlyWhenItHasStopped() {
        CompletableFuture<?> stopped = new CompletableFuture<>();
        bench.worker.stopped = stopped;
        bench.leads(Work.NONE);
        bench.launcher.reconcile();
        bench.done();

        bench.leads(work("c", 1));
        bench.launcher.reconcile();
        bench.settle();
        assertEquals(List.of(), bench.done());

        stopped.complete(null);
        bench.settle();
        assertEquals(List.of("start c", "start c-0", "ask c"), bench.done());
    }

    @Test
    void givingUpWaitsForTheEnd() {
        bench.launcher.giveUp(work("c", 1));

        assertEquals(List.of("stop c", "stop c-0"), bench.done());
        assertTrue(bench.worker.connectors.isEmpty());
    }

    @Test
    void whatCameBackWhileItsRestartWasUnderWayHasTheLastWord() {
        CompletableFuture<?> stopped = new CompletableFuture<>();
        bench.worker.stopped = stopped;
        bench.launcher.restartTasks(List.of(TASK), false);
        stopped.complete(null);
        bench.launcher.giveUp(work("c", 1));
        bench.leads(work("c", 1));
        bench.launcher.reconcile();
        bench.settle();
        bench.statuses.put(new TaskStatus(TASK, RunState.UNASSIGNED, null, "there:8083", 2, null));

        bench.launcher.sayAgainWhatIsHere();
        bench.settle();

        assertEquals(RunState.RUNNING, bench.statuses.task(TASK).orElseThrow().state());
    }

    @Test
    void givingUpRemovesTheStatusesOfWhatWasDeleted() {
        bench.configs.removeConnector("c").join();
        bench.launcher.giveUp(work("c", 1));

        assertTrue(bench.statuses.connector("c").isEmpty());
        assertTrue(bench.statuses.task(TASK).isEmpty());
    }

    @Test
    void restartsAConnectorWithTheNewestConfigurationOnceItHasStopped() {
        CompletableFuture<?> stopped = new CompletableFuture<>();
        bench.worker.stopped = stopped;
        CompletableFuture<TargetState> first = bench.launcher.restartConnector("c", false);
        CompletableFuture<TargetState> second = bench.launcher.restartConnector("c", false);
        bench.connector("c", "changed", "yes");
        assertFalse(first.isDone());

        stopped.complete(null);
        bench.settle();

        assertEquals(TargetState.STARTED, first.join());
        assertEquals(TargetState.STARTED, second.join());
        assertEquals(1, bench.done().stream().filter("start c"::equals).count());
        assertEquals(
                "yes",
                Objects.requireNonNull(bench.worker.connectors.get("c"))
                        .config()
                        .get("changed"));
    }

    @Test
    void aConnectorThatMovedAwayWhileItWasRestartedIsNotStartedHere() {
        bench.worker.stopped = new CompletableFuture<>();
        CompletableFuture<TargetState> restart = bench.launcher.restartConnector("c", false);
        bench.leads(Work.NONE);

        bench.worker.stopped.complete(null);
        bench.settle();

        assertTrue(restart.isCompletedExceptionally());
        assertFalse(bench.worker.connectors.containsKey("c"));
    }

    @Test
    void restartsATaskAndAlsoOneThatNeverStarted() {
        bench.worker.tasks.clear();
        bench.launcher.restartTasks(List.of(TASK), false);
        bench.settle();
        assertEquals(List.of("start c-0"), bench.done());

        bench.launcher.restartTasks(List.of(TASK), true);
        bench.settle();
        assertEquals(List.of("stop c-0", "start c-0"), bench.done());
    }

    @Test
    void aTaskThatAnotherRestartHasStartedMeanwhileIsNotSaidToRestart() {
        bench.worker.stopped = new CompletableFuture<>();
        bench.launcher.restartTasks(List.of(TASK), true);
        bench.launcher.restartTasks(List.of(TASK), true);
        bench.worker.stopped.complete(null);
        bench.settle();

        assertEquals(RunState.RUNNING, bench.statuses.task(TASK).orElseThrow().state());
        assertEquals(1, bench.done().stream().filter("start c-0"::equals).count());
    }

    @Test
    void aTaskThatIsGoneForGoodOnlyStops() {
        bench.tasks("c", 0);
        bench.launcher.restartTasks(List.of(TASK), false);
        bench.settle();

        assertEquals(List.of("stop c-0"), bench.done());
        assertTrue(bench.statuses.task(TASK).isEmpty());
    }

    @Test
    void aTargetStateReachesWhatRunsHereAndResumingAsksForTasks() {
        bench.configs.putTargetState("c", TargetState.PAUSED).join();
        bench.launcher.applyTargetState("c");
        bench.settle();
        assertEquals(List.of("set c PAUSED"), bench.done());

        bench.configs.putTargetState("c", TargetState.STARTED).join();
        bench.launcher.applyTargetState("c");
        bench.settle();
        assertEquals(List.of("set c STARTED", "ask c"), bench.done());
    }

    @Test
    void announcingARestartSaysSoOfWhatRunsHere() {
        bench.launcher
                .announceRestart(bench.queries
                        .restartPlan(new RestartRequest("c", false, true))
                        .orElseThrow())
                .join();

        assertEquals(
                RunState.RESTARTING, bench.statuses.connector("c").orElseThrow().state());
        assertEquals(
                RunState.RESTARTING, bench.statuses.task(TASK).orElseThrow().state());
    }

    @Test
    void aRestartThatCannotBeAskedForIsTakenBack() {
        bench.standing.settle();
        bench.configs.failures.add(new ConnectException("no brokers"));
        CompletableFuture<?> restart = bench.handler.restart(new RestartRequest("c", false, true));
        bench.settle();

        assertTrue(restart.isCompletedExceptionally());
        assertEquals(
                RunState.RUNNING, bench.statuses.connector("c").orElseThrow().state());
        assertEquals(RunState.RUNNING, bench.statuses.task(TASK).orElseThrow().state());
    }

    @Test
    void aConnectorWhoseSecretsExpiredIsStartedAnewIfItIsStillHere() {
        Objects.requireNonNull(bench.worker.connectors.get("c")).callbacks().reloadDue("c");
        bench.settle();
        assertEquals(List.of("stop c", "start c", "ask c"), bench.done());

        bench.worker.connectors.clear();
        bench.launcher.giveUp(work("c", 1));
        bench.done();
        bench.events.run("nothing", () -> {});
        bench.settle();
        assertEquals(List.of(), bench.done());
    }

    @Test
    void aConnectorThatFailsToStartStaysAndIsNotAskedForTasks() {
        bench.connector("b");
        bench.worker.broken.add("b");
        bench.leads(Work.of(List.of("b", "c"), List.of(TASK)));
        bench.launcher.reconcile();
        bench.settle();

        assertEquals(List.of("start b"), bench.done());
        assertEquals(
                RunState.FAILED, bench.statuses.connector("b").orElseThrow().state());
    }

    @Test
    void stoppingAllEndsEverything() {
        bench.launcher.stopAll();

        assertEquals(List.of("stop c", "stop c-0"), bench.done());
        assertEquals(Map.of(), bench.worker.tasks);
    }
}
