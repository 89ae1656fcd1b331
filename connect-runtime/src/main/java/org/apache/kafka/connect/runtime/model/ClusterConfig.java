// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The config topic, read up to an offset: what should run in the cluster, and how. Two workers with the same offset
 * hold equal snapshots.
 *
 * @param offset     offset of the next record to read; -1 when none was read
 * @param sessionKey the key in force, {@code null} if there is none yet
 * @param entries    everything known, by connector name, including names whose connector is gone
 */
public record ClusterConfig(long offset, @Nullable SessionKey sessionKey, Map<String, ConnectorEntry> entries) {
    /** Before anything was read. */
    public static final ClusterConfig EMPTY = new ClusterConfig(-1, null, Map.of());

    public ClusterConfig {
        entries = Map.copyOf(entries);
    }

    private ConnectorEntry entry(String connector) {
        return entries.getOrDefault(connector, ConnectorEntry.EMPTY);
    }

    public boolean contains(String connector) {
        return entry(connector).config() != null;
    }

    /** Names of all connectors that have a configuration. */
    public Set<String> connectors() {
        Set<String> names = new TreeSet<>();
        entries.forEach((name, entry) -> {
            if (entry.config() != null) {
                names.add(name);
            }
        });
        return names;
    }

    /** The configuration as it was written, references to secrets unresolved; {@code null} if there is none. */
    public @Nullable Map<String, @Nullable String> connectorConfig(String connector) {
        return entry(connector).config();
    }

    /** What the user wants; {@link TargetState#STARTED} if nobody said otherwise, {@code null} if unknown. */
    public @Nullable TargetState targetState(String connector) {
        ConnectorEntry entry = entry(connector);
        if (entry.config() == null) {
            return null;
        }
        return entry.targetState() == null ? TargetState.STARTED : entry.targetState();
    }

    /** Tasks in force, ascending; empty if the connector is unknown, stopped or inconsistent. */
    public List<ConnectorTaskId> tasks(String connector) {
        return entry(connector).tasks(connector);
    }

    /** Tasks in force of all connectors. */
    public List<ConnectorTaskId> allTasks() {
        List<ConnectorTaskId> all = new ArrayList<>();
        for (String connector : connectors()) {
            all.addAll(tasks(connector));
        }
        return all;
    }

    /** The task's configuration as it was written, or {@code null}. */
    public @Nullable Map<String, @Nullable String> taskConfig(ConnectorTaskId id) {
        return entry(id.connector()).taskConfigs().get(id.task());
    }

    /** Whether a task of this number is in force, or was since the connector was created. */
    public boolean knowsTask(ConnectorTaskId id) {
        return id.task() >= 0 && id.task() < entry(id.connector()).everConfigured();
    }

    /** Task configurations in force in the order of their numbers. */
    public List<Map<String, @Nullable String>> taskConfigs(String connector) {
        return entry(connector).taskConfigList();
    }

    public int taskCount(String connector) {
        return entry(connector).taskConfigs().size();
    }

    /** The connector configuration from which the tasks in force were made; {@code null} if unknown. */
    public @Nullable Map<String, @Nullable String> appliedConfig(String connector) {
        return entry(connector).appliedConfig();
    }

    /** How many producers the last fencing round left; {@code null} if there was none. */
    public @Nullable Integer taskCountRecord(String connector) {
        return entry(connector).taskCountRecord();
    }

    /** Whether task configurations changed since the last fencing round. */
    public boolean pendingFencing(String connector) {
        return entry(connector).pendingFencing();
    }

    /** Counts committed sets of task configurations from 0; -1 before the first. */
    public int taskConfigGeneration(String connector) {
        return entry(connector).generation();
    }

    /** Connectors whose last commit record came without all its tasks. */
    public Set<String> inconsistentConnectors() {
        Set<String> names = new TreeSet<>();
        entries.forEach((name, entry) -> {
            if (entry.inconsistent()) {
                names.add(name);
            }
        });
        return names;
    }
}
