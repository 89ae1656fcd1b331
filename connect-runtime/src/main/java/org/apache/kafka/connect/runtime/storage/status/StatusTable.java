// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.status;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.kafka.connect.runtime.model.ConnectorStatus;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TaskStatus;
import org.apache.kafka.connect.runtime.model.TopicStatus;
import org.jspecify.annotations.Nullable;

/**
 * The latest word on every connector, task and topic. A task that runs is not made idle by the late word of its former
 * owner.
 *
 * <p>Thread: any; written by one.
 */
final class StatusTable {
    private final Map<String, ConnectorStatus> connectors = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentSkipListMap<Integer, TaskStatus>> tasks = new ConcurrentHashMap<>();
    private final Map<String, ConcurrentSkipListMap<String, TopicStatus>> topics = new ConcurrentHashMap<>();

    void connector(String connector, @Nullable ConnectorStatus status) {
        if (status == null) {
            connectors.remove(connector);
        } else {
            connectors.put(connector, status);
        }
    }

    void task(ConnectorTaskId id, @Nullable TaskStatus status) {
        if (status == null) {
            tasks.computeIfPresent(id.connector(), (name, byNumber) -> {
                byNumber.remove(id.task());
                return byNumber.isEmpty() ? null : byNumber;
            });
            return;
        }
        tasks.compute(id.connector(), (name, known) -> {
            ConcurrentSkipListMap<Integer, TaskStatus> byNumber = known == null ? new ConcurrentSkipListMap<>() : known;
            TaskStatus before = byNumber.get(id.task());
            boolean lateWord = status.state() == RunState.UNASSIGNED
                    && before != null
                    && before.state() == RunState.RUNNING
                    && before.generation() >= status.generation()
                    && !before.workerId().equals(status.workerId());
            if (!lateWord) {
                byNumber.put(id.task(), status);
            }
            return byNumber;
        });
    }

    void topic(String connector, String topic, @Nullable TopicStatus status) {
        topics.compute(connector, (name, known) -> {
            ConcurrentSkipListMap<String, TopicStatus> byName = known == null ? new ConcurrentSkipListMap<>() : known;
            if (status == null) {
                byName.remove(topic);
            } else {
                byName.put(topic, status);
            }
            return byName.isEmpty() ? null : byName;
        });
    }

    Optional<ConnectorStatus> connector(String connector) {
        return Optional.ofNullable(connectors.get(connector));
    }

    Optional<TaskStatus> task(ConnectorTaskId id) {
        Map<Integer, TaskStatus> byNumber = tasks.get(id.connector());
        return byNumber == null ? Optional.empty() : Optional.ofNullable(byNumber.get(id.task()));
    }

    Collection<TaskStatus> tasks(String connector) {
        Map<Integer, TaskStatus> byNumber = tasks.get(connector);
        return byNumber == null ? List.of() : List.copyOf(byNumber.values());
    }

    Optional<TopicStatus> topic(String connector, String topic) {
        Map<String, TopicStatus> byName = topics.get(connector);
        return byName == null ? Optional.empty() : Optional.ofNullable(byName.get(topic));
    }

    Collection<TopicStatus> topics(String connector) {
        Map<String, TopicStatus> byName = topics.get(connector);
        return byName == null ? List.of() : List.copyOf(byName.values());
    }

    Set<String> connectors() {
        Set<String> names = new TreeSet<>(connectors.keySet());
        names.addAll(tasks.keySet());
        return names;
    }
}
