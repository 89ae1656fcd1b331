// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.apache.kafka.connect.runtime.concurrent.Failure;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.herder.LeaderClient;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.storage.config.ConfigStore;
import org.apache.kafka.connect.runtime.worker.SourceTaskGuard;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a task of an exactly-once source write only when no earlier task of its name can. While the leader cannot fence
 * those at the moment, because it died, is being replaced or waits for brokers, it is asked again: a task that failed at
 * its start would stay so.
 *
 * <p>Thread: any; the leader is asked again on the herder loop.
 */
final class TaskAdmission {
    private static final Logger log = LoggerFactory.getLogger(TaskAdmission.class);
    private static final ExponentialBackoff BACKOFF = new ExponentialBackoff(100, 2, 2_000, 0);

    /** What admission works with. */
    record Surroundings(ConfigStore configs, EventLoop loop, Time time) {}

    private final ConfigStore configs;
    private final EventLoop loop;
    private final Time time;
    private final Standing standing;
    private final FencingRounds fencing;
    private final LeaderClient leader;
    private final SessionKeys keys;
    private final Duration answerTime;
    private final Duration patience;

    /**
     * @param answerTime how long a leader may take to answer before whoever leads then is asked; one that is halted keeps
     *                   the connection and says nothing
     * @param patience   how long the leader is asked again; in this time a dead one is replaced
     */
    TaskAdmission(
            Surroundings surroundings,
            Standing standing,
            FencingRounds fencing,
            LeaderClient leader,
            SessionKeys keys,
            Duration answerTime,
            Duration patience) {
        this.configs = surroundings.configs();
        this.loop = surroundings.loop();
        this.time = surroundings.time();
        this.standing = standing;
        this.fencing = fencing;
        this.leader = leader;
        this.keys = keys;
        this.answerTime = answerTime;
        this.patience = patience;
    }

    /** For the task as it is configured in {@code config}. */
    SourceTaskGuard guard(ConnectorTaskId id, ClusterConfig config) {
        return new Guard(id, config.taskConfigGeneration(id.connector()));
    }

    private final class Guard implements SourceTaskGuard {
        private final ConnectorTaskId id;
        private final int generation;

        private Guard(ConnectorTaskId id, int generation) {
            this.id = id;
            this.generation = generation;
        }

        @Override
        public CompletableFuture<@Nullable Void> fenceOlderTasks() {
            return attempt(time.hiResClockMs() + patience.toMillis(), 0);
        }

        private CompletableFuture<@Nullable Void> attempt(long deadlineMs, int failures) {
            return fence(id.connector())
                    .handle((ignored, error) -> error == null
                            ? CompletableFuture.<@Nullable Void>completedFuture(null)
                            : afterFailure(Failure.cause(error), deadlineMs, failures))
                    .thenCompose(Function.identity());
        }

        private CompletableFuture<@Nullable Void> afterFailure(Throwable cause, long deadlineMs, int failures) {
            if (!mayPass(cause) || time.hiResClockMs() >= deadlineMs || !isCurrent()) {
                return CompletableFuture.failedFuture(cause);
            }
            long backoffMs = BACKOFF.backoff(failures);
            log.info(
                    "Former tasks cannot be fenced yet, so task '{}' waits; the leader is asked again in {} ms: {}",
                    id,
                    backoffMs,
                    cause.getMessage());
            return loop.submitAfter(
                            backoffMs,
                            "fencing former tasks of connector " + id.connector(),
                            () -> attempt(deadlineMs, failures + 1))
                    .thenCompose(Function.identity());
        }

        @Override
        public CompletableFuture<@Nullable Void> confirmOwnership() {
            return configs.refresh().thenAccept(ignored -> requireCurrent());
        }

        private void requireCurrent() {
            if (!isCurrent()) {
                throw new ConnectException("Task '" + id
                        + "' may not write: it was configured anew or went to another worker while it was starting");
            }
        }

        private boolean isCurrent() {
            return configs.snapshot().taskConfigGeneration(id.connector()) == generation
                    && standing.assigned().tasks().contains(id);
        }
    }

    private CompletableFuture<@Nullable Void> fence(String connector) {
        if (standing.isLeader()) {
            return loop.begin("fencing former tasks of connector " + connector, () -> fencing.fence(connector));
        }
        CompletableFuture<@Nullable Void> answer = LeaderContact.now(standing, keys)
                .thenCompose(contact -> leader.fenceZombies(contact.url(), connector, contact.key()));
        if (!answer.isDone()) {
            loop.tellAfter(
                    answerTime.toMillis(),
                    "looking whether the leader has fenced former tasks of connector " + connector,
                    () -> answer.completeExceptionally(new HerderException.Conflict(
                            "The leader has not answered within " + answerTime.toMillis() + " ms")));
        }
        return answer;
    }

    private static boolean mayPass(Throwable cause) {
        return cause instanceof HerderException.Conflict || cause instanceof HerderException.RebalanceExpected;
    }
}
