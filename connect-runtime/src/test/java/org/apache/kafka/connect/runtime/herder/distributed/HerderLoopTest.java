// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.apache.kafka.connect.runtime.herder.distributed.HerderBench.OWN_URL;
import static org.apache.kafka.connect.runtime.herder.distributed.HerderBench.taskConfigs;
import static org.apache.kafka.connect.runtime.herder.distributed.HerderBench.work;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ConnectorStatus;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TaskStatus;
import org.apache.kafka.connect.runtime.storage.config.WriteFencedException;
import org.junit.jupiter.api.Test;

class HerderLoopTest {
    private final HerderBench bench = new HerderBench();
    private final HerderLoop loop = bench.loop(false);

    @Test
    void doesNothingUntilItIsAMember() {
        bench.group.active = false;
        CompletableFuture<Void> request = bench.events.run("asking", () -> {});
        loop.turn();
        assertFalse(request.isDone());

        bench.group.active = true;
        bench.leads(Work.NONE);
        loop.turn();

        assertTrue(request.isDone());
    }

    @Test
    void runsWhatARebalanceAssigned() {
        bench.connector("c");
        bench.tasks("c", 2);
        bench.leads(work("c", 2));

        loop.turn();

        assertEquals(List.of("start c", "start c-0", "start c-1"), bench.done().subList(0, 3));
    }

    @Test
    void tellsAgainWhatStayedHereWhenAnotherWorkerHadTheLastWord() {
        ConnectorTaskId task = new ConnectorTaskId("c", 0);
        bench.connector("c");
        bench.tasks("c", 1);
        bench.follows(work("c", 1));
        loop.turn();
        bench.settle();
        bench.statuses.put(new ConnectorStatus("c", RunState.UNASSIGNED, null, "there:8083", 2, null));
        bench.statuses.put(new TaskStatus(task, RunState.UNASSIGNED, null, "there:8083", 2, null));

        bench.follows(work("c", 1));
        loop.turn();

        assertEquals(
                new ConnectorStatus("c", RunState.RUNNING, null, "here:8083", 2, "1"),
                bench.statuses.connector("c").orElseThrow());
        assertEquals(
                new TaskStatus(task, RunState.RUNNING, null, "here:8083", 2, "1"),
                bench.statuses.task(task).orElseThrow());
    }

    @Test
    void saysNothingOfWhatWentToAnotherWorker() {
        ConnectorTaskId task = new ConnectorTaskId("c", 0);
        bench.connector("c");
        bench.tasks("c", 1);
        bench.follows(work("c", 1));
        loop.turn();
        bench.settle();
        bench.worker.stopped = new CompletableFuture<>();
        bench.follows(Work.NONE);
        loop.turn();
        TaskStatus other = new TaskStatus(task, RunState.RUNNING, null, "there:8083", 2, "1");
        bench.statuses.put(other);

        bench.follows(Work.NONE); // while the task still stops here
        loop.turn();
        bench.settle();

        assertEquals(other, bench.statuses.task(task).orElseThrow());
    }

    @Test
    void readsTheConfigTopicBeforeItActsOnAnAssignmentThatIsAhead() {
        bench.connector("c");
        bench.joined(work("c", 0), "me", OWN_URL, bench.configs.snapshot().offset() + 1);

        loop.turn();
        assertEquals(List.of("rejoin"), bench.group.asked, "read to the end, but the assignment is still ahead");
        assertEquals(List.of(), bench.done());

        bench.connector("d");
        loop.turn();
        assertEquals("start c", bench.done().get(0));
    }

    @Test
    void leavesTheGroupWhileTheConfigTopicCannotBeRead() {
        bench.connector("c");
        bench.joined(work("c", 0), "me", OWN_URL, bench.configs.snapshot().offset() + 1);
        bench.configs.refreshed = CompletableFuture.failedFuture(new ConnectException("no brokers"));

        for (int failure = 0; failure < 5; failure++) {
            loop.turn();
        }
        assertEquals(List.of("leave", "leave", "leave", "leave", "leave"), bench.group.asked);

        loop.turn();
        assertEquals("revoke all", bench.group.asked.get(6), "too often: somebody else shall run it all");
        assertEquals(List.of(), bench.done());
    }

    @Test
    void manyChangesMakeOneRebalance() {
        bench.leads(Work.NONE);
        loop.turn();
        bench.time.advance(RejoinTimer.BUSY);
        for (int connector = 0; connector < 10; connector++) {
            bench.connector("c" + connector);
            loop.turn();
        }

        for (int turn = 0; turn < 5; turn++) {
            loop.turn();
        }

        assertEquals(List.of("rejoin"), bench.group.asked);
    }

    @Test
    void aLeaderMakesTheFirstSessionKeyAndANewOneWhenItsTimeIsOver() {
        bench.leads(Work.NONE);
        loop.turn();
        loop.turn();
        assertEquals(List.of("key"), bench.written());

        bench.time.advance(Duration.ofHours(1));
        loop.turn();

        assertEquals(List.of("key"), bench.written());
    }

