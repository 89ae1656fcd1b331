// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.TooManyTasksException;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
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
    /** Requests in progress by connector; {@code true} if one more came meanwhile. */
    private final Map<String, Boolean> underWay = new HashMap<>();

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
        if (underWay.containsKey(connector)) {
            underWay.put(connector, true);
            return;
        }
        underWay.put(connector, false);
        attempt(connector, 0);
    }

    private void attempt(String connector, int failures) {
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
                        () -> ended(connector, error, failures)));
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

    private void ended(String connector, @Nullable Throwable error, int failures) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        if (cause instanceof TooManyTasksException) {
            recorder.failed(connector, cause, worker.connectorVersion(connector));
            finish(connector);
        } else if (cause != null) {
            tryAgain(connector, cause, failures);
        } else {
            finish(connector);
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
        String leaderUrl = standing.leaderUrl();
        if (leaderUrl == null || leaderUrl.isBlank()) {
            return CompletableFuture.failedFuture(new ConnectException("The leader's address is not known"));
        }
        return leader.publishTaskConfigs(
                leaderUrl,
                connector,
                tasks,
                standing.signsRequests() ? keys.current().orElse(null) : null);
    }

    /** It may have been stopped or deleted while it was asked for its tasks. */
    private boolean mayHaveTasks(String connector) {
        ClusterConfig snapshot = configs.snapshot();
        return snapshot.contains(connector) && snapshot.targetState(connector) != TargetState.STOPPED;
    }

    private void tryAgain(String connector, Throwable cause, int failures) {
        long backoffMs = BACKOFF.backoff(failures);
        log.error("Failed to reconfigure tasks of connector '{}', trying again in {} ms", connector, backoffMs, cause);
        loop.tellAfter(
                backoffMs, "reconfiguring tasks of connector " + connector, () -> attempt(connector, failures + 1));
    }

    private void finish(String connector) {
        boolean again = Boolean.TRUE.equals(underWay.remove(connector));
        if (again) {
            request(connector);
        }
    }
}
