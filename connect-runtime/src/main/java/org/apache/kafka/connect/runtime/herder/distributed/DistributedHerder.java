// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.apache.kafka.connect.runtime.concurrent.Stage;
import org.apache.kafka.connect.runtime.concurrent.Waiter;
import org.apache.kafka.connect.runtime.config.DistributedConfig;
import org.apache.kafka.connect.runtime.config.ExactlyOnceSupport;
import org.apache.kafka.connect.runtime.group.member.GroupMember;
import org.apache.kafka.connect.runtime.herder.AutoRestarts;
import org.apache.kafka.connect.runtime.herder.ConnectorCheck;
import org.apache.kafka.connect.runtime.herder.ConnectorQueries;
import org.apache.kafka.connect.runtime.herder.FailureWatch;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.apache.kafka.connect.runtime.herder.LeaderClient;
import org.apache.kafka.connect.runtime.herder.StatusRecorder;
import org.apache.kafka.connect.runtime.info.ConnectorInfo;
import org.apache.kafka.connect.runtime.info.ConnectorOffsets;
import org.apache.kafka.connect.runtime.info.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.info.TaskInfo;
import org.apache.kafka.connect.runtime.logging.Loggers;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectProtocol;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.security.RequestSignature;
import org.apache.kafka.connect.runtime.security.RequestSigner;
import org.apache.kafka.connect.runtime.storage.config.ConfigStore;
import org.apache.kafka.connect.runtime.storage.status.StatusStore;
import org.apache.kafka.connect.runtime.worker.Worker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker of a cluster. What can be answered from the newest snapshot is answered at once; what changes something is
 * handed over to the herder loop.
 *
 * <p>Thread: any; the loop is its own.
 */
public final class DistributedHerder implements Herder {
    private static final Logger log = LoggerFactory.getLogger(DistributedHerder.class);
    /** How long a worker that is to end waits for its own start. */
    private static final long START_GRACE_MS = 10_000;

    /**
     * Who this worker is.
     *
     * @param workerId       {@code host:port}
     * @param url            its REST address, with a slash at its end
     * @param kafkaClusterId id of the Kafka cluster
     * @param contextLabels  what metrics are labelled with
     */
    public record Identity(String workerId, String url, String kafkaClusterId, Map<String, Object> contextLabels) {}

    /**
     * What a herder works with.
     *
     * @param prepare starts what else reads from Kafka before work can begin, such as the offset store; may block
     */
    public record Parts(
            Worker worker,
            ConfigStore configs,
            StatusStore statuses,
            ConnectorQueries queries,
            ConnectorCheck check,
            LeaderClient leader,
            Runnable prepare) {}

    /**
     * The process around it.
     *
     * @param died told once if the loop ends by an error: the process is of no use any more
     */
    public record Environment(ConnectMetrics metrics, Loggers loggers, Time time, Runnable died) {}

    private final DistributedConfig config;
    private final Identity identity;
    private final Worker worker;
    private final ConfigStore configs;
    private final StatusStore statuses;
    private final ConnectorQueries queries;
    private final ConnectorCheck check;
    private final LeaderClient leader;
    private final Runnable prepare;
    private final Runnable died;
    private final StatusRecorder recorder;
    private final Standing standing = new Standing();
    private final SessionKeys keys;
    private final RequestSigner signer;
    private final EventLoop events;
    private final Requests requests;
    private final RequestHandler handler;
    private final HerderMetrics metrics;
    private final ConfigInbox inbox;
    private final GroupMember member;
    private final AutoRestarts restarts;
    private final WorkLauncher launcher;
    private final HerderLoop loop;
    private final Thread thread;
    private volatile boolean ready;

