// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.standalone;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.TooManyTasksException;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.apache.kafka.connect.runtime.concurrent.Failure;
import org.apache.kafka.connect.runtime.herder.FailureWatch;
import org.apache.kafka.connect.runtime.herder.RestartPlan;
import org.apache.kafka.connect.runtime.herder.StatusRecorder;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorCallbacks;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.storage.config.ConfigStore;
import org.apache.kafka.connect.runtime.worker.StartConnector;
import org.apache.kafka.connect.runtime.worker.StartTask;
import org.apache.kafka.connect.runtime.worker.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops connectors with all their tasks on this one worker.
 *
 * <p>Thread: the loop's.
 */
final class LocalWork {
    private static final Logger log = LoggerFactory.getLogger(LocalWork.class);

    private final Worker worker;
    private final ConfigStore configs;
    private final StatusRecorder recorder;
    private final EventLoop loop;
    private final ConnectorCallbacks callbacks;
    private final FailureWatch watch;

    /**
     * @param watch     is told what becomes of connectors and tasks
     * @param callbacks what a connector asks for
     */
    LocalWork(
            Worker worker,
            ConfigStore configs,
            StatusRecorder recorder,
            FailureWatch watch,
            EventLoop loop,
            ConnectorCallbacks callbacks) {
        this.watch = watch;
        this.worker = worker;
        this.configs = configs;
        this.recorder = recorder;
        this.loop = loop;
        this.callbacks = callbacks;
    }

    /** Starts the connector and, if it is to run, its tasks. */
    CompletableFuture<@Nullable Void> start(String connector) {
        ClusterConfig config = configs.snapshot();
        Map<String, @Nullable String> properties = Objects.requireNonNull(config.connectorConfig(connector));
        TargetState state = Objects.requireNonNull(config.targetState(connector));
        watch.starting(connector);
        return worker.startConnector(new StartConnector(connector, properties, state, callbacks, watch))
                .thenCompose(reached -> reached == TargetState.STARTED
                        ? loop.begin("configuring tasks of connector " + connector, () -> updateTasks(connector))
                        : CompletableFuture.completedFuture(null));
    }

    /** Starts the connector anew, and its tasks if they have to change. */
    CompletableFuture<@Nullable Void> restart(String connector) {
        return worker.stopConnectors(List.of(connector))
                .thenCompose(ignored -> loop.begin("starting connector " + connector, () -> start(connector)));
    }

    /** Asks the connector for its tasks, and runs those if they differ from the ones that run. */
    CompletableFuture<@Nullable Void> updateTasks(String connector) {
        Map<String, @Nullable String> config = configs.snapshot().connectorConfig(connector);
        if (config == null || isToBeStopped(connector) || !worker.isRunning(connector)) {
            return CompletableFuture.completedFuture(null);
        }
        return worker.taskConfigs(connector, config)
                .handle((tasks, error) -> {
                    if (error == null) {
                        return tasks;
                    }
                    Throwable cause = Failure.cause(error);
                    if (cause instanceof TooManyTasksException) {
                        recorder.failed(connector, cause, worker.connectorVersion(connector));
                    }
                    throw new CompletionException(cause);
                })
                .thenCompose(tasks -> loop.begin(
                        "starting tasks of connector " + connector, () -> replaceTasks(connector, config, tasks)));
    }

    private CompletableFuture<@Nullable Void> replaceTasks(
            String connector, Map<String, @Nullable String> config, List<Map<String, @Nullable String>> tasks) {
        if (isToBeStopped(connector)) {
            return CompletableFuture.completedFuture(null); // it was while it was asked, and has no tasks then
        }
        ClusterConfig before = configs.snapshot();
        boolean inForce = before.taskConfigs(connector).equals(tasks) && config.equals(before.appliedConfig(connector));
        if (inForce) {
            startMissingTasks(connector);
            return CompletableFuture.completedFuture(null);
        }
        return stopTasks(connector)
                .thenCompose(ignored -> configs.putTaskConfigs(connector, tasks))
                .thenCompose(ignored ->
                        loop.run("starting tasks of connector " + connector, () -> startMissingTasks(connector)));
    }

    private boolean isToBeStopped(String connector) {
        return configs.snapshot().targetState(connector) == TargetState.STOPPED;
    }

