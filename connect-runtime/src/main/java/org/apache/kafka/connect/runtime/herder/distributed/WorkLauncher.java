// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.herder.FailureWatch;
import org.apache.kafka.connect.runtime.herder.RestartPlan;
import org.apache.kafka.connect.runtime.herder.StatusRecorder;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorCallbacks;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.storage.config.ConfigStore;
import org.apache.kafka.connect.runtime.storage.status.StatusStore;
import org.apache.kafka.connect.runtime.worker.SourceTaskGuard;
import org.apache.kafka.connect.runtime.worker.StartConnector;
import org.apache.kafka.connect.runtime.worker.StartTask;
import org.apache.kafka.connect.runtime.worker.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes this worker run what the group wants it to run. Starting and stopping go on beside the loop; what was stopped in
 * order to be started again is started when its end is known. Only {@link #giveUp} waits, because the group waits for it.
 *
 * <p>Thread: herder loop.
 */
final class WorkLauncher {
    private static final Logger log = LoggerFactory.getLogger(WorkLauncher.class);
    /** What {@link #giveUp} grants beyond the time that stopping may take by itself. */
    private static final Duration STOP_MARGIN = Duration.ofSeconds(5);
    /** How long an answer waits for states to be stored, so that nobody reads the ones before it. */
    private static final Duration STATES_TIMEOUT = Duration.ofSeconds(3);

    /** What a launcher works with. */
    record Surroundings(
            Worker worker,
            ConfigStore configs,
            StatusStore statuses,
            StatusRecorder recorder,
            FailureWatch watch,
            EventLoop loop) {}

    private final Worker worker;
    private final ConfigStore configs;
    private final StatusStore statuses;
    private final StatusRecorder recorder;
    private final FailureWatch watch;
    private final EventLoop loop;
    private final Standing standing;
    private final ConnectorCallbacks callbacks;
    private final BiFunction<ConnectorTaskId, ClusterConfig, @Nullable SourceTaskGuard> guards;
    private final Duration stopTimeout;
    private final ConnectorCallbacks requests = new Requests();
    private Work stopping = Work.NONE;

    /**
     * @param callbacks   what a connector asks for; also asked for tasks whenever a connector has been started
     * @param guards      what protects an exactly-once source task as it is configured; {@code null} for others
     * @param stopTimeout how long stopping may take
     */
    WorkLauncher(
            Surroundings surroundings,
            Standing standing,
            ConnectorCallbacks callbacks,
            BiFunction<ConnectorTaskId, ClusterConfig, @Nullable SourceTaskGuard> guards,
            Duration stopTimeout) {
        this.worker = surroundings.worker();
        this.configs = surroundings.configs();
        this.statuses = surroundings.statuses();
        this.recorder = surroundings.recorder();
        this.watch = surroundings.watch();
        this.loop = surroundings.loop();
        this.standing = standing;
        this.callbacks = callbacks;
        this.guards = guards;
        this.stopTimeout = stopTimeout;
    }

    /** Starts what should run here and does not, stops what runs and should not. */
    void reconcile() {
        Work assigned = standing.assigned();
        watch.keepOnly(assigned.connectors(), assigned.tasks());
        Reconciler.Plan plan = Reconciler.plan(running(), stopping, standing.assigned(), configs.snapshot());
        if (!plan.stop().isEmpty()) {
            log.info("Stopping {}", plan.stop().size());
            stopThenReconcile(plan.stop());
        }
        if (!plan.start().isEmpty()) {
            log.info("Starting {}", plan.start().size());
            plan.start().connectors().forEach(connector -> logFailure(startConnector(connector), connector));
            plan.start().tasks().forEach(this::startTask);
        }
    }

    /** Who was away for long may keep what another worker has run meanwhile, and had the last word on. */
    void sayAgainWhatIsHere() {
        if (running().isEmpty()) {
            return;
        }
        statuses.refresh()
                .thenCompose(ignored -> loop.run("telling what runs here", () -> {
                    Work here = running().intersect(standing.assigned());
                    recorder.sayAgain(here.connectors(), here.tasks());
                }))
                .whenComplete((ignored, error) -> {
                    if (error != null) {
                        log.debug("Statuses may name another worker for what runs here", error);
                    }
                });
    }

    private Work running() {
        return Work.of(worker.connectorNames(), worker.taskIds());
    }

    private static void logFailure(CompletableFuture<?> start, String connector) {
        start.whenComplete((ignored, error) -> {
            if (error != null) {
                log.error("Failed to start connector '{}'", connector, error);
            }
        });
    }

    // ---- connectors

    private CompletableFuture<TargetState> startConnector(String connector) {
        ClusterConfig config = configs.snapshot();
        Map<String, @Nullable String> properties = config.connectorConfig(connector);
        TargetState state = config.targetState(connector);
        if (properties == null || state == null) {
            return CompletableFuture.failedFuture(
                    new ConnectException("Connector '" + connector + "' was deleted before it could start"));
        }
        watch.starting(connector);
        return worker.startConnector(new StartConnector(connector, properties, state, requests, watch))
                .thenApply(reached -> {
                    if (reached == TargetState.STARTED) {
                        callbacks.taskReconfigurationRequested(connector);
                    }
                    return reached;
                });
    }

    /** Starts the connector anew, with the configuration now in force. */
    CompletableFuture<TargetState> restartConnector(String connector, boolean recordRestart) {
        Work restarted = Work.of(List.of(connector), List.of());
        stopping = stopping.plus(restarted);
        return worker.stopConnectors(restarted.connectors())
                .handle((ignored, error) -> error)
                .thenCompose(error -> loop.begin("starting connector " + connector, () -> {
                    // Not earlier: what reconciles in between must not start it, too.
                    stopping = stopping.minus(restarted);
                    if (error != null) {
                        log.error("Failed to stop connector '{}' in order", connector, error);
                    }
                    forgetEnded(restarted);
                    return startAnew(connector, recordRestart);
                }));
    }

    private CompletableFuture<TargetState> startAnew(String connector, boolean recordRestart) {
        TargetState wanted = configs.snapshot().targetState(connector);
        if (wanted != null && worker.connectorNames().contains(connector)) {
            return CompletableFuture.completedFuture(wanted); // another restart has done it since
        }
        if (!isStillOurs(connector)) {
            return CompletableFuture.failedFuture(new ConnectException(
                    "Connector '" + connector + "' moved to another worker while it was restarted"));
        }
        if (recordRestart && wanted != null) {
            recorder.restarting(connector);
        }
        return startConnector(connector);
    }

    private boolean isStillOurs(String connector) {
        return standing.assigned().connectors().contains(connector)
                && !worker.connectorNames().contains(connector);
    }

    /** Notes that the parts of the plan that run here are about to restart; completes when everybody can read it. */
    CompletableFuture<@Nullable Void> announceRestart(RestartPlan plan) {
        Work announced = restartedHere(plan);
        announced.connectors().forEach(recorder::restartAnnounced);
        announced.tasks().forEach(recorder::restartAnnounced);
        return statesReadable();
    }

    /** The restart that was announced could not be asked for. */
    void takeBackRestart(RestartPlan plan) {
        Work announced = restartedHere(plan);
        recorder.takeBack(announced.connectors(), announced.tasks());
    }

    private Work restartedHere(RestartPlan plan) {
        List<String> connector =
                plan.restartsConnector() ? List.of(plan.connector().connector()) : List.of();
        return Work.of(connector, plan.restartedTasks()).intersect(running());
    }

    /** Completes when what was said of states so far can be read, or cannot be stored in good time. */
    CompletableFuture<@Nullable Void> statesReadable() {
        return statuses.flush()
                .thenCompose(ignored -> statuses.refresh())
                .orTimeout(STATES_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(error -> {
                    log.warn("States were not stored within {}; they will be", STATES_TIMEOUT, error);
                    return null;
                });
    }

    /** Brings the connector and its tasks that are here to the state that the user wants now. */
    void applyTargetState(String connector) {
        TargetState state = configs.snapshot().targetState(connector);
        if (state == null) {
            return;
        }
        worker.setTargetState(connector, state).whenComplete((reached, error) -> {
            if (error != null) {
                log.error("Failed to bring connector '{}' to state {}", connector, state, error);
            } else if (reached == TargetState.STARTED && worker.isRunning(connector)) {
                callbacks.taskReconfigurationRequested(connector);
            }
        });
    }

    // ---- tasks

    private void startTask(ConnectorTaskId id) {
        ClusterConfig config = configs.snapshot();
        Map<String, @Nullable String> connectorConfig = config.connectorConfig(id.connector());
        Map<String, @Nullable String> taskConfig = config.taskConfig(id);
        TargetState state = config.targetState(id.connector());
        if (connectorConfig == null || taskConfig == null || state == null) {
            return; // deleted meanwhile; the rebalance that follows takes it away
        }
        watch.starting(id);
        boolean started = worker.startTask(new StartTask(
                id,
                connectorConfig,
                taskConfig,
                config.taskCount(id.connector()),
                state,
                watch,
                guards.apply(id, config)));
        if (!started) {
            log.debug("Task '{}' runs already", id);
        }
    }

    /** Starts tasks anew that are here, with the configurations now in force; those gone for good only stop. */
    CompletableFuture<@Nullable Void> restartTasks(Collection<ConnectorTaskId> ids, boolean recordRestart) {
        List<ConnectorTaskId> here = new ArrayList<>(ids);
        here.retainAll(worker.taskIds());
        return stopped(Work.of(Set.of(), here))
                .thenCompose(ignored -> loop.run("starting tasks anew", () -> {
                    if (recordRestart) {
                        ids.stream().filter(this::isToStart).forEach(recorder::restarting);
                    }
                    reconcile();
                    // What is assigned here but was not running, such as a task that never started, starts too.
                    for (ConnectorTaskId id : ids) {
                        if (isToStart(id)) {
                            startTask(id);
                        }
                    }
                }));
    }

    /** Another restart may have started it meanwhile, or it was deleted or moved away. */
    private boolean isToStart(ConnectorTaskId id) {
        return standing.assigned().tasks().contains(id)
                && configs.snapshot().taskConfig(id) != null
                && !worker.taskIds().contains(id);
    }

    // ---- stopping

    /**
     * Stops what is here of a connector that was deleted, without waiting for the group to say so: one created under its
     * name meanwhile must not be taken for it.
     */
    void stopRemoved(String connector) {
        List<ConnectorTaskId> tasks = worker.taskIds().stream()
                .filter(id -> id.connector().equals(connector))
                .toList();
        Work here = Work.of(List.of(connector), tasks).intersect(running());
        if (!here.isEmpty()) {
            stopThenReconcile(here);
        }
    }

    private void stopThenReconcile(Work work) {
        stopped(work)
                .thenCompose(ignored -> loop.run("starting what was waiting", this::reconcile))
                .whenComplete((ignored, error) -> {
                    if (error != null && !EventLoop.isRefusal(error)) {
                        log.error("Failed to start what was waiting for {} to stop", work.size(), error);
                    }
                });
    }

    /** Stops the work; completes when it has ended and statuses of what no longer exists are removed. */
    private CompletableFuture<@Nullable Void> stopped(Work work) {
        stopping = stopping.plus(work);
        return CompletableFuture.allOf(worker.stopConnectors(work.connectors()), worker.stopTasks(work.tasks()))
                .handle((ignored, error) -> error)
                .thenCompose(error -> loop.run("noting what has ended", () -> {
                    stopping = stopping.minus(work);
                    if (error != null) {
                        log.error("Failed to stop {} in order", work.size(), error);
                    }
                    forgetEnded(work);
                }));
    }

    /** Stops the work and waits until it has ended and its statuses are stored. */
    void giveUp(Work work) {
        stopping = stopping.plus(work);
        CompletableFuture<?> ended =
                CompletableFuture.allOf(worker.stopConnectors(work.connectors()), worker.stopTasks(work.tasks()));
        await(ended, stopTimeout.plus(STOP_MARGIN), "stopping " + work.size());
        stopping = stopping.minus(work);
        forgetEnded(work);
        await(statuses.flush(), STOP_MARGIN, "storing statuses");
    }

    /** What has ended has no last word here, unless it was started anew since, and if it was deleted no status at all. */
    private void forgetEnded(Work work) {
        Work gone = work.minus(running());
        recorder.forgetWords(gone.connectors(), gone.tasks());
        ClusterConfig config = configs.snapshot();
        for (String connector : work.connectors()) {
            if (!config.contains(connector)) {
                recorder.deleted(connector);
                recorder.forgetTopics(connector);
            }
        }
        for (ConnectorTaskId id : work.tasks()) {
            if (config.taskConfig(id) == null) {
                recorder.deleted(id);
            }
        }
    }

    private static void await(CompletableFuture<?> future, Duration timeout, String what) {
        try {
            future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.error("Gave up waiting for {} after {}", what, timeout);
        } catch (ExecutionException e) {
            log.error("Failed while {}", what, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Everything that runs here ends. */
    void stopAll() {
        giveUp(running());
    }

    /** What a connector asks for; it is restarted when its secrets have expired. */
    private final class Requests implements ConnectorCallbacks {
        @Override
        public void taskReconfigurationRequested(String connector) {
            callbacks.taskReconfigurationRequested(connector);
        }

        @Override
        public void reloadDue(String connector) {
            loop.tell("reloading connector " + connector, () -> {
                if (worker.connectorNames().contains(connector)) {
                    logFailure(restartConnector(connector, false), connector);
                }
            });
        }
    }
}
