// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.connect.runtime.concurrent.EventLoop;
import org.apache.kafka.connect.runtime.concurrent.Failure;
import org.apache.kafka.connect.runtime.herder.ConnectorTurns;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.storage.config.ConfigStore;
import org.apache.kafka.connect.runtime.storage.config.WriteFencedException;
import org.jspecify.annotations.Nullable;

/**
 * What only the leader writes. Writes about one connector follow one another, each seeing what the one before it wrote;
 * writes about different connectors go out together. The loop waits for none of them.
 *
 * <p>Thread: herder loop; {@code privilegeLost} is set by whoever completes a write.
 */
final class LeaderWrites {
    private final ConfigStore store;
    private final EventLoop loop;
    private final ConnectorTurns turns;
    private final AtomicBoolean privilegeLost = new AtomicBoolean();

    LeaderWrites(ConfigStore store, EventLoop loop) {
        this.store = store;
        this.loop = loop;
        this.turns = new ConnectorTurns(loop);
    }

    /**
     * Decides and writes once all earlier writes about the connector have ended.
     *
     * @param step runs on the loop; may throw what makes the write senseless
     */
    <T extends @Nullable Object> CompletableFuture<T> inOrder(
            String connector, String name, Supplier<CompletableFuture<T>> step) {
        return turns.inOrder(connector, name, step).whenComplete((ignored, error) -> noteLoss(error));
    }

    /** Forgets connectors with no write under way. */
    void tidy() {
        turns.tidy();
    }

    CompletableFuture<@Nullable Void> putConnector(
            String connector, Map<String, @Nullable String> config, @Nullable TargetState initialState) {
        return store.putConnector(connector, config, initialState);
    }

    CompletableFuture<@Nullable Void> removeConnector(String connector) {
        return store.removeConnector(connector);
    }

    CompletableFuture<@Nullable Void> putTaskConfigs(String connector, List<Map<String, @Nullable String>> configs) {
        return store.putTaskConfigs(connector, configs);
    }

    /** Takes the tasks away first: a running connector without tasks does less harm than tasks without connector. */
    CompletableFuture<@Nullable Void> stop(String connector) {
        return store.putTaskConfigs(connector, List.of())
                .thenCompose(ignored -> store.putTargetState(connector, TargetState.STOPPED));
    }

    CompletableFuture<@Nullable Void> putRestartRequest(RestartRequest request) {
        return noted(store.putRestartRequest(request));
    }

    CompletableFuture<@Nullable Void> putSessionKey(SessionKey key) {
        return noted(store.putSessionKey(key));
    }

    CompletableFuture<@Nullable Void> putTaskCountRecord(String connector, int taskCount) {
        return noted(store.putTaskCountRecord(connector, taskCount));
    }

    /** Becomes the only worker whose leader writes succeed. */
    CompletableFuture<@Nullable Void> claim() {
        return store.claimWritePrivilege().thenAccept(ignored -> privilegeLost.set(false));
    }

    /** Whether a write was refused since the last claim. */
    boolean privilegeLost() {
        return privilegeLost.get();
    }

    private CompletableFuture<@Nullable Void> noted(CompletableFuture<@Nullable Void> write) {
        return write.whenComplete((ignored, error) -> noteLoss(error));
    }

    private void noteLoss(@Nullable Throwable error) {
        if (Failure.causeIfAny(error) instanceof WriteFencedException) {
            privilegeLost.set(true);
            loop.wakeup(); // it claims the privilege again
        }
    }
}
