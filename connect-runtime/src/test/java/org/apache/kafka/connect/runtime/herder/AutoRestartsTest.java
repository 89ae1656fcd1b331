// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.apache.kafka.connect.runtime.concurrent.Waiter;
import org.apache.kafka.connect.runtime.config.RestartPolicy;
import org.apache.kafka.connect.runtime.herder.AutoRestarts.Subject;
import org.apache.kafka.connect.runtime.lifecycle.TaskFencedException;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.storage.status.MemoryStatusStore;
import org.junit.jupiter.api.Test;

class AutoRestartsTest {
    private static final Subject TASK = new Subject("c", 0);

    private final FakeTime time = new FakeTime();
    private final EventLoop loop = new EventLoop(time, new Waiter() {
        @Override
        public void await(long timeoutMs) {
            time.advance(Duration.ofMillis(timeoutMs));
        }

        @Override
        public void wakeup() {}
    });
    private final List<Subject> restarted = new ArrayList<>();
    private RestartPolicy policy = new RestartPolicy(true, Duration.ofSeconds(1), Duration.ofSeconds(10), 5);
    private final AutoRestarts restarts = new AutoRestarts(loop, connector -> policy, this::restart, () -> 0.0, time);

    private CompletableFuture<?> restart(Subject subject) {
        restarted.add(subject);
        return CompletableFuture.completedFuture(null);
    }

    @Test
    void restartsWhatFailedAfterTheFirstWait() {
        fail(TASK);
        pass(Duration.ofMillis(999));
        assertEquals(List.of(), restarted);

        pass(Duration.ofMillis(1));

        assertEquals(List.of(TASK), restarted);
    }

    @Test
    void leavesFailuresAloneWithoutAPolicy() {
        policy = new RestartPolicy(false, Duration.ofSeconds(1), Duration.ofSeconds(10), 5);
        fail(TASK);

        pass(Duration.ofDays(1));

        assertEquals(List.of(), restarted);
        assertEquals(List.of(), restarts.report("c"));
    }

    @Test
    void startsFencedTasksAnewAFewTimesWithoutAPolicy() {
        policy = new RestartPolicy(false, Duration.ofSeconds(1), Duration.ofSeconds(10), 5);
        FailureWatch watch = new FailureWatch(
                new StatusRecorder(new MemoryStatusStore(), "here:8083", () -> 1, false, time), restarts);
        ConnectorTaskId id = new ConnectorTaskId("c", 0);
        for (int failure = 0; failure < 5; failure++) {
            watch.failed(
                    id, new ConnectException(new TaskFencedException("fenced", new IllegalStateException())), null);
            loop.runDue();
            pass(Duration.ofMinutes(1));
            watch.running(id, null);
            loop.runDue();
        }
        assertEquals(List.of(TASK, TASK, TASK), restarted, "a transaction that always takes too long fails in the end");

        pass(Duration.ofMinutes(10));
        watch.failed(id, new TaskFencedException("fenced", new IllegalStateException()), null);
        loop.runDue();
        pass(Duration.ofSeconds(2));

        assertEquals(4, restarted.size(), "it had run well");
    }

    @Test
    void waitsTwiceAsLongEachTimeUpToTheLongestWait() {
        List<Long> waits = new ArrayList<>();
        for (int failure = 0; failure < 5; failure++) {
            fail(TASK);
            Long next = restarts.report("c").get(0).nextAtMs();
            waits.add(next - time.milliseconds());
            pass(Duration.ofMillis(waits.get(failure)));
            run(TASK);
        }

        assertEquals(List.of(1_000L, 2_000L, 4_000L, 8_000L, 10_000L), waits);
        assertEquals(5, restarted.size());
    }

    @Test
    void givesUpWhenTheAttemptsAreUsedUp() {
        policy = new RestartPolicy(true, Duration.ofSeconds(1), Duration.ofSeconds(10), 1);
        fail(TASK);
        pass(Duration.ofSeconds(1));
        run(TASK);
        fail(TASK);

        pass(Duration.ofDays(1));

        assertEquals(1, restarted.size());
        assertEquals(null, restarts.report("c").get(0).nextAtMs());
    }

    @Test
    void beginsAnewForWhatRanAsLongAsTheLongestWait() {
        fail(TASK);
        pass(Duration.ofSeconds(1));
        run(TASK);
        pass(policy.maxBackoff());

        fail(TASK);

        assertEquals(1, restarts.report("c").get(0).attempts());
    }

    @Test
    void countsOnForWhatRanForLessThanTheLongestWait() {
        fail(TASK);
        pass(Duration.ofSeconds(1));
        run(TASK);
        pass(policy.maxBackoff().minusMillis(1));

        fail(TASK);

        assertEquals(2, restarts.report("c").get(0).attempts());
    }

    @Test
    void doesNotRestartWhatSomebodyElseStartedOrStopped() {
        Subject other = new Subject("c", 1);
        fail(TASK);
        fail(other);
        run(TASK);
        restarts.ended(other);
        loop.runDue();

        pass(Duration.ofDays(1));

        assertEquals(List.of(), restarted);
    }

    @Test
    void doesNotRestartWhatIsStartingAlready() {
        fail(TASK);
        restarts.starting(TASK);

        pass(Duration.ofDays(1));

        assertEquals(List.of(), restarted);
        assertEquals(1, restarts.report("c").get(0).attempts(), "it has not run well yet");
    }

    @Test
    void forgetsWhatWasDeletedOrMovedAway() {
        fail(TASK);
        restarts.forget(TASK);

        pass(Duration.ofDays(1));

        assertEquals(List.of(), restarted);
        assertEquals(List.of(), restarts.report("c"));
    }

    @Test
    void spreadsRestartsByChance() {
        AutoRestarts early = new AutoRestarts(loop, connector -> policy, this::restart, () -> 1.0, time);
        early.failed(TASK);
        loop.runDue();

        assertEquals(800, early.report("c").get(0).nextAtMs() - time.milliseconds());
    }

    private void fail(Subject subject) {
        restarts.failed(subject);
        loop.runDue();
    }

    private void run(Subject subject) {
        restarts.running(subject);
        loop.runDue();
    }

    private void pass(Duration duration) {
        time.advance(duration);
        loop.runDue();
    }
}
