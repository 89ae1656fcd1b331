// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.jspecify.annotations.Nullable;

/**
 * What should run in the cluster. A write completes when it is stored <em>and</em> this store's own snapshot shows it; it
 * fails after {@link #WRITE_TIMEOUT_MS} milliseconds at the latest, and may then still come into force.
 *
 * <p>Thread: any. The listener is called on the thread that replays, one call at a time.
 */
public interface ConfigStore {
    /** How long a write and its reading back may take together. */
    long WRITE_TIMEOUT_MS = 30_000;

    /** Takes what changed after the store was started. Must not block. */
    @FunctionalInterface
    interface Listener {
        void changed(ClusterConfig snapshot, List<ConfigChange> changes);
    }

    /** Reads all there is, then returns; what is read later is told to {@code listener}. */
    void start(Listener listener);

    void stop();

    /** The newest snapshot. */
    ClusterConfig snapshot();

    /** Completes when the snapshot shows everything that was stored at this call. */
    CompletableFuture<@Nullable Void> refresh();

    /**
     * Makes this store the only one whose leader writes succeed; does nothing where writes are not fenced.
     *
     * @throws WriteFencedException through the future of a later write, once another store has done the same
     */
    CompletableFuture<@Nullable Void> claimWritePrivilege();

    /**
     * Creates or replaces a connector. Leader only.
     *
     * @param initialState to store with it, or {@code null} to leave the wanted state as it is
     */
    CompletableFuture<@Nullable Void> putConnector(
            String connector, Map<String, @Nullable String> config, @Nullable TargetState initialState);

    /** Removes a connector and what the user wanted of it. Leader only. */
    CompletableFuture<@Nullable Void> removeConnector(String connector);

    /** Replaces all tasks of a connector, all or none. Leader only. */
    CompletableFuture<@Nullable Void> putTaskConfigs(String connector, List<Map<String, @Nullable String>> taskConfigs);

    /** Says what the user wants of a connector. Any worker. */
    CompletableFuture<@Nullable Void> putTargetState(String connector, TargetState state);

    /** Ends a fencing round. Leader only. */
    CompletableFuture<@Nullable Void> putTaskCountRecord(String connector, int taskCount);

    /** Leader only. */
    CompletableFuture<@Nullable Void> putSessionKey(SessionKey key);

    /** Leader only. */
    CompletableFuture<@Nullable Void> putRestartRequest(RestartRequest request);

    /** Any worker. */
    CompletableFuture<@Nullable Void> putLoggerLevel(String logger, String level);
}
