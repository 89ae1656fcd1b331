// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.AlreadyExistsException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.apache.kafka.connect.runtime.group.member.Group;
import org.apache.kafka.connect.runtime.herder.ConnectorQueries;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.herder.RestartPlan;
import org.apache.kafka.connect.runtime.info.ConnectorInfo;
import org.apache.kafka.connect.runtime.info.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.storage.config.ConfigStore;
import org.apache.kafka.connect.runtime.worker.Worker;
import org.jspecify.annotations.Nullable;

/**
 * What this worker does when asked. Each method decides at once, on what it then knows, and hands back what it started.
 *
 * <p>Thread: herder loop.
 */
final class RequestHandler {
    private final ConfigStore configs;
    private final ConnectorQueries queries;
    private final Standing standing;
    private final LeaderWrites writes;
    private final WorkLauncher launcher;
    private final FencingRounds fencing;
    private final Worker worker;
    private final Supplier<Group> member;
    private final EventLoop loop;
    private final boolean exactlyOnce;

    /** What requests are carried out with. */
    record Actors(
            ConfigStore configs,
            ConnectorQueries queries,
            Standing standing,
            LeaderWrites writes,
            WorkLauncher launcher,
            FencingRounds fencing,
            Worker worker,
            EventLoop loop) {}

    /**
     * @param member      the group membership, which is made after this
     * @param exactlyOnce whether source tasks are fenced before their offsets are changed
     */
    RequestHandler(Actors actors, Supplier<Group> member, boolean exactlyOnce) {
        this.exactlyOnce = exactlyOnce;
        this.configs = actors.configs();
        this.queries = actors.queries();
        this.standing = actors.standing();
        this.writes = actors.writes();
        this.launcher = actors.launcher();
        this.fencing = actors.fencing();
        this.worker = actors.worker();
        this.loop = actors.loop();
        this.member = member;
    }

    // ---- configurations

    CompletableFuture<ConnectorInfo> create(
            String connector, Map<String, @Nullable String> config, @Nullable TargetState initialState) {
        standing.requireLeader();
        return writes.inOrder(connector, "creating connector " + connector, () -> {
            standing.requireLeader();
            if (configs.snapshot().contains(connector)) {
                throw new AlreadyExistsException("Connector " + connector + " already exists");
            }
            return writes.putConnector(connector, config, initialState).thenApply(ignored -> info(connector));
        });
    }

    CompletableFuture<Herder.Put> put(String connector, Map<String, @Nullable String> config) {
        standing.requireLeader();
        return writes.inOrder(connector, "configuring connector " + connector, () -> {
            standing.requireLeader();
            boolean created = !configs.snapshot().contains(connector);
            return writes.putConnector(connector, config, null)
                    .thenApply(ignored -> new Herder.Put(created, info(connector)));
        });
    }

    /** The configuration that {@code patch} would make of the connector's. */
    Map<String, @Nullable String> patched(String connector, Map<String, @Nullable String> patch) {
        standing.requireLeader();
        return queries.patched(connector, patch);
    }

    CompletableFuture<@Nullable Void> delete(String connector) {
        standing.requireLeader();
        return writes.inOrder(connector, "deleting connector " + connector, () -> {
            standing.requireLeader();
            if (!configs.snapshot().contains(connector)) {
                throw new NotFoundException("Connector " + connector + " not found");
            }
            return writes.removeConnector(connector);
        });
    }

    private ConnectorInfo info(String connector) {
        return queries.connectorInfo(connector)
                .orElseThrow(() -> new ConnectException(
                        "Connector '" + connector + "' was stored, but deleted again by somebody else at once"));
    }

    CompletableFuture<@Nullable Void> stop(String connector) {
        requireKnown(connector, "Unknown connector ");
        standing.requireLeader();
        return writes.inOrder(connector, "stopping connector " + connector, () -> {
            requireKnown(connector, "Unknown connector ");
            standing.requireLeader();
            return writes.stop(connector);
        });
    }

    CompletableFuture<@Nullable Void> putTaskConfigs(
            String connector, List<Map<String, @Nullable String>> taskConfigs) {
        requireKnown(connector, "Unknown connector ");
        standing.requireLeader();
        return writes.inOrder(connector, "storing task configurations of connector " + connector, () -> {
            ClusterConfig snapshot = requireKnown(connector, "Unknown connector ");
            standing.requireLeader();
            if (snapshot.targetState(connector) == TargetState.STOPPED && !taskConfigs.isEmpty()) {
                throw new HerderException.InvalidRequest(
                        "Connector '" + connector + "' is stopped and can have no tasks. Resume it first.");
            }
            return writes.putTaskConfigs(connector, taskConfigs);
        });
    }

