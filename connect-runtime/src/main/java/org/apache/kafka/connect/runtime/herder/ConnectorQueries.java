// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.concurrent.PluginCalls;
import org.apache.kafka.connect.runtime.concurrent.Stage;
import org.apache.kafka.connect.runtime.config.RestartPolicy;
import org.apache.kafka.connect.runtime.info.ActiveTopicsInfo;
import org.apache.kafka.connect.runtime.info.ConnectorInfo;
import org.apache.kafka.connect.runtime.info.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.info.TaskInfo;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectorStatus;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.TaskStatus;
import org.apache.kafka.connect.runtime.model.TopicStatus;
import org.apache.kafka.connect.runtime.storage.status.StatusStore;
import org.jspecify.annotations.Nullable;

/**
 * Answers what can be answered from the newest snapshot of the config topic and the status table, without asking anybody.
 *
 * <p>Thread: any.
 */
public final class ConnectorQueries {
    private final Supplier<ClusterConfig> snapshot;
    private final StatusStore statuses;
    private final BiFunction<String, Map<String, @Nullable String>, String> connectorType;
    private final PluginCalls pluginCalls;

    /**
     * @param snapshot      the newest
     * @param connectorType {@code source}, {@code sink} or {@code unknown}, from a connector's name and configuration
     * @param pluginCalls   what plugins are asked at the moment
     */
    public ConnectorQueries(
            Supplier<ClusterConfig> snapshot,
            StatusStore statuses,
            BiFunction<String, Map<String, @Nullable String>, String> connectorType,
            PluginCalls pluginCalls) {
        this.pluginCalls = pluginCalls;
        this.snapshot = snapshot;
        this.statuses = statuses;
        this.connectorType = connectorType;
    }

    public Optional<ConnectorInfo> connectorInfo(String connector) {
        return connectorInfo(snapshot.get(), connector);
    }

    private Optional<ConnectorInfo> connectorInfo(ClusterConfig config, String connector) {
        return Optional.ofNullable(config.connectorConfig(connector))
                .map(properties -> new ConnectorInfo(
                        connector, properties, config.tasks(connector), connectorType.apply(connector, properties)));
    }

    public Map<String, ConnectorInfo> connectorInfos() {
        ClusterConfig config = snapshot.get();
        Map<String, ConnectorInfo> infos = new TreeMap<>();
        config.connectors()
                .forEach(connector -> connectorInfo(config, connector).ifPresent(info -> infos.put(connector, info)));
        return infos;
    }

    public Optional<List<TaskInfo>> tasks(String connector) {
        ClusterConfig config = snapshot.get();
        if (!config.contains(connector)) {
            return Optional.empty();
        }
        List<TaskInfo> infos = new ArrayList<>();
        for (ConnectorTaskId id : config.tasks(connector)) {
            infos.add(new TaskInfo(id, Objects.requireNonNull(config.taskConfig(id))));
        }
        return Optional.of(infos);
    }

    /** What the connector's plugin does at the moment for this worker; empty if nothing. */
    public Optional<Stage> pluginCall(String connector) {
        return pluginCalls.longest(connector);
    }

    /** Names of all connectors. */
    public Set<String> connectors() {
        return snapshot.get().connectors();
    }

    /** What the connector's configuration says about failures; none is restarted if there is no such connector. */
    public RestartPolicy restartPolicy(String connector) {
        Map<String, @Nullable String> properties = snapshot.get().connectorConfig(connector);
        return RestartPolicy.of(properties == null ? Map.of() : properties);
    }

    /**
     * The configuration that {@code patch} makes of the connector's: a {@code null} in it removes a key.
     *
     * @throws NotFoundException if there is no such connector
     */
    public Map<String, @Nullable String> patched(String connector, Map<String, @Nullable String> patch) {
        Map<String, @Nullable String> current = snapshot.get().connectorConfig(connector);
        if (current == null) {
            throw new NotFoundException("Connector " + connector + " not found");
        }
        Map<String, @Nullable String> patched = new LinkedHashMap<>(current);
        patch.forEach((key, value) -> {
            if (value == null) {
                patched.remove(key);
            } else {
                patched.put(key, value);
            }
        });
        return patched;
    }

    /** @throws NotFoundException if nothing is known of the connector's state */
    public ConnectorStateInfo status(String connector) {
        ConnectorStatus status = statuses.connector(connector)
                .orElseThrow(() -> new NotFoundException("No status found for connector " + connector));
        return stateInfo(status, statuses.tasks(connector));
    }

    public Map<String, ConnectorStateInfo> statuses() {
        Map<String, ConnectorStateInfo> infos = new TreeMap<>();
        for (String connector : snapshot.get().connectors()) {
            statuses.connector(connector)
                    .ifPresent(status -> infos.put(connector, stateInfo(status, statuses.tasks(connector))));
        }
        return infos;
    }

    /** @throws NotFoundException if nothing is known of the task's state */
    public ConnectorStateInfo.TaskState taskStatus(ConnectorTaskId id) {
        return statuses.task(id)
                .map(ConnectorQueries::taskState)
                .orElseThrow(() -> new NotFoundException("No status found for task " + id));
    }

    public ActiveTopicsInfo activeTopics(String connector) {
        return new ActiveTopicsInfo(
                connector,
                statuses.topics(connector).stream().map(TopicStatus::topic).toList());
    }

    /** What the request would restart now; empty if nothing is known of the connector's state. */
    public Optional<RestartPlan> restartPlan(RestartRequest request) {
        return statuses.connector(request.connector())
                .map(status -> RestartPlan.of(request, status, statuses.tasks(request.connector())));
    }

    /** The plan in the shape of a status. */
    public ConnectorStateInfo stateInfo(RestartPlan plan) {
        return stateInfo(plan.connector(), plan.tasks());
    }

    private ConnectorStateInfo stateInfo(ConnectorStatus status, Collection<TaskStatus> tasks) {
        Map<String, @Nullable String> config = snapshot.get().connectorConfig(status.connector());
        return new ConnectorStateInfo(
                status.connector(),
                new ConnectorStateInfo.ConnectorState(
                        status.state().name(), status.workerId(), status.trace(), status.version()),
                tasks.stream().map(ConnectorQueries::taskState).toList(),
                config == null ? "unknown" : connectorType.apply(status.connector(), config));
    }

    private static ConnectorStateInfo.TaskState taskState(TaskStatus status) {
        return new ConnectorStateInfo.TaskState(
                status.id().task(), status.state().name(), status.workerId(), status.trace(), status.version());
    }

    /** Statuses that outlived what they speak of are to be removed: connectors, then tasks, by name. */
    public void removeStale(StatusRecorder recorder) {
        ClusterConfig config = snapshot.get();
        for (String connector : statuses.connectors()) {
            if (!config.contains(connector) && statuses.connector(connector).isPresent()) {
                recorder.deleted(connector);
            }
            for (TaskStatus task : statuses.tasks(connector)) {
                if (config.taskConfig(task.id()) == null) {
                    recorder.deleted(task.id());
                }
            }
        }
    }
}
