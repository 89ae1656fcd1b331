// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.runtime.FakeTime;
import org.junit.jupiter.api.Test;

class EventLoopTest {
    private final FakeTime time = new FakeTime();
    private final AtomicInteger wakeups = new AtomicInteger();
    private final EventLoop loop = new EventLoop(time, new Waiter() {
        @Override
        public void await(long timeoutMs) {
            time.advance(Duration.ofMillis(timeoutMs));
        }

        @Override
        public void wakeup() {
            wakeups.incrementAndGet();
        }
    });
    private final List<String> ran = new ArrayList<>();

    @Test
    void runsCallsInTheOrderOfTheirComing() {
        loop.run("one", () -> ran.add("one"));
        loop.run("two", () -> ran.add("two"));

        loop.runDue();

        assertEquals(List.of("one", "two"), ran);
        assertEquals(2, wakeups.get());
    }

    @Test
    void holdsACallBackUntilItIsDue() {
        CompletableFuture<String> later = loop.submitAfter(100, "later", () -> "done");
        loop.runDue();
        assertFalse(later.isDone());
        assertEquals(100, loop.msUntilNext(1_000));

        time.advance(Duration.ofMillis(100));
        loop.runDue();

        assertEquals("done", later.join());
        assertEquals(1_000, loop.msUntilNext(1_000));
    }

    @Test
    void isNotHeldUpByAWallClockThatIsSetBack() {
        CompletableFuture<String> later = loop.submitAfter(100, "later", () -> "done");
        time.setWallClockBackMs(3_600_000);
        time.advance(Duration.ofMillis(100));
        loop.runDue();

        assertEquals("done", later.join());
    }

    @Test
    void leavesForTheNextTurnWhatACallSubmits() {
        loop.run("outer", () -> loop.run("inner", () -> ran.add("inner")));

        loop.runDue();
        assertTrue(ran.isEmpty());

        loop.runDue();
        assertEquals(List.of("inner"), ran);
    }

    @Test
    void goesOnAfterAnActionNobodyWaitsForHasThrown() {
        loop.tell("failing", () -> {
            throw new IllegalArgumentException("no");
        });
        loop.tellAfter(100, "later", () -> ran.add("later"));

        loop.runDue();
        time.advance(Duration.ofMillis(100));
        loop.runDue();

        assertEquals(List.of("later"), ran);
    }

    @Test
    void failsOnlyTheFutureOfTheCallThatThrew() {
        CompletableFuture<Void> failing = loop.run("failing", () -> {
            throw new IllegalArgumentException("no");
        });
        CompletableFuture<Integer> next = loop.submit("next", () -> 7);

        loop.runDue();

        assertEquals(7, next.join());
        CompletionException thrown = assertThrows(CompletionException.class, failing::join);
        assertEquals("no", thrown.getCause().getMessage());
    }

    @Test
    void tellsWhatItDoesAndWhatItDidLast() {
        loop.run("counting", () -> ran.add(loop.stage().orElseThrow().summary()));

        loop.runDue();

        assertTrue(ran.get(0).startsWith("The worker is currently counting, which began at "), ran.get(0));
        assertTrue(loop.stage()
                .orElseThrow()
                .summary()
                .startsWith("The last operation the worker completed was counting, which began at "));
    }

    @Test
    void refusesEverythingOnceClosed() {
        CompletableFuture<Void> queued = loop.run("queued", () -> ran.add("queued"));

        loop.close();

        assertInstanceOfRejected(queued);
        assertInstanceOfRejected(loop.run("late", () -> ran.add("late")));
        assertTrue(ran.isEmpty());
    }

    private static void assertInstanceOfRejected(CompletableFuture<?> future) {
        ExecutionException thrown = assertThrows(ExecutionException.class, future::get);
        assertInstanceOf(RejectedExecutionException.class, thrown.getCause());
        assertTrue(EventLoop.isRefusal(thrown));
    }
}
