// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.AlreadyExistsException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.concurrent.Stage;
import org.apache.kafka.connect.runtime.herder.AutoRestarts;
import org.apache.kafka.connect.runtime.herder.ConnectorQueries;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.info.ActiveTopicsInfo;
import org.apache.kafka.connect.runtime.info.ConnectorInfo;
import org.apache.kafka.connect.runtime.info.ConnectorOffsets;
import org.apache.kafka.connect.runtime.info.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.info.TaskInfo;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.security.RequestSignature;

/** A herder that keeps connectors in a map, writes down what it was asked, and refuses what the test tells it to. */
final class ScriptedHerder implements Herder {
    final Map<String, Map<String, String>> configs = new LinkedHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    volatile boolean ready = true;
    volatile boolean answering = true;
    volatile String leaderUrl = "";
    volatile boolean leader = true;
    volatile RuntimeException fencingFails;

    @Override
    public Optional<Stage> stage(String connector) {
        return stage();
    }

    @Override
    public ConnectorQueries queries() {
        throw new UnsupportedOperationException("everything is answered here");
    }

    private <T> CompletableFuture<T> leading(String what, Supplier<T> call) {
        asked.add(what);
        if (!leader) {
            return CompletableFuture.failedFuture(
                    new HerderException.WrongWorker("not the leader", leaderUrl.isEmpty() ? null : leaderUrl));
        }
        return here(call);
    }

