// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectorEntry;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
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
 * What records of the config topic make of a snapshot. Pure: every worker that reads the same records up to the same
 * offset arrives at the same snapshot.
 */
public final class ConfigReplay {
    /**
     * A record where it stood in the topic.
     *
     * @param content {@code null} if it means nothing to this version; it was read all the same
     * @param offset  of the record
     */
    public record Positioned(@Nullable ConfigTopicRecord content, long offset) {}

    /**
     * @param snapshot after the records
     * @param changes  in the order of the records that caused them
     */
    public record Result(ClusterConfig snapshot, List<ConfigChange> changes) {
        public Result {
            changes = List.copyOf(changes);
        }
    }

    private final Map<String, ConnectorEntry> entries;
    private final List<ConfigChange> changes = new ArrayList<>();
    private @Nullable SessionKey sessionKey;
    private long offset;

    private ConfigReplay(ClusterConfig start) {
        entries = new HashMap<>(start.entries());
        sessionKey = start.sessionKey();
        offset = start.offset();
    }

    /** Replays {@code records} on top of {@code start}. */
    public static Result replay(ClusterConfig start, List<Positioned> records) {
        ConfigReplay replay = new ConfigReplay(start);
        for (Positioned record : records) {
            ConfigTopicRecord content = record.content();
            if (content != null) {
                replay.apply(content);
            }
            replay.offset = record.offset() + 1;
        }
        return new Result(new ClusterConfig(replay.offset, replay.sessionKey, replay.entries), replay.changes);
    }

    private void apply(ConfigTopicRecord record) {
        if (record instanceof ConnectorConfigured connector) {
            connectorConfigured(connector);
        } else if (record instanceof TaskConfigured task) {
            entries.compute(task.id().connector(), (name, entry) -> orEmpty(entry)
                    .withDeferred(task.id().task(), task.config()));
        } else if (record instanceof TasksCommitted commit) {
            tasksCommitted(commit);
        } else if (record instanceof TargetStateSet target) {
            targetStateSet(target);
        } else if (record instanceof TaskCountRecorded fencing) {
            entries.compute(
                    fencing.connector(), (name, entry) -> orEmpty(entry).withTaskCountRecord(fencing.taskCount()));
        } else if (record instanceof RestartAsked restart) {
            changes.add(new ConfigChange.RestartRequested(restart.request()));
        } else if (record instanceof SessionKeyIssued issued) {
            sessionKey = issued.key();
            changes.add(new ConfigChange.SessionKeyChanged(issued.key()));
        } else if (record instanceof LoggerLevelSet logger) {
            changes.add(new ConfigChange.LoggerLevelChanged(logger.logger(), logger.level()));
        } else {
            throw new AssertionError("Unknown kind of record: " + record.getClass());
        }
    }

    private void connectorConfigured(ConnectorConfigured record) {
        ConnectorEntry before = orEmpty(entries.get(record.connector()));
        if (record.config() == null) {
            entries.put(record.connector(), before.withoutConnector());
            changes.add(new ConfigChange.ConnectorRemoved(record.connector()));
            return;
        }
        entries.put(record.connector(), before.withConfig(record.config()));
        changes.add(
                before.config() == null
                        ? new ConfigChange.ConnectorAdded(record.connector())
                        : new ConfigChange.ConnectorReconfigured(record.connector()));
    }

    private void tasksCommitted(TasksCommitted commit) {
        ConnectorEntry before = orEmpty(entries.get(commit.connector()));
        if (before.config() == null) {
            // The connector is gone and compaction took its tombstone: what is left of its tasks means nothing.
            entries.put(commit.connector(), before.withoutConnector());
            return;
        }
        SortedMap<Integer, Map<String, @Nullable String>> tasks = new TreeMap<>();
        List<Integer> missing = new ArrayList<>();
        for (int task = 0; task < commit.taskCount(); task++) {
            Map<String, @Nullable String> config = before.deferred().get(task);
            if (config == null) {
                missing.add(task);
            } else {
                tasks.put(task, config);
            }
        }
        if (!missing.isEmpty()) {
            entries.put(commit.connector(), before.withIncompleteTasks());
            changes.add(new ConfigChange.TasksIncomplete(commit.connector(), missing));
            return;
        }
        entries.put(commit.connector(), before.withCommittedTasks(tasks));
        changes.add(new ConfigChange.TasksChanged(
                commit.connector(),
                tasks.keySet().stream()
                        .map(task -> new ConnectorTaskId(commit.connector(), task))
                        .toList(),
                tasks.keySet().equals(before.taskConfigs().keySet())));
    }

    private void targetStateSet(TargetStateSet record) {
        ConnectorEntry before = orEmpty(entries.get(record.connector()));
        entries.put(record.connector(), before.withTargetState(record.state()));
        boolean changed = !Objects.equals(orStarted(before.targetState()), orStarted(record.state()));
        // The state of a connector that is yet to come arrives with it; that of one just removed concerns nobody.
        if (changed && before.config() != null) {
            changes.add(new ConfigChange.TargetStateChanged(record.connector()));
        }
    }

    private static TargetState orStarted(@Nullable TargetState state) {
        return state == null ? TargetState.STARTED : state;
    }

    private static ConnectorEntry orEmpty(@Nullable ConnectorEntry entry) {
        return entry == null ? ConnectorEntry.EMPTY : entry;
    }
}
