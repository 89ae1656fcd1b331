// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.worker.StartConnector;
import org.apache.kafka.connect.runtime.worker.StartTask;
import org.apache.kafka.connect.runtime.worker.Worker;
import org.jspecify.annotations.Nullable;

/** Runs nothing, but remembers what it was told to; starts at once, stops when the test lets it. */
public final class FakeWorker implements Worker {
    private static final CompletableFuture<?> NOTHING_TO_STOP = CompletableFuture.completedFuture(null);

    private final Map<String, CompletableFuture<List<Map<String, @Nullable String>>>> hangingCalls =
            new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<Void>> hangs = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<?>> ending = new HashMap<>();

    public final Map<String, StartConnector> connectors = new TreeMap<>();
    public final Map<ConnectorTaskId, StartTask> tasks = new TreeMap<>();
    /** What was done, in order: {@code start c}, {@code stop c-0}, ... */
    public final List<String> done = new ArrayList<>();
    /** The state that each connector and task here was last told to be in, by its name. */
    public final Map<String, TargetState> states = new TreeMap<>();
    /** Tasks here that have failed. */
    public final Set<ConnectorTaskId> failed = new TreeSet<>();
    /** What was told to start although it was here or had not stopped yet. */
    public final List<String> startedTwice = new ArrayList<>();
    /** What connectors answer when they are asked for tasks. */
    public final Map<String, List<Map<String, @Nullable String>>> taskConfigs = new HashMap<>();
    /** What asking a connector for tasks fails with, one entry a call. */
    public final List<Throwable> taskConfigFailures = new ArrayList<>();
    /** Connectors whose start fails. */
    public final Set<String> broken = new TreeSet<>();
    /** Connectors that never answer when they are asked for tasks, until they are stopped. */
    public final Set<String> hanging = new TreeSet<>();
    /** Connectors that cannot be brought to another state. */
    public final Set<String> stubborn = new TreeSet<>();
    /** Completes when what is told to stop has stopped. */
    public CompletableFuture<?> stopped = CompletableFuture.completedFuture(null);
    /** Completes when producers are fenced. */
    public CompletableFuture<Void> fenced = CompletableFuture.completedFuture(null);

    @Override
    public CompletableFuture<TargetState> startConnector(StartConnector request) {
        done.add("start " + request.name());
        if (ending.containsKey(request.name()) || connectors.putIfAbsent(request.name(), request) != null) {
            startedTwice.add(request.name());
            return CompletableFuture.failedFuture(new ConnectException(request.name() + " is here already"));
        }
        if (broken.contains(request.name())) {
            ConnectException failure = new ConnectException("broken");
            request.listener().failed(request.name(), failure, null);
            return CompletableFuture.failedFuture(failure);
        }
        enter(request, request.initialState());
        return CompletableFuture.completedFuture(request.initialState());
    }

    private void enter(StartConnector request, TargetState state) {
        states.put(request.name(), state);
        switch (state) {
            case STARTED -> request.listener().running(request.name(), "1");
            case PAUSED -> request.listener().paused(request.name(), "1");
            case STOPPED -> request.listener().stopped(request.name(), "1");
        }
    }

    private void enter(StartTask request, TargetState state) {
        states.put(request.id().toString(), state);
        if (failed.contains(request.id())) {
            return;
        }
        if (state == TargetState.STARTED) {
            request.listener().running(request.id(), "1");
        } else {
            request.listener().paused(request.id(), "1");
        }
    }

    /** Completes when this connector hangs. */
    public CompletableFuture<Void> hangs(String connector) {
        return hangs.computeIfAbsent(connector, same -> new CompletableFuture<>());
    }