    private void startMissingTasks(String connector) {
        for (ConnectorTaskId id : configs.snapshot().tasks(connector)) {
            if (!worker.taskIds().contains(id)) {
                startTask(id);
            }
        }
    }

    private void startTask(ConnectorTaskId id) {
        ClusterConfig config = configs.snapshot();
        Map<String, @Nullable String> connectorConfig = config.connectorConfig(id.connector());
        Map<String, @Nullable String> taskConfig = config.taskConfig(id);
        TargetState state = config.targetState(id.connector());
        if (connectorConfig == null || taskConfig == null || state == null) {
            return;
        }
        watch.starting(id);
        boolean started = worker.startTask(
                new StartTask(id, connectorConfig, taskConfig, config.taskCount(id.connector()), state, watch, null));
        if (!started) {
            log.debug("Task '{}' runs already", id);
        }
    }

    /** Stops all tasks of the connector that run; statuses of those that no longer exist are removed. */
    CompletableFuture<@Nullable Void> stopTasks(String connector) {
        List<ConnectorTaskId> running = worker.taskIds().stream()
                .filter(id -> id.connector().equals(connector))
                .toList();
        return worker.stopTasks(running)
                .thenCompose(ignored -> loop.run("noting that tasks of connector " + connector + " have ended", () -> {
                    running.forEach(recorder::deleted);
                    running.forEach(watch::gone);
                }));
    }

    /** Starts these tasks anew. */
    CompletableFuture<@Nullable Void> restartTasks(Collection<ConnectorTaskId> ids, boolean recordRestart) {
        return worker.stopTasks(ids)
                .thenCompose(ignored -> loop.run("starting tasks anew", () -> startAnew(ids, recordRestart)));
    }

    private void startAnew(Collection<ConnectorTaskId> ids, boolean recordRestart) {
        for (ConnectorTaskId id : ids) {
            if (configs.snapshot().taskConfig(id) == null || worker.taskIds().contains(id)) {
                continue;
            }
            if (recordRestart) {
                recorder.restarting(id);
            }
            startTask(id);
        }
    }

    /**
     * Carries out a restart of several parts. All of them stop before any starts: the connector may want other tasks then,
     * and those that run must not be taken for these.
     */
    CompletableFuture<@Nullable Void> restart(RestartPlan plan) {
        String connector = plan.request().connector();
        List<ConnectorTaskId> tasks = plan.restartedTasks();
        List<String> connectors = plan.restartsConnector() ? List.of(connector) : List.of();
        return CompletableFuture.allOf(worker.stopConnectors(connectors), worker.stopTasks(tasks))
                .thenCompose(ignored -> loop.begin("restarting connector " + connector, () -> {
                    startAnew(tasks, true);
                    if (connectors.isEmpty()) {
                        return CompletableFuture.completedFuture(null);
                    }
                    recorder.restarting(connector);
                    return start(connector);
                }));
    }

    /** Ends everything about the connector. */
    CompletableFuture<@Nullable Void> remove(String connector) {
        return stopTasks(connector)
                .thenCompose(ignored -> worker.stopConnectors(List.of(connector)))
                .thenCompose(ignored -> configs.removeConnector(connector))
                .thenCompose(ignored -> loop.run("forgetting connector " + connector, () -> {
                    recorder.deleted(connector);
                    recorder.forgetTopics(connector);
                    watch.gone(connector);
                }));
    }

    /** Notes what the user wants; a connector that is to be stopped has no tasks then. */
    CompletableFuture<@Nullable Void> putTargetState(String connector, TargetState state) {
        CompletableFuture<@Nullable Void> prepared = state == TargetState.STOPPED
                ? stopTasks(connector).thenCompose(ignored -> configs.putTaskConfigs(connector, List.of()))
                : CompletableFuture.completedFuture(null);
        return prepared.thenCompose(ignored -> configs.putTargetState(connector, state));
    }

    /** Restarts the connector, and tells what went wrong if it does not start. */
    CompletableFuture<@Nullable Void> restartForUser(String connector) {
        return restart(connector).handle((ignored, error) -> {
            if (error != null) {
                throw new ConnectException("Failed to start connector: " + connector, error);
            }
            return null;
        });
    }
}
