// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.ConnectorConfigured;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.LoggerLevelSet;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.RestartAsked;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.SessionKeyIssued;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.TargetStateSet;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.TaskConfigured;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.TaskCountRecorded;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.TasksCommitted;
import org.jspecify.annotations.Nullable;

/**
 * A config store without a topic, for a worker on its own. What is written is in force at once and gone with the process.
 *
 * <p>Thread: any; writes are applied one at a time, and told on the thread that wrote.
 */
public final class MemoryConfigStore implements ConfigStore {
    private ClusterConfig snapshot = ClusterConfig.EMPTY;
    private Listener listener = (ignoredSnapshot, ignoredChanges) -> {};
    private long nextOffset;

    @Override
    public synchronized void start(Listener changes) { // as append
        listener = changes;
    }

    @Override
    public void stop() {}

    @Override
    public synchronized ClusterConfig snapshot() { // as append
        return snapshot;
    }

    @Override
    public CompletableFuture<@Nullable Void> refresh() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<@Nullable Void> claimWritePrivilege() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<@Nullable Void> putConnector(
            String connector, Map<String, @Nullable String> config, @Nullable TargetState initialState) {
        List<ConfigTopicRecord> records = new ArrayList<>();
        if (initialState != null) {
            records.add(new TargetStateSet(connector, initialState));
        }
        records.add(new ConnectorConfigured(connector, config));
        return append(records);
    }

    @Override
    public CompletableFuture<@Nullable Void> removeConnector(String connector) {
        return append(List.of(new ConnectorConfigured(connector, null), new TargetStateSet(connector, null)));
    }

    @Override
    public CompletableFuture<@Nullable Void> putTaskConfigs(
            String connector, List<Map<String, @Nullable String>> taskConfigs) {
        List<ConfigTopicRecord> records = new ArrayList<>();
        for (int task = 0; task < taskConfigs.size(); task++) {
            records.add(new TaskConfigured(new ConnectorTaskId(connector, task), taskConfigs.get(task)));
        }
        records.add(new TasksCommitted(connector, taskConfigs.size()));
        return append(records);
    }

    @Override
    public CompletableFuture<@Nullable Void> putTargetState(String connector, TargetState state) {
        return append(List.of(new TargetStateSet(connector, state)));
    }

    @Override
    public CompletableFuture<@Nullable Void> putTaskCountRecord(String connector, int taskCount) {
        return append(List.of(new TaskCountRecorded(connector, taskCount)));
    }

    @Override
    public CompletableFuture<@Nullable Void> putSessionKey(SessionKey key) {
        return append(List.of(new SessionKeyIssued(key)));
    }

    @Override
    public CompletableFuture<@Nullable Void> putRestartRequest(RestartRequest request) {
        return append(List.of(new RestartAsked(request)));
    }

    @Override
    public CompletableFuture<@Nullable Void> putLoggerLevel(String logger, String level) {
        return append(List.of(new LoggerLevelSet(logger, level)));
    }

    private synchronized CompletableFuture<@Nullable Void> append( // two writers must see each other's records
            List<ConfigTopicRecord> records) {
        List<ConfigReplay.Positioned> positioned = new ArrayList<>();
        for (ConfigTopicRecord record : records) {
            positioned.add(new ConfigReplay.Positioned(record, nextOffset++));
        }
        ConfigReplay.Result result = ConfigReplay.replay(snapshot, positioned);
        snapshot = result.snapshot();
        listener.changed(result.snapshot(), result.changes());
        return CompletableFuture.completedFuture(null);
    }
}
