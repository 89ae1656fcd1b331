// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.TooManyTasksException;
import org.apache.kafka.connect.runtime.concurrent.PluginCalls;
import org.apache.kafka.connect.runtime.config.ConfigVariables;
import org.apache.kafka.connect.runtime.config.ConnectorSettings;
import org.apache.kafka.connect.runtime.config.SinkSettings;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorInstance;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorPhase;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorRunner;
import org.apache.kafka.connect.runtime.lifecycle.Redaction;
import org.apache.kafka.connect.runtime.lifecycle.TaskLoop;
import org.apache.kafka.connect.runtime.lifecycle.TaskRunner;
import org.apache.kafka.connect.runtime.logging.LoggingContext;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.plugins.LoaderSwap;
import org.apache.kafka.connect.runtime.plugins.PluginDesc;
import org.apache.kafka.connect.runtime.source.OffsetCommitScheduler;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A {@link Worker} over real plugins and Kafka.
 *
 * <p>Thread: any; what runs here is kept in concurrent maps, everything else is handed to a connector's, a task's or a
 * pooled thread.
 */
public final class ConnectWorker implements Worker {
    private static final Logger log = LoggerFactory.getLogger(ConnectWorker.class);
    private static final long CONNECTOR_GRACE_MS = 5_000;

    private final WorkerEnvironment worker;
    private final WorkerThreads threads;
    private final ReloadTimer reloads;
    private final ConnectorFactory connectorFactory;
    private final SourceTaskFactory sourceTasks;
    private final SinkTaskFactory sinkTasks;
    private final OffsetAdmin offsetAdmin;
    private final ZombieFencer fencer;
    private final WorkerMetrics metrics;
    private final PluginCalls pluginCalls;
    private final Map<String, ConnectorRunner> connectors = new ConcurrentHashMap<>();
    /** Ends of connectors that were asked to stop: whoever stops one again waits for the same end. */
    private final Map<String, CompletableFuture<Void>> ending = new ConcurrentHashMap<>();

    private final Map<ConnectorTaskId, TaskRunner> tasks = new ConcurrentHashMap<>();

    /** @param pluginCalls is told of calls into connectors */
    public ConnectWorker(WorkerEnvironment worker, WorkerThreads threads, PluginCalls pluginCalls) {
        this.pluginCalls = pluginCalls;
        this.worker = worker;
        this.threads = threads;
        this.reloads = new ReloadTimer(threads.timer());
        OffsetStores offsetStores = new OffsetStores(worker);
        PipelineFactory pipelines = new PipelineFactory(worker);
        DeadLetters deadLetters = new DeadLetters(worker);
        this.connectorFactory = new ConnectorFactory(worker, offsetStores, reloads);
        this.sourceTasks = new SourceTaskFactory(
                worker, pipelines, offsetStores, deadLetters, new OffsetCommitScheduler(threads.committer()));
        this.sinkTasks = new SinkTaskFactory(worker, pipelines, deadLetters);
        this.offsetAdmin = new OffsetAdmin(worker, connectorFactory, offsetStores, pluginCalls);
        this.fencer = new ZombieFencer(worker, connectorFactory);
        this.metrics = new WorkerMetrics(worker.metrics(), connectors::size, tasks::size);
    }

    /** Reads the worker's offsets; before anything is started. */
    public void start() {
        worker.offsets().start();
    }

    // ---- connectors

    @Override
    public CompletableFuture<TargetState> startConnector(StartConnector request) {
        String name = request.name();
        ConnectorRunner runner = new ConnectorRunner(
                name,
                threads.pool(),
                self -> connectorFactory.build(request, self),
                request.callbacks(),
                request.listener(),
                pluginCalls);
        if (connectors.putIfAbsent(name, runner) != null) {
            return CompletableFuture.failedFuture(
                    new ConnectException("Connector '" + name + "' is on this worker already; stop it first"));
        }
        return runner.start(request.initialState())
                .whenComplete((state, error) -> metrics.connectorStarted(error == null));
    }

    @Override
    public CompletableFuture<Void> stopConnectors(Collection<String> names) {
        List<ConnectorRunner> runners = new ArrayList<>();
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        List<CompletableFuture<Void>> awaited = new ArrayList<>();
        for (String name : names) {
            ConnectorRunner runner = connectors.remove(name);
            if (runner != null) {
                reloads.cancel(name);
                runners.add(runner);
                CompletableFuture<Void> end = runner.shutDown();
                ends.add(end);
                awaited.add(end);
                noteEnding(name, end);
            } else {
                CompletableFuture<Void> earlier = ending.get(name);
                if (earlier != null) {
                    awaited.add(earlier);
                }
            }
        }
        return inTime(awaited, CONNECTOR_GRACE_MS, () -> {
            for (int i = 0; i < runners.size(); i++) {
                if (!ends.get(i).isDone()) {
                    runners.get(i).abandon();
                }
            }
        });
    }

