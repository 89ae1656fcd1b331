// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FencingRoundsTest {
    private final HerderBench bench = new HerderBench();

    @BeforeEach
    void configureTasks() {
        bench.leads(Work.NONE);
        bench.connector("c");
        bench.tasks("c", 2);
        bench.written();
    }

    @Test
    void theFirstTasksHaveNobodyToFence() {
        HerderBench.assertDone(fence());

        assertEquals(List.of(), bench.done());
        assertEquals(List.of("count c 2"), bench.written());
    }

    @Test
    void nothingHappensUntilTasksAreConfiguredAnew() {
        HerderBench.assertDone(fence());
        bench.written();

        HerderBench.assertDone(fence());

        assertEquals(List.of(), bench.written());
    }

    @Test
    void allFormerProducersAreFencedBeforeTheNewNumberIsWritten() {
        HerderBench.assertDone(fence());
        bench.tasks("c", 3);
        bench.written();
        bench.worker.fenced = new CompletableFuture<>();

        CompletableFuture<?> round = fence();
        assertEquals(List.of("fence c 2"), bench.done());
        assertEquals(List.of(), bench.written());
        assertFalse(round.isDone());
        bench.worker.fenced.complete(null);
        bench.settle();

        HerderBench.assertDone(round);
        assertEquals(List.of("count c 3"), bench.written());
    }

    @Test
    void aSoleTaskFencesItsPredecessorByItself() {
        bench.tasks("c", 1);
        HerderBench.assertDone(fence());
        bench.tasks("c", 1);

        HerderBench.assertDone(fence());

        assertEquals(List.of(), bench.done());
    }

    @Test
    void allWhoAskMeanwhileShareTheRound() {
        HerderBench.assertDone(fence());
        bench.tasks("c", 3);
        bench.worker.fenced = new CompletableFuture<>();

        CompletableFuture<?> first = fence();
        CompletableFuture<?> second = fence();

        assertSame(first, second);
        assertEquals(List.of("fence c 2"), bench.done());
    }

    @Test
    void newTaskConfigurationsEndTheRoundWithoutSuccess() {
        HerderBench.assertDone(fence());
        bench.tasks("c", 3);
        bench.worker.fenced = new CompletableFuture<>();
        CompletableFuture<?> round = fence();

        bench.fencing.overtaken("c");

        assertInstanceOf(HerderException.Conflict.class, HerderBench.cause(round));
    }

    @Test
    void taskConfigurationsThatNobodyToldOfAreNoticedAtTheEnd() {
        HerderBench.assertDone(fence());
        bench.tasks("c", 3);
        bench.worker.fenced = new CompletableFuture<>();
        CompletableFuture<?> round = fence();
        bench.tasks("c", 4);
        bench.written();

        bench.worker.fenced.complete(null);
        bench.settle();

        assertInstanceOf(HerderException.Conflict.class, HerderBench.cause(round));
        assertEquals(List.of(), bench.written());
    }

    @Test
    void aRoundThatFailedIsDoneAgainWhenSomebodyAsks() {
        HerderBench.assertDone(fence());
        bench.tasks("c", 3);
        bench.worker.fenced = CompletableFuture.failedFuture(new ConnectException("no brokers"));
        CompletableFuture<?> failed = fence();
        assertInstanceOf(ConnectException.class, HerderBench.cause(failed));
        bench.worker.fenced = CompletableFuture.completedFuture(null);

        HerderBench.assertDone(fence());

        assertEquals(List.of("fence c 2", "fence c 2"), bench.done());
    }

    private CompletableFuture<?> fence() {
        CompletableFuture<?> round = bench.fencing.fence("c");
        bench.settle();
        return round;
    }
}
