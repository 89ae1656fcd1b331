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

    public final Map<String, StartConnector> connectors = new TreeMap<>();
    public final Map<ConnectorTaskId, StartTask> tasks = new TreeMap<>();
    /** What was done, in order: {@code start c}, {@code stop c-0}, ... */
    public final List<String> done = new ArrayList<>();
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
        if (connectors.putIfAbsent(request.name(), request) != null) {
            return CompletableFuture.failedFuture(new ConnectException(request.name() + " is here already"));
        }
        if (broken.contains(request.name())) {
            ConnectException failure = new ConnectException("broken");
            request.listener().failed(request.name(), failure, null);
            return CompletableFuture.failedFuture(failure);
        }
        request.listener().running(request.name(), "1");
        return CompletableFuture.completedFuture(request.initialState());
    }

    /** Completes when this connector hangs. */
    public CompletableFuture<Void> hangs(String connector) {
        return hangs.computeIfAbsent(connector, same -> new CompletableFuture<>());
    }

    @Override
    public CompletableFuture<Void> stopConnectors(Collection<String> names) {
        List<String> here = names.stream().filter(connectors::containsKey).toList();
        here.forEach(name -> done.add("stop " + name));
        here.stream().filter(hangingCalls::containsKey).forEach(name -> Objects.requireNonNull(
                        hangingCalls.remove(name))
                .completeExceptionally(new ConnectException(name + " was stopped")));
        return (here.isEmpty() ? NOTHING_TO_STOP : stopped).thenRun(() -> here.forEach(connectors::remove));
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
            return false;
        }
        done.add("start " + request.id());
        request.listener().running(request.id(), "1");
        return true;
    }

    @Override
    public CompletableFuture<Void> stopTasks(Collection<ConnectorTaskId> ids) {
        List<ConnectorTaskId> here = ids.stream().filter(tasks::containsKey).toList();
        here.forEach(id -> done.add("stop " + id));
        return (here.isEmpty() ? NOTHING_TO_STOP : stopped).thenRun(() -> here.forEach(tasks::remove));
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
