// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the config topic says about one connector name. Parts may arrive in any order, so any may be missing.
 *
 * @param config          the connector's configuration as it was written, {@code null} if there is none (any more);
 *                        values may be {@code null}
 * @param targetState     what the user wants, {@code null} if nobody said so
 * @param taskConfigs     task configurations in force, by task number; complete or empty
 * @param deferred        task configurations read since the last commit record, not in force
 * @param inconsistent    the last commit record came without all its task configurations
 * @param appliedConfig   the connector configuration from which {@code taskConfigs} were made, {@code null} if unknown
 * @param taskCountRecord how many producers the last fencing round left, {@code null} if there was none
 * @param generation      counts committed sets of task configurations from 0; -1 before the first
 * @param pendingFencing  task configurations changed since the last fencing round
 * @param everConfigured  how many task numbers have been in force since the connector was created; a stopped connector has
 *                        no tasks, but its old ones are not unknown
 */
public record ConnectorEntry(
        @Nullable Map<String, @Nullable String> config,
        @Nullable TargetState targetState,
        SortedMap<Integer, Map<String, @Nullable String>> taskConfigs,
        Map<Integer, Map<String, @Nullable String>> deferred,
        boolean inconsistent,
        @Nullable Map<String, @Nullable String> appliedConfig,
        @Nullable Integer taskCountRecord,
        int generation,
        boolean pendingFencing,
        int everConfigured) {

    /** A name of which nothing is known. */
    public static final ConnectorEntry EMPTY =
            new ConnectorEntry(null, null, new TreeMap<>(), Map.of(), false, null, null, -1, false, 0);

    public ConnectorEntry {
        config = config == null ? null : copyOf(config);
        taskConfigs = Collections.unmodifiableSortedMap(new TreeMap<>(taskConfigs));
        deferred = Collections.unmodifiableMap(new HashMap<>(deferred));
    }

    private static Map<String, @Nullable String> copyOf(Map<String, @Nullable String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    public ConnectorEntry withConfig(@Nullable Map<String, @Nullable String> newConfig) {
        return new ConnectorEntry(
                newConfig,
                targetState,
                taskConfigs,
                deferred,
                inconsistent,
                appliedConfig,
                taskCountRecord,
                generation,
                pendingFencing,
                everConfigured);
    }

    public ConnectorEntry withTargetState(@Nullable TargetState newState) {
        return new ConnectorEntry(
                config,
                newState,
                taskConfigs,
                deferred,
                inconsistent,
                appliedConfig,
                taskCountRecord,
                generation,
                pendingFencing,
                everConfigured);
    }

    public ConnectorEntry withDeferred(int task, Map<String, @Nullable String> taskConfig) {
        Map<Integer, Map<String, @Nullable String>> grown = new HashMap<>(deferred);
        grown.put(task, copyOf(taskConfig));
        return new ConnectorEntry(
                config,
                targetState,
                taskConfigs,
                grown,
                inconsistent,
                appliedConfig,
                taskCountRecord,
                generation,
                pendingFencing,
                everConfigured);
    }

    /** After a fencing round that leaves {@code producers} transactional producers behind. */
    public ConnectorEntry withTaskCountRecord(int producers) {
        return new ConnectorEntry(
                config,
                targetState,
                taskConfigs,
                deferred,
                inconsistent,
                appliedConfig,
                producers,
                generation,
                false,
                everConfigured);
    }

    /** After a commit record whose task configurations are all there; without any, only their number changed. */
    public ConnectorEntry withCommittedTasks(SortedMap<Integer, Map<String, @Nullable String>> tasks) {
        return new ConnectorEntry(
                config,
                targetState,
                tasks,
                Map.of(),
                false,
                config,
                taskCountRecord,
                deferred.isEmpty() ? generation : generation + 1,
                true,
                Math.max(everConfigured, deferred.isEmpty() ? 0 : 1 + Collections.max(deferred.keySet())));
    }

    /** After a commit record some of whose task configurations are missing: no tasks until the next good one. */
    public ConnectorEntry withIncompleteTasks() {
        return new ConnectorEntry(
                config,
                targetState,
                new TreeMap<>(),
                Map.of(),
                true,
                appliedConfig,
                taskCountRecord,
                generation,
                pendingFencing,
                everConfigured);
    }

    /** After the connector's tombstone: what outlives a connector is its wanted state and its fencing history. */
    public ConnectorEntry withoutConnector() {
        return new ConnectorEntry(
                null,
                targetState,
                new TreeMap<>(),
                Map.of(),
                false,
                null,
                taskCountRecord,
                generation,
                pendingFencing,
                0);
    }

    /** Ids of the tasks in force, ascending. */
    public List<ConnectorTaskId> tasks(String connector) {
        List<ConnectorTaskId> ids = new ArrayList<>(taskConfigs.size());
        taskConfigs.keySet().forEach(task -> ids.add(new ConnectorTaskId(connector, task)));
        return ids;
    }

    /** Task configurations in force, in the order of their numbers. */
    public List<Map<String, @Nullable String>> taskConfigList() {
        return List.copyOf(taskConfigs.values());
    }
}
