// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.apache.kafka.connect.runtime.TooManyTasksException;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.apache.kafka.connect.runtime.concurrent.Failure;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.herder.LeaderClient;
import org.apache.kafka.connect.runtime.herder.StatusRecorder;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorCallbacks;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.storage.config.ConfigStore;
import org.apache.kafka.connect.runtime.worker.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks connectors that run here for their task configurations and has those stored that differ from the ones in force, by
 * this worker if it leads, else by the leader. What fails is tried again, until it succeeds or the connector is gone.
 *
 * <p>Thread: herder loop, but for {@link #taskReconfigurationRequested}, which any may call.
 */
final class TaskConfigPublisher implements ConnectorCallbacks {
    private static final Logger log = LoggerFactory.getLogger(TaskConfigPublisher.class);
    private static final ExponentialBackoff BACKOFF = new ExponentialBackoff(250, 2, 60_000, 0);
    private static final long LEADER_CHECK_MS = 1_000;

    /** What a publisher works with. */
    record Surroundings(Worker worker, ConfigStore configs, StatusRecorder recorder, EventLoop loop) {}

    private final Worker worker;
    private final ConfigStore configs;
    private final StatusRecorder recorder;
    private final EventLoop loop;
    private final Standing standing;
    private final LeaderWrites writes;
    private final LeaderClient leader;
    private final SessionKeys keys;
    /** Requests in progress by connector. */
    private final Map<String, Request> underWay = new HashMap<>();

    /** A request until it has succeeded. */
    private static final class Request {
        private final String connector;
        private int failures;
        /** It failed, and is tried again later. */
        private boolean waits;
        /** One more came while the connector was asked. */
        private boolean again;

        private Request(String connector) {
            this.connector = connector;
        }
    }

    TaskConfigPublisher(
            Surroundings surroundings, Standing standing, LeaderWrites writes, LeaderClient leader, SessionKeys keys) {
        this.worker = surroundings.worker();
        this.configs = surroundings.configs();
        this.recorder = surroundings.recorder();
        this.loop = surroundings.loop();
        this.standing = standing;
        this.writes = writes;
        this.leader = leader;
        this.keys = keys;
    }

    @Override
    public void taskReconfigurationRequested(String connector) {
        loop.tell("reconfiguring tasks of connector " + connector, () -> request(connector));
    }

    private void request(String connector) {
        Request current = underWay.get(connector);
        if (current != null && !current.waits) {
            current.again = true;
            return;
        }
        // One that waits is overtaken: what made it fail may be mended, and nobody is to wait for its turn.
        Request next = new Request(connector);
        underWay.put(connector, next);
        attempt(next);
    }

    private void attempt(Request request) {
        String connector = request.connector;
        Map<String, @Nullable String> config = configs.snapshot().connectorConfig(connector);
        if (config == null || !worker.isRunning(connector)) {
            underWay.remove(connector);
            return;
        }
        begun(() -> worker.taskConfigs(connector, config))
                .thenCompose(tasks -> loop.begin(
                        "publishing task configurations of connector " + connector,
                        () -> publishIfNew(connector, config, tasks)))
                .whenComplete((ignored, error) -> loop.tell(
                        "noting that task configurations of connector " + connector + " were published",
                        () -> ended(request, error)));
    }

    /** What fails before it has begun is tried again as well. */
    private static <T extends @Nullable Object> CompletableFuture<T> begun(Supplier<CompletableFuture<T>> step) {
        try {
            return step.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<@Nullable Void> publishIfNew(
            String connector, Map<String, @Nullable String> config, List<Map<String, @Nullable String>> tasks) {
        return isInForce(connector, config, tasks)
                ? CompletableFuture.completedFuture(null)
                : publish(connector, tasks);
    }

    private void ended(Request request, @Nullable Throwable error) {
        Throwable cause = Failure.causeIfAny(error);
        if (cause instanceof TooManyTasksException) {
            recorder.failed(request.connector, cause, worker.connectorVersion(request.connector));
            finish(request);
        } else if (cause != null) {
            tryAgain(request, cause);
        } else {
            finish(request);
        }
    }

    private boolean isInForce(
            String connector, Map<String, @Nullable String> config, List<Map<String, @Nullable String>> tasks) {
        ClusterConfig snapshot = configs.snapshot();
        return snapshot.taskConfigs(connector).equals(tasks)
                && config.equals(snapshot.appliedConfig(connector))
                && !snapshot.inconsistentConnectors().contains(connector);
    }

    private CompletableFuture<@Nullable Void> publish(String connector, List<Map<String, @Nullable String>> tasks) {
        if (standing.isLeader()) {
            return writes.inOrder(
                    connector,
                    "storing task configurations of connector " + connector,
                    () -> mayHaveTasks(connector)
                            ? writes.putTaskConfigs(connector, tasks)
                            : CompletableFuture.completedFuture(null));
        }
        return LeaderContact.now(standing, keys).thenCompose(contact -> {
            CompletableFuture<@Nullable Void> answer =
                    leader.publishTaskConfigs(contact.url(), connector, tasks, contact.key());
            awaitWhileItLeads(contact.url(), connector, answer);
            return answer;
        });
    }

    /** A leader that is halted keeps the connection and says nothing: nobody waits for it once another leads. */
    private void awaitWhileItLeads(String leaderUrl, String connector, CompletableFuture<?> answer) {
        if (answer.isDone()) {
            return;
        }
        loop.tellAfter(LEADER_CHECK_MS, "looking who stores task configurations of connector " + connector, () -> {
            if (leaderUrl.equals(standing.leaderUrl())) {
                awaitWhileItLeads(leaderUrl, connector, answer);
            } else {
                answer.completeExceptionally(new HerderException.Conflict(
                        "The leader at " + leaderUrl + " did not answer and leads no more"));
            }
        });
    }

    /** It may have been stopped or deleted while it was asked for its tasks. */
    private boolean mayHaveTasks(String connector) {
        ClusterConfig snapshot = configs.snapshot();
        return snapshot.contains(connector) && snapshot.targetState(connector) != TargetState.STOPPED;
    }

    private void tryAgain(Request request, Throwable cause) {
        long backoffMs = BACKOFF.backoff(request.failures);
        log.error(
                "Failed to reconfigure tasks of connector '{}', trying again in {} ms",
                request.connector,
                backoffMs,
                cause);
        request.failures++;
        request.waits = true;
        loop.tellAfter(backoffMs, "reconfiguring tasks of connector " + request.connector, () -> {
            if (underWay.get(request.connector) == request) {
                request.waits = false;
                attempt(request);
            }
        });
    }

    private void finish(Request request) {
        underWay.remove(request.connector);
        if (request.again) {
            request(request.connector);
        }
    }
}
