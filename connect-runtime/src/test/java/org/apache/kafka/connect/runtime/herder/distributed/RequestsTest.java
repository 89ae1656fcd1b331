// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private final HerderBench bench = new HerderBench();
    private final Requests requests = new Requests(bench.events, bench.time, Requests.PATIENCE);
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void waitsForTheEndOfARebalance() {
        CompletableFuture<String> answer = requests.ask("asking", () -> {
            if (calls.incrementAndGet() < 3) {
                throw new HerderException.RebalanceExpected();
            }
            return CompletableFuture.completedFuture("done");
        });
        bench.pass(Duration.ofSeconds(1));

        assertEquals("done", answer.join());
        assertEquals(3, calls.get());
    }

    @Test
    void givesUpWhenTheRebalanceLastsTooLong() {
        CompletableFuture<String> answer = requests.ask("asking", () -> {
            throw new HerderException.RebalanceExpected();
        });
        bench.pass(Requests.PATIENCE.plusSeconds(1));

        assertInstanceOf(HerderException.RebalanceExpected.class, cause(answer));
    }

    @Test
    void anyOtherRefusalIsAnsweredAtOnce() {
        CompletableFuture<String> answer = requests.ask("asking", () -> {
            calls.incrementAndGet();
            throw new NotFoundException("no");
        });
        bench.settle();

        assertInstanceOf(NotFoundException.class, cause(answer));
        assertEquals(1, calls.get());
    }

    @Test
    void isAnsweredThoughTheLoopHangsAndIsNotBegunLater() {
        Requests impatient = new Requests(bench.events, bench.time, Duration.ofMillis(20));
        CompletableFuture<String> answer = impatient.ask("asking", () -> {
            calls.incrementAndGet();
            return CompletableFuture.completedFuture("done");
        });

        ExecutionException refused = assertThrows(
                ExecutionException.class, () -> answer.get(10, TimeUnit.SECONDS), "the loop takes no turn");
        assertInstanceOf(HerderException.RebalanceExpected.class, refused.getCause());
        bench.pass(Duration.ofSeconds(1));
        assertEquals(0, calls.get());
    }

    private static Throwable cause(CompletableFuture<?> answer) {
        assertTrue(answer.isDone());
        return assertThrows(ExecutionException.class, answer::get).getCause();
    }
}
