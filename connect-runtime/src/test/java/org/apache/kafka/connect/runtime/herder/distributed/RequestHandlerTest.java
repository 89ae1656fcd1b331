// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.apache.kafka.connect.runtime.herder.distributed.HerderBench.OTHER_URL;
import static org.apache.kafka.connect.runtime.herder.distributed.HerderBench.taskConfigs;
import static org.apache.kafka.connect.runtime.herder.distributed.HerderBench.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.connect.errors.AlreadyExistsException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RequestHandlerTest {
    private static final ConnectorTaskId TASK = new ConnectorTaskId("c", 0);
    private static final Map<String, @Nullable String> CONFIG = Map.of("connector.class", "Source");

    private final HerderBench bench = new HerderBench();

    @BeforeEach
    void lead() {
        bench.connector("c");
        bench.tasks("c", 1);
        bench.written();
        settled(() -> bench.leads(work("c", 1)));
    }

    private void settled(Runnable rebalance) {
        rebalance.run();
        bench.standing.settle();
    }

    @Test
    void onlyTheLeaderChangesConfigurations() {
        settled(() -> bench.follows(work("c", 1)));

        for (Runnable request : List.<Runnable>of(
                () -> bench.handler.create("d", CONFIG, null),
                () -> bench.handler.put("c", CONFIG),
                () -> bench.handler.patched("c", Map.of()),
                () -> bench.handler.delete("c"),
                () -> bench.handler.stop("c"),
                () -> bench.handler.putTaskConfigs("c", taskConfigs(1)),
                () -> bench.handler.fence("c"),
                () -> bench.handler.restart(new RestartRequest("c", false, true)))) {
            HerderException.WrongWorker refusal = assertThrows(HerderException.WrongWorker.class, request::run);
            assertEquals(OTHER_URL, refusal.url());
        }
        assertEquals(List.of(), bench.written());
    }

    @Test
    void createsOnceAndRefusesASecondTime() {
        assertEquals(
                "d",
                bench.handler.create("d", CONFIG, TargetState.PAUSED).join().name());
        assertEquals(TargetState.PAUSED, bench.configs.snapshot().targetState("d"));

        assertInstanceOf(AlreadyExistsException.class, cause(bench.handler.create("d", CONFIG, null)));
    }

    @Test
    void tellsWhetherAPutCreated() {
        Herder.Put created = bench.handler.put("d", CONFIG).join();
        Herder.Put replaced = bench.handler.put("d", CONFIG).join();

        assertTrue(created.created());
        assertTrue(!replaced.created());
    }

    @Test
    void patchesWhatItIsGivenAndRemovesWhatIsNull() {
        bench.connector("c", "a", "1", "b", "2");
        Map<String, @Nullable String> patch = new HashMap<>();
        patch.put("a", null);
        patch.put("b", "3");
        patch.put("n", "4");

        assertEquals(Map.of("connector.class", "Source", "b", "3", "n", "4"), bench.handler.patched("c", patch));
        assertThrows(NotFoundException.class, () -> bench.handler.patched("unknown", patch));
    }

    @Test
    void stoppingTakesTheTasksAwayFirst() {
        bench.handler.stop("c").join();

        assertEquals(List.of("tasks c 0", "state c STOPPED"), bench.written());
        assertThrows(NotFoundException.class, () -> bench.handler.stop("unknown"));
    }

    @Test
    void aStoppedConnectorGetsNoTasks() {
        bench.handler.stop("c").join();

        assertInstanceOf(
                HerderException.InvalidRequest.class, cause(bench.handler.putTaskConfigs("c", taskConfigs(1))));
    }

    @Test
    void writesAboutOneConnectorFollowOneAnother() {
        CompletableFuture<?> deleted = bench.handler.delete("c");
        CompletableFuture<?> again = bench.handler.delete("c");

        deleted.join();
        assertInstanceOf(NotFoundException.class, cause(again));
    }

    @Test
    void whatChangesWorkWaitsForARebalanceToEnd() {
        bench.leads(work("c", 1)); // not settled

        for (Runnable request : List.<Runnable>of(
                () -> bench.handler.restartConnector("c"),
                () -> bench.handler.restartTask(TASK),
                () -> bench.handler.restart(new RestartRequest("c", false, true)),
                () -> bench.handler.alterOffsets("c", Map.of()),
                () -> bench.handler.resetOffsets("c"))) {
            assertThrows(HerderException.RebalanceExpected.class, request::run);
        }
    }

    @Test
    void theLeaderSendsARestartToItsOwner() {
        settled(() -> bench.leads(Work.NONE));
        bench.group.owners.put("c", OTHER_URL);
        bench.group.owners.put("c-0", OTHER_URL);

        assertEquals(OTHER_URL, wrongWorker(() -> bench.handler.restartConnector("c")));
        assertEquals(OTHER_URL, wrongWorker(() -> bench.handler.restartTask(TASK)));
    }

    @Test
    void aFollowerSendsARestartToTheLeader() {
        settled(() -> bench.follows(Work.NONE));

        assertEquals(OTHER_URL, wrongWorker(() -> bench.handler.restartConnector("c")));
        assertEquals(OTHER_URL, wrongWorker(() -> bench.handler.restartTask(TASK)));
    }

    @Test
    void aTaskOfAStoppedConnectorIsKnownButNobodyRunsIt() {
        bench.handler.stop("c").join();

        assertNull(wrongWorker(() -> bench.handler.restartTask(TASK)));
        assertThrows(NotFoundException.class, () -> bench.handler.restartTask(new ConnectorTaskId("c", 7)));
        assertThrows(NotFoundException.class, () -> bench.handler.restartTask(new ConnectorTaskId("unknown", 0)));
    }

    @Test
    void aRestartOfAllIsWrittenForEverybodyAndAnsweredWithThePlan() {
        bench.recorder.running("c", "1");
        bench.recorder.running(TASK, "1");

        assertEquals(
                "RESTARTING",
                bench.handler
                        .restart(new RestartRequest("c", false, true))
                        .join()
                        .tasks()
                        .get(0)
                        .state());
        assertEquals(List.of("restart c"), bench.written());
    }

    @Test
    void offsetsChangeOnlyWhenNothingRuns() {
        assertThrows(HerderException.InvalidRequest.class, () -> bench.handler.alterOffsets("c", Map.of()));
        bench.configs.putTargetState("c", TargetState.STOPPED).join();
        assertThrows(
                HerderException.InvalidRequest.class, () -> bench.handler.resetOffsets("c"), "its tasks may still run");
        assertThrows(NotFoundException.class, () -> bench.handler.resetOffsets("unknown"));
    }

    @Test
    void producersOfFormerTasksAreFencedBeforeOffsetsChange() {
        stopWithThreeProducersToFence();

        CompletableFuture<String> altered = bench.handler.alterOffsets("c", Map.of());
        bench.settle();

        assertEquals("altered", altered.join());
        assertEquals(List.of("fence c 3", "alter offsets c"), bench.done());
    }

    @Test
    void offsetsStayWhenSomebodyResumesTheConnectorWhileItIsFenced() {
        stopWithThreeProducersToFence();
        bench.worker.fenced = new CompletableFuture<>();
        CompletableFuture<String> altered = bench.handler.alterOffsets("c", Map.of());
        bench.settle();

        bench.configs.putTargetState("c", TargetState.STARTED).join();
        bench.worker.fenced.complete(null);
        bench.settle();

        assertInstanceOf(
                HerderException.InvalidRequest.class,
                assertThrows(CompletionException.class, altered::join).getCause());
        assertEquals(List.of("fence c 3"), bench.done());
    }

    private void stopWithThreeProducersToFence() {
        bench.fencing.fence("c");
        bench.settle();
        bench.tasks("c", 3);
        bench.fencing.fence("c");
        bench.settle();
        bench.handler.stop("c").join();
        bench.done();
    }

    @Test
    void onlySourcesAreFenced() {
        bench.connector("s", "connector.class", "Sink");

        assertThrows(HerderException.InvalidRequest.class, () -> bench.handler.fence("s"));
        assertThrows(NotFoundException.class, () -> bench.handler.fence("unknown"));
    }

    private static @Nullable String wrongWorker(Runnable request) {
        return assertThrows(HerderException.WrongWorker.class, request::run).url();
    }

    private static Throwable cause(CompletableFuture<?> future) {
        return assertThrows(CompletionException.class, future::join).getCause();
    }
}
