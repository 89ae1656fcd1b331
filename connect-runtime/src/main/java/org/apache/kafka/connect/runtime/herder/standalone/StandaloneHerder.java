// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.standalone;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.AlreadyExistsException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.apache.kafka.connect.runtime.concurrent.Stage;
import org.apache.kafka.connect.runtime.concurrent.Waiter;
import org.apache.kafka.connect.runtime.config.StandaloneConfig;
import org.apache.kafka.connect.runtime.herder.AutoRestarts;
import org.apache.kafka.connect.runtime.herder.ConnectorCheck;
import org.apache.kafka.connect.runtime.herder.ConnectorQueries;
import org.apache.kafka.connect.runtime.herder.ConnectorTurns;
import org.apache.kafka.connect.runtime.herder.FailureWatch;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.herder.RestartPlan;
import org.apache.kafka.connect.runtime.herder.StatusRecorder;
import org.apache.kafka.connect.runtime.info.ConnectorInfo;
import org.apache.kafka.connect.runtime.info.ConnectorOffsets;
import org.apache.kafka.connect.runtime.info.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.info.TaskInfo;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorCallbacks;
import org.apache.kafka.connect.runtime.logging.Loggers;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.security.RequestSignature;
import org.apache.kafka.connect.runtime.storage.config.ConfigStore;
import org.apache.kafka.connect.runtime.storage.status.StatusStore;
import org.apache.kafka.connect.runtime.worker.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker on its own. Every request is decided on one loop, requests about one connector in order; creating a connector
 * includes starting its tasks.
 *
 * <p>Thread: any; the loop is its own.
 */
public final class StandaloneHerder implements Herder {
    private static final Logger log = LoggerFactory.getLogger(StandaloneHerder.class);
    private static final long LONGEST_SLEEP_MS = 60_000;
    private static final long STOP_MARGIN_MS = 5_000;

    /** What a herder works with; {@code workerId} is {@code host:port}. */
    public record Parts(
            String workerId,
            String kafkaClusterId,
            Worker worker,
            ConfigStore configs,
            StatusStore statuses,
            ConnectorQueries queries,
            ConnectorCheck check) {}

    /** Sleeps on a permit that each wake-up adds. */
    private static final class PermitWaiter implements Waiter {
        private final Semaphore wakeups = new Semaphore(0);

