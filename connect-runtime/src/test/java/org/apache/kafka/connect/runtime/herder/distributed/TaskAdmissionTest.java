// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.storage.config.WriteFencedException;
import org.apache.kafka.connect.runtime.worker.SourceTaskGuard;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TaskAdmissionTest {
    private static final ConnectorTaskId TASK = new ConnectorTaskId("c", 0);

    private final HerderBench bench = new HerderBench();
    private final HerderException gone = new HerderException.Conflict("Connection refused");

    @BeforeEach
    void configureTasks() {
        bench.connector("c");
        bench.tasks("c", 2);
        bench.written();
        bench.follows(HerderBench.work("c", 2));
        bench.keys.install(bench.keys.generate());
    }

    @Test
    void theLeaderFencesForAllWorkers() {
        CompletableFuture<?> fenced = fence();

        HerderBench.assertDone(fenced);
        assertEquals(List.of(HerderBench.OTHER_URL + " fence c"), bench.askedOfLeader);
    }

    @Test
    void aLeaderThatDiedIsAskedAgainUntilAnotherLeads() {
        bench.leaderRefuses = gone;
        CompletableFuture<?> fenced = fence();
        bench.pass(Duration.ofSeconds(10));
        assertFalse(fenced.isDone());
        assertTrue(bench.askedOfLeader.size() > 3, bench.askedOfLeader::toString);

        bench.leads(HerderBench.work("c", 2));
        bench.pass(Duration.ofSeconds(3));

        HerderBench.assertDone(fenced);
        assertEquals(List.of("count c 2"), bench.written());
    }

    @Test
    void aLeaderThatIsHaltedIsNotWaitedForOnceAnotherLeads() {
        bench.leaderIsHalted = true;
        CompletableFuture<?> fenced = fence();
        bench.pass(HerderBench.ANSWER_TIME.minusMillis(1));
        assertFalse(fenced.isDone());
        assertEquals(1, bench.askedOfLeader.size(), bench.askedOfLeader::toString);

        bench.leads(HerderBench.work("c", 2));
        bench.pass(Duration.ofSeconds(1));

        HerderBench.assertDone(fenced);
        assertEquals(List.of("count c 2"), bench.written());
    }

    @Test
    void aLeaderThatClaimsItsWritesAgainOrWaitsForBrokersIsAskedAgain() {
        bench.leads(HerderBench.work("c", 2));
        bench.configs.failures.add(new WriteFencedException("another worker wrote"));
        bench.configs.failures.add(new ConnectException("not stored", new TimeoutException("no brokers")));
        bench.configs.failures.add(new CompletionException(new java.util.concurrent.TimeoutException("not in time")));

        CompletableFuture<?> fenced = fence();
        assertFalse(fenced.isDone());
        bench.pass(Duration.ofSeconds(1));

        HerderBench.assertDone(fenced);
        assertEquals(List.of("count c 2", "count c 2", "count c 2", "count c 2"), bench.written());
    }

    @Test
    void aLeaderIsAskedOnlyOnceTheKeyThatSignsIsKnown() {
        bench.keys.found(null);
        CompletableFuture<?> fenced = fence();
        bench.pass(Duration.ofSeconds(1));
        assertFalse(fenced.isDone());
        assertEquals(List.of(), bench.askedOfLeader);

        bench.keys.install(bench.keys.generate());
        bench.pass(Duration.ofSeconds(3));

        HerderBench.assertDone(fenced);
        assertEquals(List.of(HerderBench.OTHER_URL + " fence c"), bench.askedOfLeader);
    }

    @Test
    void nobodyWaitsForALeaderWithoutEnd() {
        bench.leaderRefuses = gone;
        CompletableFuture<?> fenced = fence();

        bench.pass(HerderBench.PATIENCE.plusSeconds(3));

        assertSame(gone, HerderBench.cause(fenced));
    }

    @Test
    void aTaskThatWentElsewhereIsNotFencedForAnyMore() {
        bench.leaderRefuses = gone;
        CompletableFuture<?> fenced = fence();

        bench.follows(Work.NONE);
        bench.pass(Duration.ofSeconds(3));

        assertSame(gone, HerderBench.cause(fenced));
    }

    @Test
    void aRefusalThatWillNotPassFailsAtOnce() {
        bench.leaderRefuses = new ConnectException("not authorized");

        assertSame(bench.leaderRefuses, HerderBench.cause(fence()));
    }

    @Test
    void aTaskConfiguredAnewMeanwhileMayNotWrite() {
        SourceTaskGuard guard = guard();
        bench.tasks("c", 3);

        CompletableFuture<?> confirmed = guard.confirmOwnership();
        bench.settle();

        assertInstanceOf(ConnectException.class, HerderBench.cause(confirmed));
        HerderBench.assertDone(guard().confirmOwnership());
    }

    private SourceTaskGuard guard() {
        return bench.admission.guard(TASK, bench.configs.snapshot());
    }

    private CompletableFuture<?> fence() {
        CompletableFuture<?> fenced = guard().fenceOlderTasks();
        bench.settle();
        return fenced;
    }
}