    @Test
    void aKeyThatCannotBeStoredIsTriedAgain() {
        bench.leads(Work.NONE);
        bench.configs.failures.add(new ConnectException("not now"));
        loop.turn();
        assertTrue(bench.keys.current().isEmpty());

        for (int turn = 0; turn < 4; turn++) {
            loop.turn();
        }

        assertEquals(List.of("key", "key"), bench.written());
        assertTrue(bench.keys.current().isPresent());
    }

    @Test
    void aFollowerMakesNoKeysAndClaimsNothing() {
        bench.follows(Work.NONE);
        bench.loop(true).turn();

        assertEquals(List.of(), bench.written());
    }

    @Test
    void aLeaderClaimsFencedWritesOnceAndAgainWhenTheyAreRefused() {
        HerderLoop fenced = bench.loop(true);
        bench.leads(Work.NONE);
        fenced.turn(); // settles and claims
        fenced.turn();
        assertEquals(List.of("claim", "key"), bench.written());

        bench.connector("c");
        bench.written();
        bench.configs.failures.add(new WriteFencedException("another leader writes", null));
        CompletableFuture<?> stop = bench.handler.stop("c");
        assertTrue(stop.isCompletedExceptionally());
        fenced.turn();

        assertEquals(List.of("tasks c 0", "claim"), bench.written());
    }

    @Test
    void aLeaderClaimsAnewWhenAnotherMayHaveLedMeanwhile() {
        HerderLoop fenced = bench.loop(true);
        bench.leads(Work.NONE);
        fenced.turn();
        bench.leads(Work.NONE);
        fenced.turn();
        assertEquals(List.of("claim", "key"), bench.written());

        bench.follows(Work.NONE);
        bench.leads(Work.NONE); // before this worker acted on the generation that another led
        fenced.turn();

        assertEquals(List.of("claim"), bench.written());
    }

    @Test
    void aClaimThatFailsIsTriedAgainSoon() {
        HerderLoop fenced = bench.loop(true);
        bench.leads(Work.NONE);
        bench.configs.failures.add(new ConnectException("not now"));
        fenced.turn();

        for (int turn = 0; turn < 4; turn++) {
            fenced.turn();
        }

        assertEquals(2, bench.written().stream().filter("claim"::equals).count());
    }

    @Test
    void aClaimThatFailsAfterARefusalIsNotRepeatedAtOnce() {
        HerderLoop fenced = bench.loop(true);
        bench.leads(Work.NONE);
        fenced.turn();
        bench.connector("c");
        bench.configs.failures.add(new WriteFencedException("another leader writes", null));
        bench.handler.stop("c");
        bench.written();

        bench.configs.failures.add(new ConnectException("not now"));
        fenced.turn();
        fenced.turn();
        assertEquals(List.of("claim"), bench.written());

        fenced.turn();
        fenced.turn();
        assertEquals(List.of("claim"), bench.written(), "after a while");
    }

    @Test
    void aKeyThatWasStoredIsNotMadeAgainBeforeTheLoopHasReadIt() {
        CompletableFuture<Void> stored = new CompletableFuture<>();
        bench.configs.writable = stored;
        bench.leads(Work.NONE);
        loop.turn();

        stored.complete(null);
        loop.turn();
        loop.turn();

        assertEquals(List.of("key"), bench.written());
    }

    @Test
    void theGroupHearsOfAWorkerThatAlwaysHasMoreToDo() {
        bench.leads(Work.NONE);
        loop.turn();
        bench.group.turns = 0;
        for (int turn = 0; turn < 3; turn++) {
            bench.events.tell("doing one thing", () -> bench.events.tell("doing another", () -> {}));
            loop.turn();
        }

        assertEquals(3, bench.group.turns);
    }

    @Test
    void aLeaderRemovesStatusesOfWhatNoLongerExists() {
        bench.recorder.running("gone", "1");
        bench.recorder.running(new ConnectorTaskId("gone", 0), "1");
        bench.leads(Work.NONE);

        loop.turn();

        assertTrue(bench.statuses.connector("gone").isEmpty());
        assertTrue(bench.statuses.task(new ConnectorTaskId("gone", 0)).isEmpty());
    }

    @Test
    void carriesOutARestartThatWasAskedFor() {
        bench.connector("c");
        bench.tasks("c", 1);
        bench.worker.taskConfigs.put("c", taskConfigs(1));
        bench.leads(work("c", 1));
        loop.turn();
        bench.settle();
        bench.done();
        bench.configs.putRestartRequest(new RestartRequest("c", false, true)).join();

        loop.turn();
        bench.settle();

        assertTrue(bench.done().containsAll(List.of("stop c", "start c", "stop c-0", "start c-0")));
        assertEquals(
                RunState.RUNNING, bench.statuses.connector("c").orElseThrow().state());
    }
}
