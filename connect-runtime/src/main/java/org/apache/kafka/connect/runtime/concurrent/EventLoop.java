// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.concurrent;

import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One queue of named calls that one thread works through, in the order in which they fall due and, among equals, in the
 * order in which they came. A call that throws fails its own future and nothing else. Delays are measured by a clock that
 * nobody sets: a wall clock that is set back holds nothing up.
 *
 * <p>Thread: submitting and {@link #stage()} from any; {@link #runDue()}, {@link #atStage} and {@link #close()} on the
 * thread that turns the loop.
 */
public final class EventLoop {
    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);
    private static final Comparator<Event<?>> BY_DEADLINE =
            Comparator.<Event<?>>comparingLong(event -> event.dueMs).thenComparingLong(event -> event.order);

    private final Time time;
    private final Waiter waiter;
    private final AtomicLong arrivals = new AtomicLong();
    private final ConcurrentSkipListSet<Event<?>> events = new ConcurrentSkipListSet<>(BY_DEADLINE);
    private volatile @Nullable Stage stage;
    private volatile boolean closed;

    public EventLoop(Time time, Waiter waiter) {
        this.time = Objects.requireNonNull(time, "time");
        this.waiter = Objects.requireNonNull(waiter, "waiter");
    }

    /**
     * Runs {@code call} on the loop's thread as soon as its turn comes.
     *
     * @param name completes the sentence "The worker is currently ...": {@code "stopping connector x"}
     * @return fails with what the call threw, or {@link RejectedExecutionException} once the loop is closed
     */
    public <T extends @Nullable Object> CompletableFuture<T> submit(String name, Callable<T> call) {
        return submitAfter(0, name, call);
    }

    /** As {@link #submit}, not before {@code delayMs} milliseconds have passed. */
    public <T extends @Nullable Object> CompletableFuture<T> submitAfter(long delayMs, String name, Callable<T> call) {
        Event<T> event = new Event<>(name, call, time.hiResClockMs() + delayMs, arrivals.getAndIncrement());
        events.add(event);
        if (closed && events.remove(event)) {
            event.reject();
        }
        waiter.wakeup();
        return event.result;
    }

    /** As {@link #submit} for a call that only begins something; completes when that has ended. */
    public <T extends @Nullable Object> CompletableFuture<T> begin(String name, Callable<CompletableFuture<T>> call) {
        CompletableFuture<CompletableFuture<T>> turn = submit(name, call);
        return turn.thenCompose(begun -> begun);
    }

    /** As {@link #submit} for a call without a result. */
    public CompletableFuture<@Nullable Void> run(String name, Action action) {
        return submit(name, action.asCallable());
    }

    /** As {@link #run} for an action whose end nobody waits for: what it throws is logged. */
    public void tell(String name, Action action) {
        tellAfter(0, name, action);
    }

    /** As {@link #tell}, not before {@code delayMs} milliseconds have passed. */
    public void tellAfter(long delayMs, String name, Action action) {
        submitAfter(delayMs, name, action.asCallable()).whenComplete((ignored, error) -> {
            if (error instanceof Closed) {
                log.debug("The worker shut down before {}", name);
            } else if (error != null) {
                log.error("Failed while {}", name, error);
            }
        });
    }

    /** Has the loop take its next turn now, although nothing is due. */
    public void wakeup() {
        waiter.wakeup();
    }

    /** Runs what is due now, except what is submitted meanwhile. */
    public void runDue() {
        long now = time.hiResClockMs();
        long last = arrivals.get();
        for (Event<?> event : events) {
            if (event.dueMs > now) {
                return;
            }
            if (event.order < last && events.remove(event)) {
                try (StageScope ignored = atStage(event.name)) {
                    event.run();
                }
            }
        }
    }

    /** Milliseconds until the next call falls due, at most {@code limitMs}. */
    public long msUntilNext(long limitMs) {
        if (events.isEmpty()) {
            return limitMs;
        }
        Event<?> next = events.first();
        return Math.max(0, Math.min(limitMs, next.dueMs - time.hiResClockMs()));
    }

    /** Says what the loop's thread is doing until the scope is closed. */
    public StageScope atStage(String description) {
        Stage outer = stage;
        Stage current = new Stage(description, time.milliseconds(), null);
        stage = current;
        return () -> {
            // Back in the middle of an outer step, that step is what the thread does; otherwise this one is its last.
            stage = outer != null && outer.completedMs() == null ? outer : current.completedAt(time.milliseconds());
        };
    }

    /** What the loop's thread does, or did last. */
    public Optional<Stage> stage() {
        return Optional.ofNullable(stage);
    }

    /** Refuses what is queued and what will come. */
    public void close() {
        closed = true;
        Event<?> event;
        while ((event = events.pollFirst()) != null) {
            event.reject();
        }
    }

    /** Whether a call was refused because the loop is closed: nobody can do anything about that, nor has to. */
    public static boolean isRefusal(Throwable error) {
        return error instanceof Closed || error.getCause() instanceof Closed;
    }

    /** Why a call was refused. */
    private static final class Closed extends RejectedExecutionException {
        private static final long serialVersionUID = 1L;

        private Closed() {
            super("The worker is shutting down");
        }
    }

    /** A call without a result that may throw. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;

        /** This action as a call that returns {@code null}. */
        default Callable<@Nullable Void> asCallable() {
            return () -> {
                run();
                return null;
            };
        }
    }

    /** Ends a stage; throws nothing. */
    @FunctionalInterface
    public interface StageScope extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Event<T extends @Nullable Object> {
        private final String name;
        private final Callable<T> call;
        private final long dueMs;
        private final long order;
        private final CompletableFuture<T> result = new CompletableFuture<>();

        private Event(String name, Callable<T> call, long dueMs, long order) {
            this.name = name;
            this.call = call;
            this.dueMs = dueMs;
            this.order = order;
        }

        private void run() {
            if (result.isDone()) {
                return; // whoever asked has given up
            }
            try {
                result.complete(call.call());
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
                if (thrown instanceof VirtualMachineError error) {
                    throw error;
                }
            }
        }

        private void reject() {
            result.completeExceptionally(new Closed());
        }
    }
}
