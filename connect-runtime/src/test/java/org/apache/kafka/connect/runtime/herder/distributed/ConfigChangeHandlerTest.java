// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.apache.kafka.connect.runtime.herder.distributed.HerderBench.taskConfigs;
import static org.apache.kafka.connect.runtime.herder.distributed.HerderBench.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.apache.kafka.connect.runtime.logging.Loggers;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.storage.config.ConfigChange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfigChangeHandlerTest {
    private final HerderBench bench = new HerderBench();

    @BeforeEach
    void runAConnectorWithTwoTasks() {
        bench.connector("c");
        bench.tasks("c", 2);
        bench.worker.taskConfigs.put("c", taskConfigs(2));
        bench.leads(work("c", 2));
        bench.launcher.reconcile();
        bench.settle();
        bench.inbox.take();
        bench.done();
    }

    @Test
    void connectorsThatComeOrGoAskForARebalance() {
        bench.connector("new");
        handleWhatCame();
        assertTrue(wantsRebalance());

        bench.rejoin.reset();
        bench.configs.removeConnector("new").join();
        handleWhatCame();
        assertTrue(wantsRebalance());
        assertEquals(List.of(), bench.done());
    }

    @Test
    void aLogLevelThatOnlyAnotherVersionKnowsChangesNothing() {
        Loggers loggers = new Loggers(bench.time);
        bench.configs.putLoggerLevel("of.some.plugin", "warn").join();
        bench.configs.putLoggerLevel("of.another.plugin", "VERBOSE").join();
        handleWhatCame();

        assertEquals("WARN", loggers.level("of.some.plugin").orElseThrow().level());
        assertTrue(loggers.level("of.another.plugin").isEmpty());
    }

    @Test
    void aReconfiguredConnectorIsStartedAnewWhereItRunsAndMovesNothing() {
        bench.connector("c", "changed", "yes");
        handleWhatCame();

        assertEquals(List.of("stop c", "start c", "ask c"), bench.done().subList(0, 3));
        assertFalse(wantsRebalance());
    }

    @Test
    void aConnectorThatWasDeletedAndCreatedAgainAtOnceDoesNotGoOnAsTheOldOne() {
        bench.configs.removeConnector("c").join();
        bench.connector("c", "changed", "yes");
        handleWhatCame();

        assertEquals(List.of("ask c", "stop c", "stop c-0", "stop c-1", "start c"), sorted(bench.done()));
        assertEquals(2, bench.configs.snapshot().taskCount("c"), "it was asked for its tasks");
        assertTrue(wantsRebalance());
    }

    @Test
    void aDeletedConnectorStopsAtOnce() {
        bench.configs.removeConnector("c").join();
        handleWhatCame();

        assertEquals(List.of("stop c", "stop c-0", "stop c-1"), sorted(bench.done()));
        assertTrue(bench.statuses.connector("c").isEmpty());
        assertTrue(wantsRebalance());
    }

    @Test
    void sameTasksWithNewConfigurationsAreStartedAnewWithoutARebalance() {
        bench.tasks("c", 2);
        handleWhatCame();

        assertEquals(List.of("stop c-0", "stop c-1", "start c-0", "start c-1"), sorted(bench.done()));
        assertFalse(wantsRebalance());
    }

    @Test
    void anotherNumberOfTasksAsksForARebalance() {
        bench.tasks("c", 3);
        handleWhatCame();

        assertTrue(wantsRebalance());
    }

    @Test
    void aSetOfTasksThatIsNotWholeIsMadeAgain() {
        bench.changes.handle(List.of(new ConfigChange.TasksIncomplete("c", List.of(1))));
        bench.settle();

        assertEquals(List.of("ask c"), bench.done());
        assertTrue(wantsRebalance());
    }

    @Test
    void aTargetStateIsAppliedWithoutARebalance() {
        bench.configs.putTargetState("c", TargetState.PAUSED).join();
        handleWhatCame();

        assertEquals(List.of("set c PAUSED"), bench.done());
        assertFalse(wantsRebalance());
    }

    @Test
    void aNewSessionKeyIsUsed() {
        SessionKey key = bench.keys.generate();
        bench.configs.putSessionKey(key).join();
        handleWhatCame();

        assertEquals(key, bench.keys.current().orElseThrow());
    }

    @Test
    void restartsThatAreAnnouncedAreCarriedOutAlthoughAGreaterOneCameThatDoesNotCoverThem() {
        bench.recorder.restartAnnounced(new ConnectorTaskId("c", 1));
        bench.configs.putRestartRequest(new RestartRequest("c", true, true)).join();
        bench.configs.putRestartRequest(new RestartRequest("c", false, false)).join();
        handleWhatCame();
        bench.changes.restart(bench.queries, bench.standing);
        bench.settle();

        List<String> done = bench.done();
        assertEquals(1, done.stream().filter("start c"::equals).count());
        assertEquals(0, done.stream().filter("start c-0"::equals).count());
        assertEquals(1, done.stream().filter("start c-1"::equals).count());
    }

    @Test
    void ofRestartsThatWaitThoseThatAnotherCoversAreNotCarriedOut() {
        bench.configs.putRestartRequest(new RestartRequest("c", true, false)).join();
        bench.configs.putRestartRequest(new RestartRequest("c", false, true)).join();
        bench.configs.putRestartRequest(new RestartRequest("c", false, false)).join();
        handleWhatCame();
        bench.changes.restart(bench.queries, bench.standing);
        bench.settle();

        List<String> done = bench.done();
        assertEquals(1, done.stream().filter("start c"::equals).count());
        assertEquals(1, done.stream().filter("start c-0"::equals).count());
        assertEquals(1, done.stream().filter("start c-1"::equals).count());
    }

    @Test
    void everyWorkerRestartsItsOwnShare() {
        bench.leads(work("c", 1));
        bench.worker.tasks.remove(new ConnectorTaskId("c", 1));
        bench.configs.putRestartRequest(new RestartRequest("c", false, true)).join();
        handleWhatCame();
        bench.changes.restart(bench.queries, bench.standing);
        bench.settle();

        List<String> done = bench.done();
        assertTrue(done.contains("start c-0"), () -> String.valueOf(done));
        assertFalse(done.contains("start c-1"), () -> String.valueOf(done));
    }

    private void handleWhatCame() {
        bench.changes.handle(bench.inbox.take());
        bench.settle();
    }

    private boolean wantsRebalance() {
        return bench.rejoin.msUntilDue(1_000_000) < 1_000_000;
    }

    private static List<String> sorted(List<String> done) {
        // What stops, stops together; the order among equals is nobody's promise.
        return done.stream()
                .sorted((a, b) -> {
                    int byKind = Boolean.compare(a.startsWith("start"), b.startsWith("start"));
                    return byKind != 0 ? byKind : a.compareTo(b);
                })
                .toList();
    }
}