    private <T> CompletableFuture<T> here(Supplier<T> call) {
        if (!answering) {
            return new CompletableFuture<>();
        }
        try {
            return CompletableFuture.completedFuture(call.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Map<String, String> known(String connector) {
        Map<String, String> config = configs.get(connector);
        if (config == null) {
            throw new NotFoundException("Connector " + connector + " not found");
        }
        return config;
    }

    private ConnectorInfo info(String connector) {
        return new ConnectorInfo(connector, known(connector), List.of(new ConnectorTaskId(connector, 0)), "source");
    }

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public CompletableFuture<Void> healthCheck() {
        return here(() -> null);
    }

    @Override
    public Optional<Stage> stage() {
        return Optional.of(new Stage("counting sheep", 0, null));
    }

    @Override
    public String kafkaClusterId() {
        return "cluster-1";
    }

    @Override
    public Set<String> connectors() {
        return configs.keySet();
    }

    @Override
    public CompletableFuture<ConnectorInfo> connectorInfo(String connector) {
        return here(() -> info(connector));
    }

    @Override
    public CompletableFuture<Map<String, String>> connectorConfig(String connector) {
        return here(() -> known(connector));
    }

    @Override
    public Map<String, ConnectorInfo> connectorInfos() {
        Map<String, ConnectorInfo> infos = new LinkedHashMap<>();
        configs.keySet().forEach(connector -> infos.put(connector, info(connector)));
        return infos;
    }

    @Override
    public ConnectorStateInfo connectorStatus(String connector) {
        if (!configs.containsKey(connector)) {
            throw new NotFoundException("No status found for connector " + connector);
        }
        return new ConnectorStateInfo(
                connector,
                new ConnectorStateInfo.ConnectorState("RUNNING", "w:1", null, "undefined"),
                List.of(new ConnectorStateInfo.TaskState(0, "FAILED", "w:1", "boom", null)),
                "source");
    }

    @Override
    public Map<String, ConnectorStateInfo> connectorStatuses() {
        Map<String, ConnectorStateInfo> statuses = new LinkedHashMap<>();
        configs.keySet().stream().limit(1).forEach(connector -> statuses.put(connector, connectorStatus(connector)));
        return statuses;
    }

    @Override
    public CompletableFuture<ConnectorInfo> createConnector(
            String connector, Map<String, String> config, TargetState initialState) {
        return leading("create " + connector + " " + initialState, () -> {
            if (configs.containsKey(connector)) {
                throw new AlreadyExistsException("Connector " + connector + " already exists");
            }
            configs.put(connector, new LinkedHashMap<>(config));
            return info(connector);
        });
    }

    @Override
    public CompletableFuture<Put> putConnectorConfig(String connector, Map<String, String> config) {
        return leading("put " + connector, () -> {
            boolean created = configs.put(connector, new LinkedHashMap<>(config)) == null;
            return new Put(created, info(connector));
        });
    }

    @Override
    public CompletableFuture<ConnectorInfo> patchConnectorConfig(String connector, Map<String, String> patch) {
        return leading("patch " + connector, () -> {
            patch.forEach((key, value) -> {
                if (value == null) {
                    known(connector).remove(key);
                } else {
                    known(connector).put(key, value);
                }
            });
            return info(connector);
        });
    }

    @Override
    public CompletableFuture<Void> deleteConnector(String connector) {
        return leading("delete " + connector, () -> {
            known(connector);
            configs.remove(connector);
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> setTargetState(String connector, TargetState state) {
        return leading("target " + connector + " " + state, () -> {
            known(connector);
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> restartConnector(String connector) {
        return leading("restart " + connector, () -> {
            known(connector);
            return null;
        });
    }

    @Override
    public CompletableFuture<ConnectorStateInfo> restart(RestartRequest request) {
        return leading("restart " + request, () -> connectorStatus(request.connector()));
    }

    @Override
    public CompletableFuture<Void> restartTask(ConnectorTaskId id) {
        return leading("restart " + id.connector() + "-" + id.task(), () -> null);
    }

    @Override
    public CompletableFuture<List<TaskInfo>> tasks(String connector) {
        return here(() -> List.of(new TaskInfo(new ConnectorTaskId(connector, 0), known(connector))));
    }

    @Override
    public List<AutoRestarts.Entry> restarts(String connector) {
        return List.of(new AutoRestarts.Entry(new AutoRestarts.Subject(connector, 0), 2, null));
    }

    @Override
    public ConnectorStateInfo.TaskState taskStatus(ConnectorTaskId id) {
        return connectorStatus(id.connector()).tasks().stream()
                .filter(task -> task.id() == id.task())
                .findFirst()
                .orElseThrow(
                        () -> new NotFoundException("No status found for task " + id.connector() + "-" + id.task()));
    }

    @Override
    public CompletableFuture<Void> putTaskConfigs(
            String connector, List<Map<String, String>> taskConfigs, RequestSignature signature, byte[] body) {
        return leading(
                "tasks " + connector + " " + taskConfigs + " " + signature.authorization() + " " + new String(body),
                () -> null);
    }

    @Override
    public CompletableFuture<Void> fenceZombies(String connector, RequestSignature signature, byte[] body) {
        return leading("fence " + connector + " " + signature.algorithm() + " " + body.length, () -> {
            if (fencingFails != null) {
                throw fencingFails;
            }
            return null;
        });
    }

    @Override
    public boolean topicTrackingEnabled() {
        return true;
    }

    @Override
    public boolean topicTrackingResetAllowed() {
        return false;
    }

    @Override
    public ActiveTopicsInfo activeTopics(String connector) {
        return new ActiveTopicsInfo(connector, new ArrayList<>(List.of("t")));
    }

    @Override
    public void resetActiveTopics(String connector) {}

    @Override
    public CompletableFuture<ConnectorOffsets> offsets(String connector) {
        return here(() -> new ConnectorOffsets(
                List.of(new ConnectorOffsets.ConnectorOffset(Map.of("file", "f"), Map.of("position", 5L)))));
    }

    @Override
    public CompletableFuture<String> alterOffsets(String connector, Map<Map<String, ?>, Map<String, ?>> offsets) {
        return leading("alter " + connector + " " + offsets, () -> "altered");
    }

    @Override
    public CompletableFuture<String> resetOffsets(String connector) {
        return leading("reset " + connector, () -> "reset");
    }

    @Override
    public CompletableFuture<Void> setClusterLoggerLevel(String logger, String level) {
        return leading("level " + logger + " " + level, () -> null);
    }
}