        @Override
        public void await(long timeoutMs) {
            try {
                if (wakeups.tryAcquire(timeoutMs, TimeUnit.MILLISECONDS)) {
                    wakeups.drainPermits();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void wakeup() {
            wakeups.release();
        }
    }

    private final StandaloneConfig config;
    private final String kafkaClusterId;
    private final Worker worker;
    private final ConfigStore configs;
    private final StatusStore statuses;
    private final ConnectorQueries queries;
    private final ConnectorCheck check;
    private final Loggers loggers;
    private final StatusRecorder recorder;
    private final PermitWaiter waiter = new PermitWaiter();
    private final EventLoop events;
    private final ConnectorTurns turns;
    private final LocalWork work;
    private final AutoRestarts restarts;
    private final Thread thread;
    private volatile boolean stopping;
    private volatile boolean ready;

    public StandaloneHerder(StandaloneConfig config, Parts parts, Loggers loggers, Time time) {
        this.config = config;
        this.kafkaClusterId = parts.kafkaClusterId();
        this.worker = parts.worker();
        this.configs = parts.configs();
        this.statuses = parts.statuses();
        this.queries = parts.queries();
        this.check = parts.check();
        this.loggers = loggers;
        this.recorder = new StatusRecorder(statuses, parts.workerId(), () -> 0, config.topicTrackingEnabled(), time);
        this.events = new EventLoop(time, waiter);
        this.turns = new ConnectorTurns(events);
        this.restarts = new AutoRestarts(
                events, queries::restartPolicy, this::restartFailed, new SecureRandom()::nextDouble, time);
        this.work =
                new LocalWork(worker, configs, recorder, new FailureWatch(recorder, restarts), events, new Requests());
        this.thread = new Thread(this::loop, "herder-loop");
    }

    private void loop() {
        while (!stopping) {
            events.runDue();
            turns.tidy();
            waiter.await(events.msUntilNext(LONGEST_SLEEP_MS));
        }
        events.close();
    }

    /** What connectors ask for; they are restarted when their secrets have expired. */
    private final class Requests implements ConnectorCallbacks {
        @Override
        public void taskReconfigurationRequested(String connector) {
            tasksChanged(connector);
        }

        @Override
        public void reloadDue(String connector) {
            restartConnector(connector).whenComplete((ignored, error) -> {
                if (error != null) {
                    log.error("Failed to reload connector '{}'", connector, error);
                }
            });
        }
    }

    private void tasksChanged(String connector) {
        inOrder(connector, "reconfiguring tasks of connector " + connector, () -> work.updateTasks(connector))
                .whenComplete((ignored, error) -> {
                    if (error != null) {
                        log.error("Failed to reconfigure tasks of connector '{}'", connector, error);
                    }
                });
    }

    private <T extends @Nullable Object> CompletableFuture<T> inOrder(
            String connector, String name, Supplier<CompletableFuture<T>> step) {
        return events.begin(name, () -> turns.inOrder(connector, name, step));
    }

    /** As {@link #inOrder} for what ends the connector's instance: its turn comes although that instance hangs. */
    private <T extends @Nullable Object> CompletableFuture<T> insteadOfWhatGoesOn(
            String connector, String name, Supplier<CompletableFuture<T>> step) {
        return events.begin(name, () -> {
            if (turns.isBusy(connector)) {
                CompletableFuture<Void> unused = worker.stopConnectors(List.of(connector));
            }
            return turns.inOrder(connector, name, step);
        });
    }

    private CompletableFuture<?> restartFailed(AutoRestarts.Subject subject) {
        Integer task = subject.task();
        if (!subject.isOn(worker)) {
            return CompletableFuture.completedFuture(null); // it was deleted meanwhile
        }
        return turns.inOrder(
                subject.connector(),
                "restarting failed " + subject,
                () -> task == null
                        ? work.restart(subject.connector())
                        : work.restartTasks(List.of(new ConnectorTaskId(subject.connector(), task)), true));
    }

    @Override
    public List<AutoRestarts.Entry> restarts(String connector) {
        return restarts.report(connector);
    }

    // ---- life

    @Override
    public void start() {
        configs.start((snapshot, changes) -> {});
        statuses.start();
        thread.start();
    }

    /** All connectors that were configured in files are there: from now on this worker is healthy. */
    public void markReady() {
        ready = true;
    }

    @Override
    public void stop() {
        log.info("Stopping");
        try {
            CompletableFuture.allOf(worker.stopConnectors(worker.connectorNames()), worker.stopTasks(worker.taskIds()))
                    .get(config.taskShutdownTimeout().toMillis() + STOP_MARGIN_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.error("Not everything could be stopped in order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopping = true;
        waiter.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        configs.stop();
        statuses.stop();
        worker.close();
        log.info("Stopped");
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public CompletableFuture<@Nullable Void> healthCheck() {
        return events.run("answering a health check", () -> {});
    }

    @Override
    public Optional<Stage> stage() {
        return events.stage();
    }

    @Override
    public String kafkaClusterId() {
        return kafkaClusterId;
    }

    // ---- queries

    @Override
    public ConnectorQueries queries() {
        return queries;
    }

    @Override
    public CompletableFuture<ConnectorInfo> connectorInfo(String connector) {
        return known(queries.connectorInfo(connector), connector);
    }

    @Override
    public CompletableFuture<Map<String, @Nullable String>> connectorConfig(String connector) {
        return known(Optional.ofNullable(configs.snapshot().connectorConfig(connector)), connector);
    }

    @Override
    public CompletableFuture<List<TaskInfo>> tasks(String connector) {
        return known(queries.tasks(connector), connector);
    }

    private static <T> CompletableFuture<T> known(Optional<T> answer, String connector) {
        return answer.map(CompletableFuture::completedFuture)
                .orElseGet(() -> CompletableFuture.failedFuture(notFound(connector)));
    }

    private static NotFoundException notFound(String connector) {
        return new NotFoundException("Connector " + connector + " not found");
    }

    @Override
    public boolean topicTrackingEnabled() {
        return config.topicTrackingEnabled();
    }

    @Override
    public boolean topicTrackingResetAllowed() {
        return config.topicTrackingResetAllowed();
    }

    @Override
    public void resetActiveTopics(String connector) {
        recorder.forgetTopics(connector);
    }

    // ---- configurations

    @Override
    public CompletableFuture<ConnectorInfo> createConnector(
            String connector, Map<String, @Nullable String> given, @Nullable TargetState initialState) {
        String name = "creating connector " + connector;
        return check.requireValid(given)
                .thenCompose(ignored -> inOrder(connector, name, () -> {
                    if (configs.snapshot().contains(connector)) {
                        throw new AlreadyExistsException("Connector " + connector + " already exists");
                    }
                    return configs.putConnector(connector, given, initialState)
                            .thenCompose(stored -> events.begin(name, () -> work.start(connector)))
                            .handle((started, error) -> infoDespite(error, connector));
                }));
    }

    @Override
    public CompletableFuture<Put> putConnectorConfig(String connector, Map<String, @Nullable String> given) {
        String name = "configuring connector " + connector;
        return check.requireValid(given)
                .thenCompose(ignored -> insteadOfWhatGoesOn(connector, name, () -> {
                    boolean created = !configs.snapshot().contains(connector);
                    return configs.putConnector(connector, given, null)
                            .thenCompose(stored ->
                                    events.begin(name, () -> created ? work.start(connector) : work.restart(connector)))
                            .handle((started, error) -> new Put(created, infoDespite(error, connector)));
                }));
    }

    /** A connector that fails to start is there all the same; its status says what went wrong. */
    private ConnectorInfo infoDespite(@Nullable Throwable startError, String connector) {
        if (startError != null) {
            log.error("Failed to start connector '{}'", connector, startError);
        }
        return queries.connectorInfo(connector).orElseThrow(() -> notFound(connector));
    }

    @Override
    public CompletableFuture<ConnectorInfo> patchConnectorConfig(
            String connector, Map<String, @Nullable String> patch) {
        return events.submit(
                        "patching the configuration of connector " + connector, () -> queries.patched(connector, patch))
                .thenCompose(patched -> putConnectorConfig(connector, patched))
                .thenApply(Put::info);
    }

    @Override
    public CompletableFuture<@Nullable Void> deleteConnector(String connector) {
        return insteadOfWhatGoesOn(connector, "deleting connector " + connector, () -> {
            requireKnown(connector, "Connector " + connector + " not found");
            return work.remove(connector);
        });
    }

    @Override
    public CompletableFuture<@Nullable Void> setTargetState(String connector, TargetState state) {
        String name = "changing the state of connector " + connector;
        return inOrder(connector, name, () -> {
                    requireKnown(connector, "Unknown connector " + connector);
                    return work.putTargetState(connector, state);
                })
                .thenCompose(ignored -> events.begin(name, () -> reach(connector, state)));
    }

    /** What the user wants is noted; if the plugin fails on the way there, its status says so, as in a cluster. */
    private CompletableFuture<@Nullable Void> reach(String connector, TargetState state) {
        return worker.setTargetState(connector, state)
                .thenCompose(reached -> reached == TargetState.STARTED
                        ? inOrder(
                                connector,
                                "configuring tasks of connector " + connector,
                                () -> work.updateTasks(connector))
                        : CompletableFuture.completedFuture(null))
                .exceptionally(error -> {
                    log.error("Failed to bring connector '{}' to state {}", connector, state, error);
                    return null;
                });
    }

    private ClusterConfig requireKnown(String connector, String message) {
        ClusterConfig snapshot = configs.snapshot();
        if (!snapshot.contains(connector)) {
            throw new NotFoundException(message);
        }
        return snapshot;
    }

    // ---- restarts

    @Override
    public CompletableFuture<@Nullable Void> restartConnector(String connector) {
        return insteadOfWhatGoesOn(connector, "restarting connector " + connector, () -> {
            requireKnown(connector, "Unknown connector: " + connector);
            return work.restartForUser(connector);
        });
    }

    @Override
    public CompletableFuture<ConnectorStateInfo> restart(RestartRequest request) {
        String connector = request.connector();
        return inOrder(connector, "restarting connector " + connector, () -> {
            requireKnown(connector, "Unknown connector: " + connector);
            RestartPlan plan = queries.restartPlan(request)
                    .orElseThrow(() -> new NotFoundException("Status for connector " + connector + " not found"));
            return work.restart(plan).handle((ignored, error) -> {
                if (error != null) {
                    log.error("Failed to restart all of connector '{}'", connector, error);
                }
                return queries.stateInfo(plan);
            });
        });
    }

    @Override
    public CompletableFuture<@Nullable Void> restartTask(ConnectorTaskId id) {
        return inOrder(id.connector(), "restarting task " + id, () -> {
            ClusterConfig snapshot = requireKnown(id.connector(), "Unknown connector: " + id.connector());
            if (snapshot.taskConfig(id) == null) {
                throw new NotFoundException("Unknown task: " + id);
            }
            return work.restartTasks(List.of(id), false);
        });
    }

    // ---- only in a cluster

    @Override
    public CompletableFuture<@Nullable Void> putTaskConfigs(
            String connector,
            List<Map<String, @Nullable String>> taskConfigs,
            RequestSignature signature,
            byte[] body) {
        return CompletableFuture.failedFuture(new ConnectException(
                "Kafka Connect in standalone mode does not support externally setting task configurations."));
    }

    @Override
    public CompletableFuture<@Nullable Void> fenceZombies(String connector, RequestSignature signature, byte[] body) {
        return CompletableFuture.failedFuture(new ConnectException(
                "Kafka Connect in standalone mode does not support exactly-once source connectors."));
    }

    // ---- offsets

    @Override
    public CompletableFuture<ConnectorOffsets> offsets(String connector) {
        return connectorConfig(connector)
                .thenCompose(properties -> worker.offsets(connector, properties))
                .thenApply(ConnectorOffsets::of);
    }

    @Override
    public CompletableFuture<String> alterOffsets(
            String connector, Map<Map<String, ?>, @Nullable Map<String, ?>> offsets) {
        return inOrder(
                connector,
                "altering offsets of connector " + connector,
                () -> worker.alterOffsets(connector, requireStopped(connector), offsets));
    }

    @Override
    public CompletableFuture<String> resetOffsets(String connector) {
        return inOrder(
                connector,
                "resetting offsets of connector " + connector,
                () -> worker.resetOffsets(connector, requireStopped(connector)));
    }

    private Map<String, @Nullable String> requireStopped(String connector) {
        ClusterConfig snapshot = requireKnown(connector, "Connector " + connector + " not found");
        if (snapshot.targetState(connector) != TargetState.STOPPED || snapshot.taskCount(connector) != 0) {
            throw HerderException.InvalidRequest.notStopped(connector);
        }
        return Objects.requireNonNull(snapshot.connectorConfig(connector));
    }

    // ---- loggers

    @Override
    public CompletableFuture<@Nullable Void> setClusterLoggerLevel(String logger, String level) {
        loggers.set(logger, level);
        return CompletableFuture.completedFuture(null);
    }
}