    CompletableFuture<@Nullable Void> fence(String connector) {
        requireKnown(connector, "Unknown connector ");
        standing.requireLeader();
        if ("sink"
                .equals(queries.connectorInfo(connector)
                        .map(ConnectorInfo::type)
                        .orElse(""))) {
            throw new HerderException.InvalidRequest(
                    "Connector '" + connector + "' is a sink: only producers of source connectors can be fenced");
        }
        return fencing.fence(connector);
    }

    private ClusterConfig requireKnown(String connector, String message) {
        ClusterConfig snapshot = configs.snapshot();
        if (!snapshot.contains(connector)) {
            throw new NotFoundException(message + connector);
        }
        return snapshot;
    }

    // ---- restarts

    CompletableFuture<@Nullable Void> restartConnector(String connector) {
        standing.requireSettled();
        requireKnown(connector, "Unknown connector: ");
        if (standing.assigned().connectors().contains(connector)) {
            return launcher.restartConnector(connector, false)
                    .handle((state, error) -> {
                        if (error != null) {
                            throw new ConnectException("Failed to start connector: " + connector, error);
                        }
                        return state;
                    })
                    .thenCompose(started -> launcher.statesReadable());
        }
        throw elsewhere(member.get().ownerUrl(connector));
    }

    CompletableFuture<@Nullable Void> restartTask(ConnectorTaskId id) {
        standing.requireSettled();
        ClusterConfig snapshot = requireKnown(id.connector(), "Unknown connector: ");
        if (!snapshot.knowsTask(id)) {
            throw new NotFoundException("Unknown task: " + id);
        }
        boolean inForce = snapshot.taskConfig(id) != null;
        if (inForce && standing.assigned().tasks().contains(id)) {
            return launcher.restartTasks(List.of(id), false).thenCompose(started -> launcher.statesReadable());
        }
        throw elsewhere(inForce ? member.get().ownerUrl(id) : Optional.empty());
    }

    private HerderException.WrongWorker elsewhere(Optional<String> ownerUrl) {
        return standing.isLeader()
                ? new HerderException.WrongWorker("Another worker runs this", ownerUrl.orElse(null))
                : new HerderException.WrongWorker("The leader knows who runs this", standing.leaderUrl());
    }

    CompletableFuture<ConnectorStateInfo> restart(RestartRequest request) {
        standing.requireSettled();
        requireKnown(request.connector(), "Unknown connector: ");
        standing.requireLeader();
        RestartPlan plan = queries.restartPlan(request)
                .orElseThrow(() -> new NotFoundException("Status for connector " + request.connector() + " not found"));
        // What restarts here says so before the answer, so that nobody takes the old state for the new one.
        return launcher.announceRestart(plan)
                .thenCompose(ignored -> writes.putRestartRequest(request).whenComplete((written, error) -> {
                    if (error != null) {
                        launcher.takeBackRestart(plan);
                    }
                }))
                .thenApply(ignored -> queries.stateInfo(plan));
    }

    // ---- offsets

    CompletableFuture<String> alterOffsets(String connector, Map<Map<String, ?>, @Nullable Map<String, ?>> offsets) {
        return whenStoppedAndFenced(connector, "altering", config -> worker.alterOffsets(connector, config, offsets));
    }

    CompletableFuture<String> resetOffsets(String connector) {
        return whenStoppedAndFenced(connector, "resetting", config -> worker.resetOffsets(connector, config));
    }

    /** Looks twice whether the connector is stopped: fencing takes its time, and somebody may resume it meanwhile. */
    private CompletableFuture<String> whenStoppedAndFenced(
            String connector, String doing, Function<Map<String, @Nullable String>, CompletableFuture<String>> change) {
        requireStoppedForOffsets(connector);
        return fencedIfExactlyOnce(connector)
                .thenCompose(ignored -> loop.begin(
                        doing + " offsets of connector " + connector,
                        () -> change.apply(requireStoppedForOffsets(connector))));
    }

    private Map<String, @Nullable String> requireStoppedForOffsets(String connector) {
        standing.requireSettled();
        ClusterConfig snapshot = configs.snapshot();
        if (!snapshot.contains(connector)) {
            throw new NotFoundException("Connector " + connector + " not found");
        }
        if (snapshot.targetState(connector) != TargetState.STOPPED || snapshot.taskCount(connector) != 0) {
            throw HerderException.InvalidRequest.notStopped(connector);
        }
        standing.requireLeader();
        return Objects.requireNonNull(snapshot.connectorConfig(connector));
    }

    private CompletableFuture<@Nullable Void> fencedIfExactlyOnce(String connector) {
        boolean fences = queries.connectorInfo(connector)
                        .map(ConnectorInfo::type)
                        .orElse("")
                        .equals("source")
                && exactlyOnce;
        return fences ? fencing.fence(connector) : CompletableFuture.completedFuture(null);
    }
}
