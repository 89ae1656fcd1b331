// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.status;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.runtime.model.ConnectorStatus;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TaskStatus;
import org.apache.kafka.connect.runtime.model.TopicStatus;
import org.jspecify.annotations.Nullable;

/**
 * A status store without a topic, for a worker on its own.
 *
 * <p>Thread: any.
 */
public final class MemoryStatusStore implements StatusStore {
    private final StatusTable table = new StatusTable();

    @Override
    public void start() {}

    @Override
    public void stop() {}

    @Override
    public void put(ConnectorStatus status) {
        table.connector(status.connector(), status.state() == RunState.DESTROYED ? null : status);
    }

    @Override
    public void putSafe(ConnectorStatus status) {
        put(status);
    }

    @Override
    public void put(TaskStatus status) {
        table.task(status.id(), status.state() == RunState.DESTROYED ? null : status);
    }

    @Override
    public void putSafe(TaskStatus status) {
        put(status);
    }

    @Override
    public void put(TopicStatus status) {
        table.topic(status.task().connector(), status.topic(), status);
    }

    @Override
    public void deleteTopic(String connector, String topic) {
        table.topic(connector, topic, null);
    }

    @Override
    public Optional<ConnectorStatus> connector(String connector) {
        return table.connector(connector);
    }

    @Override
    public Optional<TaskStatus> task(ConnectorTaskId id) {
        return table.task(id);
    }

    @Override
    public Collection<TaskStatus> tasks(String connector) {
        return table.tasks(connector);
    }

    @Override
    public Optional<TopicStatus> topic(String connector, String topic) {
        return table.topic(connector, topic);
    }

    @Override
    public Collection<TopicStatus> topics(String connector) {
        return table.topics(connector);
    }

    @Override
    public Set<String> connectors() {
        return table.connectors();
    }

    @Override
    public CompletableFuture<@Nullable Void> flush() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<@Nullable Void> refresh() {
        return CompletableFuture.completedFuture(null);
    }
}
