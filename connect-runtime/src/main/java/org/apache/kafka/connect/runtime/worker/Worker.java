// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.runtime.TooManyTasksException;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.jspecify.annotations.Nullable;

/**
 * What runs here. Nothing blocks: plugin code runs on threads of its connector or task, and a connector or task that
 * hangs delays nobody else. Configurations are handed in as they were written; references to secrets are resolved
 * only on the way into the plugin.
 *
 * <p>Thread: any.
 */
public interface Worker extends AutoCloseable {

    // ---- connectors

    /**
     * Makes a new instance and brings it to its initial state. Completes with the state reached; fails when the
     * connector failed (its listener knows by then) or one of that name is here already.
     */
    CompletableFuture<TargetState> startConnector(StartConnector request);

    /**
     * Stops the connectors, in parallel. Completes when all of them ended, at the latest after the grace period; one
     * that did not end by then is abandoned and tells nothing more. Unknown names are passed over.
     */
    CompletableFuture<Void> stopConnectors(Collection<String> names);

    /**
     * Asks the connector for task configurations, made ready to be stored: the task class and topics added, references
     * to secrets put back. Waits behind other calls into the same connector.
     *
     * @param config the connector's configuration as it was written
     * @throws TooManyTasksException through the future, when there are more than {@code tasks.max} and that is enforced
     */
    CompletableFuture<List<Map<String, @Nullable String>>> taskConfigs(
            String connector, Map<String, @Nullable String> config);

    /** Connectors that were started here and not stopped, failed ones included. */
    Set<String> connectorNames();

    /** Whether the connector is here and started. */
    boolean isRunning(String connector);

    /** Version that the connector's instance reports; null when no instance is held. */
    @Nullable
    String connectorVersion(String connector);

    // ---- tasks

    /**
     * Starts a task on a thread of its own and returns at once; the listener is told of success and failure.
     *
     * @return false when a task of that id is here already
     */
    boolean startTask(StartTask request);

    /**
     * Stops the tasks, in parallel. Completes when all of them ended, at the latest after the graceful time-out; one
     * that did not end by then is cancelled: interrupted, fenced off from Kafka, its status no longer told.
     */
    CompletableFuture<Void> stopTasks(Collection<ConnectorTaskId> ids);

    /** Tasks that were started here and not stopped, failed ones included. */
    Set<ConnectorTaskId> taskIds();

    /** Version that the task's instance reports; null when no instance is held. */
    @Nullable
    String taskVersion(ConnectorTaskId id);

    // ---- both

    /** Brings the connector, if it is here, and those of its tasks that are here to the state. */
    CompletableFuture<TargetState> setTargetState(String connector, TargetState state);

    /** Whether source tasks of this worker may create topics. */
    boolean isTopicCreationEnabled();

    // ---- offsets

    /** The connector's committed offsets by partition. */
    CompletableFuture<Map<Map<String, ?>, Map<String, ?>>> offsets(
            String connector, Map<String, @Nullable String> config);

    /** Writes the offsets; a null offset removes its partition's. Completes with a message for the user. */
    CompletableFuture<String> alterOffsets(
            String connector,
            Map<String, @Nullable String> config,
            Map<Map<String, ?>, @Nullable Map<String, ?>> offsets);

    /** Removes all the connector's offsets. Completes with a message for the user. */
    CompletableFuture<String> resetOffsets(String connector, Map<String, @Nullable String> config);

    /** Fences the transactional producers of the first {@code taskCount} tasks of the connector. */
    CompletableFuture<Void> fenceZombies(String connector, int taskCount, Map<String, @Nullable String> config);

    /** Stops whatever still runs, within the graceful time-outs, and gives up the shared resources. */
    @Override
    void close();
}