    private void noteEnding(String name, CompletableFuture<Void> end) {
        ending.put(name, end);
        CompletableFuture<Void> unused = end.whenComplete((nothing, error) -> ending.remove(name, end));
    }

    @Override
    public CompletableFuture<List<Map<String, @Nullable String>>> taskConfigs(
            String connector, Map<String, @Nullable String> config) {
        ConnectorRunner runner = connectors.get(connector);
        if (runner == null) {
            return CompletableFuture.failedFuture(
                    new ConnectException("Connector '" + connector + "' is not on this worker"));
        }
        return runner.call(instance -> taskConfigs(connector, instance, config));
    }

    private List<Map<String, @Nullable String>> taskConfigs(
            String connector, ConnectorInstance instance, Map<String, @Nullable String> rawConfig) {
        Map<String, String> config = worker.variables().resolve(rawConfig).values();
        ConnectorSettings settings = new ConnectorSettings(config);
        int max = settings.tasksMax();
        List<Map<String, String>> made = instance.connector().taskConfigs(max);
        requireAtMost(connector, made.size(), settings);
        String taskClass = instance.connector().taskClass().getName();
        List<Map<String, @Nullable String>> ready = new ArrayList<>(made.size());
        for (Map<String, String> each : made) {
            Map<String, String> complete = new LinkedHashMap<>(each);
            complete.put(ConnectorSettings.TASK_CLASS_CONFIG, taskClass);
            copy(SinkSettings.TOPICS_CONFIG, config, complete);
            copy(SinkSettings.TOPICS_REGEX_CONFIG, config, complete);
            ready.add(new LinkedHashMap<>(ConfigVariables.putBackReferences(rawConfig, complete)));
        }
        return ready;
    }

    private static void copy(String key, Map<String, String> from, Map<String, String> to) {
        String value = from.get(key);
        if (value != null) {
            to.put(key, value);
        }
    }

    private static void requireAtMost(String connector, int count, ConnectorSettings settings) {
        if (count <= settings.tasksMax()) {
            return;
        }
        TooManyTasksException tooMany = new TooManyTasksException(connector, count, settings.tasksMax());
        if (settings.enforceTasksMax()) {
            throw tooMany;
        }
        log.warn(
                "Connector '{}' has {} task configurations, though '{}' is {}; that is not enforced",
                connector,
                count,
                ConnectorSettings.TASKS_MAX_CONFIG,
                settings.tasksMax());
    }

    @Override
    public Set<String> connectorNames() {
        return Set.copyOf(connectors.keySet());
    }

    @Override
    public boolean isRunning(String connector) {
        ConnectorRunner runner = connectors.get(connector);
        return runner != null && runner.phase() == ConnectorPhase.STARTED;
    }

    @Override
    public @Nullable String connectorVersion(String connector) {
        ConnectorRunner runner = connectors.get(connector);
        return runner == null ? null : runner.version();
    }

    // ---- tasks

    @Override
    public boolean startTask(StartTask request) {
        ConnectorTaskId id = request.id();
        TaskRunner runner =
                new TaskRunner(id, self -> build(request, self), request.listener(), request.initialState());
        if (tasks.putIfAbsent(id, runner) != null) {
            return false;
        }
        metrics.showTasksOf(id.connector(), () -> taskStates(id.connector()));
        threads.pool().execute(runner);
        return true;
    }

    /** On the task's thread. */
    private TaskLoop build(StartTask request, TaskRunner runner) {
        boolean built = false;
        try {
            TaskLoop loop = load(request, runner);
            built = true;
            return loop;
        } finally {
            metrics.taskStarted(built);
        }
    }

    private TaskLoop load(StartTask request, TaskRunner runner) {
        ConnectorTaskId id = request.id();
        Map<String, String> connectorConfig =
                worker.variables().resolve(request.connectorConfig()).values();
        Map<String, String> taskConfig =
                worker.variables().resolve(request.taskConfig()).values();
        runner.redactWith(worker.secrets()
                .and(Redaction.of(request.connectorConfig(), connectorConfig))
                .and(Redaction.of(request.taskConfig(), taskConfig)));
        ClassLoader loader = connectorFactory.loader(connectorConfig);
        try (LoaderSwap swap = LoaderSwap.to(loader)) {
            requireAtMost(id.connector(), request.taskCount(), new ConnectorSettings(connectorConfig));
            String taskClass = Objects.requireNonNull(
                    taskConfig.get(ConnectorSettings.TASK_CLASS_CONFIG),
                    "The configuration of the task has no '" + ConnectorSettings.TASK_CLASS_CONFIG + "'");
            PluginDesc connector = connectorFactory.plugin(connectorConfig);
            Task task = worker.plugins().newTask(worker.plugins().taskClass(taskClass, loader));
            TaskBlueprint blueprint = new TaskBlueprint(
                    request,
                    runner,
                    task,
                    connector,
                    connectorFactory.owner(id.connector(), connectorConfig),
                    loader,
                    connectorConfig,
                    taskConfig);
            if (task instanceof SourceTask) {
                return sourceTasks.build(blueprint);
            }
            if (task instanceof SinkTask) {
                return sinkTasks.build(blueprint);
            }
            throw new ConnectException("Class '" + taskClass + "' is neither a source task nor a sink task");
        }
    }

