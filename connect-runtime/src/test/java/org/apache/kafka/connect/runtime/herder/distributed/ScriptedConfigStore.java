// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.storage.config.ConfigStore;
import org.apache.kafka.connect.runtime.storage.config.MemoryConfigStore;
import org.jspecify.annotations.Nullable;

/** A store in memory that remembers what was written, and fails or hesitates where a test says so. */
final class ScriptedConfigStore implements ConfigStore {
    /** What was written, in order: {@code connector c}, {@code tasks c 2}, ... */
    final List<String> written = new ArrayList<>();
    /** What the next writes fail with, one entry a write. */
    final List<RuntimeException> failures = new ArrayList<>();
    /** What reading to the end answers. */
    CompletableFuture<@Nullable Void> refreshed = CompletableFuture.completedFuture(null);

    /** When what is written arrives. */
    CompletableFuture<@Nullable Void> writable = CompletableFuture.completedFuture(null);

    /** Where starting hangs until somebody stops the store; null to start at once. */
    @Nullable
    CountDownLatch stopAwaited;

    private final MemoryConfigStore memory = new MemoryConfigStore();

    private CompletableFuture<@Nullable Void> write(String what, Supplier<CompletableFuture<@Nullable Void>> write) {
        written.add(what);
        return failures.isEmpty()
                ? writable.thenCompose(ignored -> write.get())
                : CompletableFuture.failedFuture(failures.remove(0));
    }

    @Override
    public void start(Listener listener) {
        if (!failures.isEmpty()) {
            throw failures.remove(0);
        }
        CountDownLatch hanging = stopAwaited;
        if (hanging != null) {
            try {
                hanging.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            throw new ConnectException("stopped before the end was read");
        }
        memory.start(listener);
    }

    @Override
    public void stop() {
        CountDownLatch hanging = stopAwaited;
        if (hanging != null) {
            hanging.countDown();
        }
        memory.stop();
    }

    @Override
    public ClusterConfig snapshot() {
        return memory.snapshot();
    }

    @Override
    public CompletableFuture<@Nullable Void> refresh() {
        return refreshed;
    }

    @Override
    public CompletableFuture<@Nullable Void> claimWritePrivilege() {
        return write("claim", memory::claimWritePrivilege);
    }

    @Override
    public CompletableFuture<@Nullable Void> putConnector(
            String connector, Map<String, @Nullable String> config, @Nullable TargetState initialState) {
        return write("connector " + connector, () -> memory.putConnector(connector, config, initialState));
    }

    @Override
    public CompletableFuture<@Nullable Void> removeConnector(String connector) {
        return write("remove " + connector, () -> memory.removeConnector(connector));
    }

    @Override
    public CompletableFuture<@Nullable Void> putTaskConfigs(
            String connector, List<Map<String, @Nullable String>> taskConfigs) {
        return write(
                "tasks " + connector + " " + taskConfigs.size(), () -> memory.putTaskConfigs(connector, taskConfigs));
    }

    @Override
    public CompletableFuture<@Nullable Void> putTargetState(String connector, TargetState state) {
        return write("state " + connector + " " + state, () -> memory.putTargetState(connector, state));
    }

    @Override
    public CompletableFuture<@Nullable Void> putTaskCountRecord(String connector, int taskCount) {
        return write("count " + connector + " " + taskCount, () -> memory.putTaskCountRecord(connector, taskCount));
    }

    @Override
    public CompletableFuture<@Nullable Void> putSessionKey(SessionKey key) {
        return write("key", () -> memory.putSessionKey(key));
    }

    @Override
    public CompletableFuture<@Nullable Void> putRestartRequest(RestartRequest request) {
        return write("restart " + request.connector(), () -> memory.putRestartRequest(request));
    }

    @Override
    public CompletableFuture<@Nullable Void> putLoggerLevel(String logger, String level) {
        return write("logger " + logger, () -> memory.putLoggerLevel(logger, level));
    }
}
