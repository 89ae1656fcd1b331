// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.server;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.health.ConnectClusterDetails;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.health.ConnectorHealth;
import org.apache.kafka.connect.health.ConnectorState;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.health.TaskState;
import org.apache.kafka.connect.runtime.concurrent.Failure;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.apache.kafka.connect.runtime.info.ConnectorStateInfo;

/**
 * What REST extensions may see of the cluster.
 *
 * <p>Thread: any; calls block up to the timeout.
 */
final class ClusterStateView implements ConnectClusterState {
    private final Herder herder;
    private final Duration timeout;

    ClusterStateView(Herder herder, Duration timeout) {
        this.herder = herder;
        this.timeout = timeout;
    }

    @Override
    public Collection<String> connectors() {
        return List.copyOf(herder.connectors());
    }

    @Override
    public ConnectorHealth connectorHealth(String connName) {
        ConnectorStateInfo state = herder.connectorStatus(connName);
        Map<Integer, TaskState> tasks = new HashMap<>();
        for (ConnectorStateInfo.TaskState task : state.tasks()) {
            tasks.put(task.id(), new TaskState(task.id(), task.state(), task.workerId(), task.trace()));
        }
        ConnectorStateInfo.ConnectorState connector = state.connector();
        return new ConnectorHealth(
                connName,
                new ConnectorState(connector.state(), connector.workerId(), connector.trace()),
                tasks,
                type(state.type()));
    }

    private static ConnectorType type(String name) {
        for (ConnectorType type : ConnectorType.values()) {
            if (type.toString().equalsIgnoreCase(name)) {
                return type;
            }
        }
        return ConnectorType.UNKNOWN;
    }

    @Override
    public Map<String, String> connectorConfig(String connName) {
        return new HashMap<>(await(herder.connectorConfig(connName)));
    }

    @Override
    public ConnectClusterDetails clusterDetails() {
        return herder::kafkaClusterId;
    }

    private <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while waiting for the worker", e);
        } catch (ExecutionException e) {
            Throwable cause = Failure.cause(e);
            throw cause instanceof RuntimeException unchecked ? unchecked : new ConnectException(cause);
        } catch (TimeoutException e) {
            throw new ConnectException("The worker did not answer within " + timeout.toMillis() + " ms", e);
        }
    }
}
