// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.storage.config.ConfigStore;
import org.apache.kafka.connect.runtime.storage.config.WriteFencedException;
import org.apache.kafka.connect.runtime.worker.Worker;
import org.jspecify.annotations.Nullable;

/**
 * Led by the leader: before new tasks of an exactly-once source may write, the producers of its former tasks are fenced,
 * and it is written down how many producers there are to fence next time. All who ask while a round runs share it; new
 * task configurations end it without success.
 *
 * <p>Thread: herder loop.
 */
final class FencingRounds {
    private final ConfigStore store;
    private final LeaderWrites writes;
    private final Worker worker;
    private final EventLoop loop;
    private final Map<String, CompletableFuture<@Nullable Void>> rounds = new HashMap<>();

    FencingRounds(ConfigStore store, LeaderWrites writes, Worker worker, EventLoop loop) {
        this.store = store;
        this.writes = writes;
        this.worker = worker;
        this.loop = loop;
    }

    /** Completes when no producer of a former task of the connector can write any more. */
    CompletableFuture<@Nullable Void> fence(String connector) {
        ClusterConfig before = store.snapshot();
        if (!before.pendingFencing(connector)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<@Nullable Void> running = rounds.get(connector);
        if (running != null && !running.isDone()) {
            return running;
        }
        int generation = before.taskConfigGeneration(connector);
        int tasks = before.taskCount(connector);
        CompletableFuture<@Nullable Void> round = fenceFormer(connector, before)
                .thenCompose(ignored -> store.refresh())
                .thenCompose(ignored -> loop.begin(
                        "finishing a fencing round for connector " + connector,
                        () -> finish(connector, generation, tasks)))
                .exceptionallyCompose(error -> CompletableFuture.failedFuture(explained(connector, error)));
        rounds.put(connector, round);
        round.whenComplete((ignored, error) -> loop.tell(
                "forgetting a fencing round for connector " + connector, () -> rounds.remove(connector, round)));
        return round;
    }

    private CompletableFuture<@Nullable Void> fenceFormer(String connector, ClusterConfig config) {
        Integer former = config.taskCountRecord(connector);
        boolean soleTaskTakesOver = former != null && former == 1 && config.taskCount(connector) == 1;
        if (former == null || soleTaskTakesOver) {
            // Nobody to fence, or the one task will fence its predecessor by opening the same producer.
            return CompletableFuture.completedFuture(null);
        }
        return worker.fenceZombies(connector, former, Objects.requireNonNull(config.connectorConfig(connector)));
    }

    private CompletableFuture<@Nullable Void> finish(String connector, int generation, int tasks) {
        if (store.snapshot().taskConfigGeneration(connector) > generation) {
            return CompletableFuture.failedFuture(overtakenRound(connector));
        }
        return writes.putTaskCountRecord(connector, tasks);
    }

    /** New task configurations came: those who wait must ask again for these. */
    void overtaken(String connector) {
        CompletableFuture<@Nullable Void> round = rounds.remove(connector);
        if (round != null) {
            round.completeExceptionally(overtakenRound(connector));
        }
    }

    /** What is only a matter of time is told as such: brokers that are away, a privilege that is being claimed again. */
    private static Throwable explained(String connector, Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException
                    || cause instanceof WriteFencedException
                    || cause instanceof TimeoutException) {
                return new HerderException.Conflict(
                        "Former tasks of connector '" + connector + "' cannot be fenced at the moment: "
                                + cause.getMessage(),
                        error);
            }
        }
        return error;
    }

    private static HerderException.Conflict overtakenRound(String connector) {
        return new HerderException.Conflict("Fencing former tasks of connector '" + connector
                + "' was overtaken by new task configurations. It will be done again for those.");
    }
}