    public DistributedHerder(DistributedConfig config, Identity identity, Parts parts, Environment environment) {
        this.config = config;
        this.identity = identity;
        this.worker = parts.worker();
        this.configs = parts.configs();
        this.statuses = parts.statuses();
        this.queries = parts.queries();
        this.check = parts.check();
        this.leader = parts.leader();
        this.prepare = parts.prepare();
        this.died = environment.died();
        Time time = environment.time();
        this.keys = new SessionKeys(time, config.keyTtl(), config.keyGenerationAlgorithm(), config.keySize());
        this.signer = new RequestSigner(config.signatureAlgorithm(), config.verificationAlgorithms());
        this.recorder = new StatusRecorder(
                statuses, identity.workerId(), standing::generation, config.topicTrackingEnabled(), time);
        // The member is how the loop sleeps, and much of what it needs must be there before it.
        Waiter waiter = new LateWaiter();
        this.events = new EventLoop(time, waiter);
        this.requests = new Requests(events, time, Requests.PATIENCE);
        this.inbox = new ConfigInbox(waiter);
        this.metrics = new HerderMetrics(
                environment.metrics(), standing, ConnectProtocol.fromConfig(config.connectProtocol()), time);
        LeaderWrites writes = new LeaderWrites(configs, events);
        FencingRounds fencing = new FencingRounds(configs, writes, worker, events);
        TaskConfigPublisher publisher = new TaskConfigPublisher(
                new TaskConfigPublisher.Surroundings(worker, configs, recorder, events),
                standing,
                writes,
                leader,
                keys);
        TaskAdmission admission = new TaskAdmission(
                new TaskAdmission.Surroundings(configs, events, time),
                standing,
                fencing,
                leader,
                keys,
                config.sessionTimeout(),
                config.sessionTimeout().plus(config.rebalanceTimeout()));
        this.restarts = new AutoRestarts(
                events, queries::restartPolicy, this::restartFailed, new SecureRandom()::nextDouble, time);
        this.launcher = new WorkLauncher(
                new WorkLauncher.Surroundings(
                        worker, configs, statuses, recorder, new FailureWatch(recorder, restarts), events),
                standing,
                publisher,
                (id, configured) -> config.exactlyOnceSupport() == ExactlyOnceSupport.ENABLED
                        ? admission.guard(id, configured)
                        : null,
                config.taskShutdownTimeout());
        RejoinTimer rejoin = new RejoinTimer(time);
        this.handler = new RequestHandler(
                new RequestHandler.Actors(configs, queries, standing, writes, launcher, fencing, worker, events),
                this::member,
                config.exactlyOnceSupport() == ExactlyOnceSupport.ENABLED);
        ConfigChangeHandler changes = new ConfigChangeHandler(new ConfigChangeHandler.Actors(
                worker, launcher, publisher, fencing, keys, rejoin, environment.loggers()));
        this.member = new GroupMember(
                config,
                new GroupMember.Identity(identity.url(), identity.workerId(), identity.contextLabels()),
                () -> configs.snapshot().offset(),
                this::configUpTo,
                new RebalanceHandler(standing, launcher, statuses, metrics, config.leaveHandover()),
                time);
        this.loop = new HerderLoop(
                new HerderLoop.Timing(
                        config.workerSyncTimeout(), config.workerUnsyncBackoff(), config.scheduledRebalanceMaxDelay()),
                new HerderLoop.Steps(member, standing, configs, launcher, inbox, changes, writes),
                new HerderLoop.Witnesses(events, keys, rejoin, queries, recorder, metrics),
                config.exactlyOnceSupport() != ExactlyOnceSupport.DISABLED);
        this.thread = new Thread(this::runLoop, "herder-loop");
    }

    private GroupMember member() {
        return member;
    }

    /** Wakes the loop wherever it sleeps, once the member is there. */
    private final class LateWaiter implements Waiter {
        @Override
        public void await(long timeoutMs) {
            member().await(timeoutMs);
        }

        @Override
        public void wakeup() {
            GroupMember sleeper = member();
            if (sleeper != null) {
                sleeper.wakeup();
            }
        }
    }