    @Override
    public CompletableFuture<Void> stopConnectors(Collection<String> names) {
        return CompletableFuture.allOf(names.stream().map(this::stopConnector).toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<?> stopConnector(String name) {
        StartConnector request = connectors.remove(name);
        if (request == null) {
            return ending.getOrDefault(name, NOTHING_TO_STOP);
        }
        done.add("stop " + name);
        CompletableFuture<?> call = hangingCalls.remove(name);
        if (call != null) {
            call.completeExceptionally(new ConnectException(name + " was stopped"));
        }
        return ends(name, () -> request.listener().shutDown(name));
    }

    private CompletableFuture<?> ends(String name, Runnable told) {
        CompletableFuture<?> end = stopped.thenRun(() -> {
            ending.remove(name);
            told.run();
        });
        if (!end.isDone()) {
            ending.put(name, end);
        }
        return end;
    }

    @Override
    public CompletableFuture<List<Map<String, @Nullable String>>> taskConfigs(
            String connector, Map<String, @Nullable String> config) {
        done.add("ask " + connector);
        if (!taskConfigFailures.isEmpty()) {
            Throwable failure = taskConfigFailures.remove(0);
            if (failure instanceof Error error) {
                throw new IllegalStateException(error);
            }
            return CompletableFuture.failedFuture(failure);
        }
        if (hanging.remove(connector)) {
            var call = hangingCalls.computeIfAbsent(connector, same -> new CompletableFuture<>());
            hangs(connector).complete(null);
            return call;
        }
        return CompletableFuture.completedFuture(taskConfigs.getOrDefault(connector, List.of()));
    }

    @Override
    public Set<String> connectorNames() {
        return Set.copyOf(connectors.keySet());
    }

    @Override
    public boolean isRunning(String connector) {
        return connectors.containsKey(connector) && !broken.contains(connector);
    }

    @Override
    public @Nullable String connectorVersion(String connector) {
        return "1";
    }

    @Override
    public boolean startTask(StartTask request) {
        if (tasks.putIfAbsent(request.id(), request) != null) {
            startedTwice.add(request.id().toString());
            return false;
        }
        done.add("start " + request.id());
        enter(request, request.initialState());
        return true;
    }

    @Override
    public CompletableFuture<Void> stopTasks(Collection<ConnectorTaskId> ids) {
        return CompletableFuture.allOf(ids.stream().map(this::stopTask).toArray(CompletableFuture<?>[]::new));
    }

    private CompletableFuture<?> stopTask(ConnectorTaskId id) {
        StartTask request = tasks.get(id);
        CompletableFuture<?> earlier = ending.get(id.toString());
        if (request == null || earlier != null) {
            return earlier == null ? NOTHING_TO_STOP : earlier;
        }
        done.add("stop " + id);
        return ends(id.toString(), () -> {
            tasks.remove(id); // not before: a task that is stopping is still here, unlike a connector
            failed.remove(id);
            request.listener().stopped(id);
        });
    }

    /** The task, which is here, fails. */
    public void fail(ConnectorTaskId id) {
        failed.add(id);
        Objects.requireNonNull(tasks.get(id)).listener().failed(id, new ConnectException("failed"), "1");
    }

    @Override
    public Set<ConnectorTaskId> taskIds() {
        return Set.copyOf(tasks.keySet());
    }

    @Override
    public @Nullable String taskVersion(ConnectorTaskId id) {
        return "1";
    }

    @Override
    public CompletableFuture<TargetState> setTargetState(String connector, TargetState state) {
        done.add("set " + connector + " " + state);
        if (stubborn.contains(connector)) {
            return CompletableFuture.failedFuture(new ConnectException(connector + " has failed"));
        }
        tasks.values().stream()
                .filter(task -> task.id().connector().equals(connector))
                .forEach(task -> enter(task, state));
        StartConnector here = connectors.get(connector);
        if (here != null && !broken.contains(connector)) {
            enter(here, state);
        }
        return CompletableFuture.completedFuture(state);
    }

    @Override
    public boolean isTopicCreationEnabled() {
        return true;
    }

    @Override
    public CompletableFuture<Map<Map<String, ?>, Map<String, ?>>> offsets(
            String connector, Map<String, @Nullable String> config) {
        return CompletableFuture.completedFuture(Map.of());
    }

    @Override
    public CompletableFuture<String> alterOffsets(
            String connector,
            Map<String, @Nullable String> config,
            Map<Map<String, ?>, @Nullable Map<String, ?>> offsets) {
        done.add("alter offsets " + connector);
        return CompletableFuture.completedFuture("altered");
    }

    @Override
    public CompletableFuture<String> resetOffsets(String connector, Map<String, @Nullable String> config) {
        done.add("reset offsets " + connector);
        return CompletableFuture.completedFuture("reset");
    }

    @Override
    public CompletableFuture<Void> fenceZombies(String connector, int taskCount, Map<String, @Nullable String> config) {
        done.add("fence " + connector + " " + taskCount);
        return fenced;
    }

    @Override
    public void close() {
        done.add("close");
    }
}