    @Override
    public CompletableFuture<Void> stopTasks(Collection<ConnectorTaskId> ids) {
        List<TaskRunner> stopping = new ArrayList<>();
        for (ConnectorTaskId id : ids) {
            TaskRunner runner = tasks.get(id);
            if (runner != null) {
                stopping.add(runner);
                runner.stop();
            }
        }
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (TaskRunner runner : stopping) {
            ends.add(runner.ended().thenRun(() -> forget(runner)));
        }
        return inTime(ends, worker.config().taskShutdownTimeout().toMillis(), () -> {
            for (TaskRunner runner : stopping) {
                if (!runner.ended().isDone()) {
                    log.warn("Task {} does not end in time and is cancelled", runner.id());
                    forget(runner);
                    threads.pool().execute(runner::cancel);
                }
            }
        });
    }

    private void forget(TaskRunner runner) {
        runner.forget();
        tasks.remove(runner.id(), runner);
        String connector = runner.id().connector();
        if (tasks.keySet().stream().noneMatch(id -> id.connector().equals(connector))) {
            metrics.hideTasksOf(connector);
        }
    }

    private Map<RunState, Long> taskStates(String connector) {
        return tasks.values().stream()
                .filter(runner -> runner.id().connector().equals(connector))
                .collect(Collectors.groupingBy(runner -> runner.phase().runState(), Collectors.counting()));
    }

    @Override
    public Set<ConnectorTaskId> taskIds() {
        return Set.copyOf(tasks.keySet());
    }

    @Override
    public @Nullable String taskVersion(ConnectorTaskId id) {
        TaskRunner runner = tasks.get(id);
        return runner == null ? null : runner.version();
    }

    // ---- both

    @Override
    public CompletableFuture<TargetState> setTargetState(String connector, TargetState state) {
        for (TaskRunner runner : tasks.values()) {
            if (runner.id().connector().equals(connector)) {
                runner.want(state);
            }
        }
        ConnectorRunner runner = connectors.get(connector);
        return runner == null ? CompletableFuture.completedFuture(state) : runner.want(state);
    }

    @Override
    public boolean isTopicCreationEnabled() {
        return worker.config().topicCreationEnabled();
    }

    // ---- offsets

    @Override
    public CompletableFuture<Map<Map<String, ?>, Map<String, ?>>> offsets(
            String connector, Map<String, @Nullable String> config) {
        return onPool(connector, () -> offsetAdmin.list(connector, config));
    }

    @Override
    public CompletableFuture<String> alterOffsets(
            String connector,
            Map<String, @Nullable String> config,
            Map<Map<String, ?>, @Nullable Map<String, ?>> offsets) {
        return onPool(connector, () -> offsetAdmin.alter(connector, config, offsets));
    }

    @Override
    public CompletableFuture<String> resetOffsets(String connector, Map<String, @Nullable String> config) {
        return onPool(connector, () -> offsetAdmin.reset(connector, config));
    }

    @Override
    public CompletableFuture<Void> fenceZombies(String connector, int taskCount, Map<String, @Nullable String> config) {
        return onPool(connector, () -> {
                    fencer.fence(connector, taskCount, config);
                    return true;
                })
                .thenAccept(done -> log.trace("Fenced"));
    }

    private <T> CompletableFuture<T> onPool(String connector, Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        threads.pool().execute(() -> {
            try (LoggingContext ignored = LoggingContext.forConnector(connector)) {
                result.complete(work.get());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    /** Completes when all have ended, or after {@code late} ran because some had not in time. */
    private CompletableFuture<Void> inTime(List<CompletableFuture<Void>> ends, long graceMs, Runnable late) {
        CompletableFuture<Void> all = CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]));
        if (all.isDone()) {
            return all;
        }
        CompletableFuture<Void> inTime = new CompletableFuture<>();
        var deadline = threads.timer()
                .schedule(
                        () -> {
                            try {
                                late.run();
                            } finally {
                                inTime.complete(null);
                            }
                        },
                        graceMs,
                        TimeUnit.MILLISECONDS);
        CompletableFuture<Void> unused = all.whenComplete((nothing, error) -> {
            deadline.cancel(false);
            inTime.complete(null);
        });
        return inTime;
    }

    @Override
    public void close() {
        CompletableFuture<Void> connectorsEnded = stopConnectors(connectorNames());
        CompletableFuture<Void> tasksEnded = stopTasks(taskIds());
        try {
            long longest =
                    CONNECTOR_GRACE_MS + worker.config().taskShutdownTimeout().toMillis();
            CompletableFuture.allOf(connectorsEnded, tasksEnded).get(longest, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Not everything ended in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.stop();
        worker.offsets().stop();
        metrics.close();
    }
}