    // ---- the loop's thread

    private void runLoop() {
        try {
            try (EventLoop.StageScope ignored =
                    events.atStage("initializing and reading to the end of internal topics")) {
                startStores();
            }
            ready = true;
            log.info("Worker '{}' is ready to join group '{}'", identity.workerId(), config.groupId());
            loop.run();
            try (EventLoop.StageScope ignored = events.atStage("shutting down")) {
                launcher.stopAll();
            }
        } catch (Throwable e) {
            if (loop.isStopping() && !ready) {
                log.warn("Worker '{}' was stopped before it had started", identity.workerId(), e);
                return;
            }
            log.error("The herder loop of worker '{}' died", identity.workerId(), e);
            // Beside this thread: whoever ends the process stops the herder first, and that waits for this thread.
            new Thread(died, "herder-died").start();
        } finally {
            events.close();
            member.close();
        }
    }

    /** All three at once: each waits for the brokers most of the time. */
    private void startStores() {
        HerderThreads.together(statuses::start, prepare, () -> configs.start(inbox));
        keys.found(configs.snapshot().sessionKey());
    }

    /** A snapshot that reaches {@code offset}, or the newest that can be had in time. */
    private ClusterConfig configUpTo(long offset) {
        if (configs.snapshot().offset() < offset) {
            try {
                configs.refresh().get(config.workerSyncTimeout().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                log.warn("The config topic could not be read to its end before handing out work", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return configs.snapshot();
    }

    private CompletableFuture<?> restartFailed(AutoRestarts.Subject subject) {
        Integer task = subject.task();
        if (!subject.isOn(worker)) {
            return CompletableFuture.completedFuture(null); // it was deleted, or another worker has started it
        }
        return task == null
                ? launcher.restartConnector(subject.connector(), true)
                : launcher.restartTasks(List.of(new ConnectorTaskId(subject.connector(), task)), true);
    }

    @Override
    public List<AutoRestarts.Entry> restarts(String connector) {
        return restarts.report(connector);
    }

    // ---- life

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void stop() {
        log.info("Stopping worker '{}'", identity.workerId());
        loop.stop();
        if (!ready) {
            // The thread may wait for brokers that are away; it goes on once nothing is read any more.
            HerderThreads.together(statuses::stop, configs::stop);
        }
        awaitEnd();
        metrics.close();
        HerderThreads.together(statuses::stop, configs::stop, worker::close);
        log.info("Worker '{}' has stopped", identity.workerId());
    }

    private void awaitEnd() {
        try {
            thread.join(ready ? 0 : START_GRACE_MS);
            if (thread.isAlive()) {
                log.warn(
                        "Worker '{}' still waits for brokers that it needs to start; it ends without them",
                        identity.workerId());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
        return identity.kafkaClusterId();
    }

    // ---- answered from the snapshot

    @Override
    public ConnectorQueries queries() {
        return queries;
    }

    @Override
    public CompletableFuture<ConnectorInfo> connectorInfo(String connector) {
        return fromSnapshot(() -> queries.connectorInfo(connector), connector);
    }

    @Override
    public CompletableFuture<Map<String, @Nullable String>> connectorConfig(String connector) {
        return fromSnapshot(() -> Optional.ofNullable(configs.snapshot().connectorConfig(connector)), connector);
    }

    @Override
    public CompletableFuture<List<TaskInfo>> tasks(String connector) {
        return fromSnapshot(() -> queries.tasks(connector), connector);
    }

    /** A connector that is not known here may have been created a moment ago over another worker: look again. */
    private <T> CompletableFuture<T> fromSnapshot(Supplier<Optional<T>> query, String connector) {
        Optional<T> known = query.get();
        if (known.isPresent()) {
            return CompletableFuture.completedFuture(known.get());
        }
        if (!ready) {
            return CompletableFuture.failedFuture(notFound(connector));
        }
        return configs.refresh()
                .orTimeout(config.workerSyncTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((ignored, error) -> query.get().orElseThrow(() -> notFound(connector)));
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
        return check.requireValid(given)
                .thenCompose(ignored ->
                        ask("creating connector " + connector, () -> handler.create(connector, given, initialState)));
    }

    @Override
    public CompletableFuture<Put> putConnectorConfig(String connector, Map<String, @Nullable String> given) {
        return check.requireValid(given)
                .thenCompose(ignored -> ask("configuring connector " + connector, () -> handler.put(connector, given)));
    }

    @Override
    public CompletableFuture<ConnectorInfo> patchConnectorConfig(
            String connector, Map<String, @Nullable String> patch) {
        Map<String, @Nullable String> changes = new LinkedHashMap<>(patch);
        return ask(
                        "patching the configuration of connector " + connector,
                        () -> CompletableFuture.completedFuture(handler.patched(connector, changes)))
                .thenCompose(patched -> putConnectorConfig(connector, patched))
                .thenApply(Put::info);
    }

    @Override
    public CompletableFuture<@Nullable Void> deleteConnector(String connector) {
        return ask("deleting connector " + connector, () -> handler.delete(connector));
    }

    @Override
    public CompletableFuture<@Nullable Void> setTargetState(String connector, TargetState state) {
        if (state == TargetState.STOPPED) {
            return ask("stopping connector " + connector, () -> handler.stop(connector));
        }
        return connectorConfig(connector)
                .handle((known, error) -> {
                    if (error != null) {
                        throw new NotFoundException("Unknown connector " + connector);
                    }
                    return known;
                })
                .thenCompose(ignored -> configs.putTargetState(connector, state));
    }

    @Override
    public CompletableFuture<@Nullable Void> putTaskConfigs(
            String connector,
            List<Map<String, @Nullable String>> taskConfigs,
            RequestSignature signature,
            byte[] body) {
        return verified(signature, body)
                .thenCompose(ignored -> ask(
                        "storing task configurations of connector " + connector,
                        () -> handler.putTaskConfigs(connector, taskConfigs)));
    }

    @Override
    public CompletableFuture<@Nullable Void> fenceZombies(String connector, RequestSignature signature, byte[] body) {
        return verified(signature, body)
                .thenCompose(ignored ->
                        ask("fencing former tasks of connector " + connector, () -> handler.fence(connector)));
    }

    private CompletableFuture<@Nullable Void> verified(RequestSignature signature, byte[] body) {
        if (standing.signsRequests()) {
            try {
                signer.verify(signature, body, keys.current().orElse(null));
            } catch (RuntimeException e) {
                return CompletableFuture.failedFuture(e);
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    // ---- restarts

    @Override
    public CompletableFuture<@Nullable Void> restartConnector(String connector) {
        return ask("restarting connector " + connector, () -> handler.restartConnector(connector));
    }

    @Override
    public CompletableFuture<ConnectorStateInfo> restart(RestartRequest request) {
        return ask("restarting connector " + request.connector(), () -> handler.restart(request));
    }

    @Override
    public CompletableFuture<@Nullable Void> restartTask(ConnectorTaskId id) {
        return ask("restarting task " + id, () -> handler.restartTask(id));
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
        return ask("altering offsets of connector " + connector, () -> handler.alterOffsets(connector, offsets));
    }

    @Override
    public CompletableFuture<String> resetOffsets(String connector) {
        return ask("resetting offsets of connector " + connector, () -> handler.resetOffsets(connector));
    }

    // ---- loggers

    @Override
    public CompletableFuture<@Nullable Void> setClusterLoggerLevel(String logger, String level) {
        return configs.putLoggerLevel(logger, level);
    }

    private <T extends @Nullable Object> CompletableFuture<T> ask(String name, Callable<CompletableFuture<T>> request) {
        return requests.ask(name, request);
    }
}
