// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.apache.kafka.connect.runtime.concurrent.Failure;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.jspecify.annotations.Nullable;

/**
 * Hands requests over to the herder loop. One that meets a rebalance waits for its end, for a limited time, before it is
 * answered with {@link HerderException.RebalanceExpected}.
 *
 * <p>Thread: any.
 */
final class Requests {
    /** How long a request waits for a rebalance to end. */
    static final Duration PATIENCE = Duration.ofSeconds(30);
    /** How soon a request that met a rebalance is tried again; the end of the rebalance wakes the loop anyway. */
    private static final long RETRY_MS = 20;

    private final EventLoop loop;
    private final Time time;
    private final Duration patience;

    /** @param patience how long a request waits for a rebalance to end */
    Requests(EventLoop loop, Time time, Duration patience) {
        this.loop = loop;
        this.time = time;
        this.patience = patience;
    }

    /**
     * Has the loop carry out a request.
     *
     * @param name completes the sentence "The worker is currently ..."
     * @param call decides on the loop; what it throws fails the request, but for a rebalance
     */
    <T extends @Nullable Object> CompletableFuture<T> ask(String name, Callable<CompletableFuture<T>> call) {
        Request<T> request = new Request<>(
                name,
                call,
                new CompletableFuture<>(),
                time.milliseconds() + patience.toMillis(),
                new AtomicReference<>(Phase.WAITING));
        giveUpLater(request);
        attempt(request, 0);
        return request.answer();
    }

    /** A request is either given up or begun, never both at once. */
    private enum Phase {
        WAITING,
        BEGUN,
        GIVEN_UP
    }

    private record Request<T extends @Nullable Object>(
            String name,
            Callable<CompletableFuture<T>> call,
            CompletableFuture<T> answer,
            long deadlineMs,
            AtomicReference<Phase> phase) {
        boolean move(Phase from, Phase to) {
            return phase.compareAndSet(from, to);
        }
    }

    private <T extends @Nullable Object> void attempt(Request<T> request, long delayMs) {
        CompletableFuture<CompletableFuture<T>> turn = loop.submitAfter(delayMs, request.name(), () -> {
            if (!request.move(Phase.WAITING, Phase.BEGUN)) {
                return new CompletableFuture<>(); // answered already
            }
            return request.call().call();
        });
        turn.thenCompose(result -> result).whenComplete((value, error) -> settle(request, value, error));
    }

    /** The loop cannot answer while it waits for the group: then somebody else must. */
    private <T extends @Nullable Object> void giveUpLater(Request<T> request) {
        CompletableFuture<@Nullable Void> patienceOver = new CompletableFuture<@Nullable Void>()
                .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> unused = patienceOver.thenRunAsync(() -> {
            if (request.move(Phase.WAITING, Phase.GIVEN_UP)) {
                request.answer().completeExceptionally(new HerderException.RebalanceExpected());
            }
        });
        request.answer().whenComplete((ignored, error) -> patienceOver.cancel(false));
    }

    private <T extends @Nullable Object> void settle(Request<T> request, T value, @Nullable Throwable error) {
        if (error == null) {
            request.answer().complete(value);
            return;
        }
        Throwable cause = Failure.cause(error);
        boolean mayStillWait = time.milliseconds() + RETRY_MS < request.deadlineMs();
        if (cause instanceof HerderException.RebalanceExpected
                && mayStillWait
                && request.move(Phase.BEGUN, Phase.WAITING)) {
            attempt(request, RETRY_MS);
        } else {
            request.answer().completeExceptionally(cause);
        }
    }
}
