// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.AlreadyExistsException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.concurrent.Stage;
import org.apache.kafka.connect.runtime.info.ActiveTopicsInfo;
import org.apache.kafka.connect.runtime.info.ConnectorInfo;
import org.apache.kafka.connect.runtime.info.ConnectorOffsets;
import org.apache.kafka.connect.runtime.info.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.info.TaskInfo;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.security.RequestSignature;
import org.jspecify.annotations.Nullable;

/**
 * All that may be asked of a worker. Futures fail with {@link NotFoundException}, {@link AlreadyExistsException}, a
 * {@link HerderException}, or whatever went wrong beneath. Configurations are those of the user: references to secrets
 * stay unresolved in every answer.
 *
 * <p>Thread: any; nothing here blocks.
 */
public interface Herder {
    /** Begins to work; whether it has got ready, {@link #isReady} tells. */
    void start();

    /** Stops everything that runs here and leaves the group. Blocks until done, within the graceful time-outs. */
    void stop();

    /** Whether the start is over. */
    boolean isReady();

    /** Completes when the herder has taken its turn: it is alive, and what was asked before is done. */
    CompletableFuture<@Nullable Void> healthCheck();

    /** What the herder does, or did last; for the message of a request that timed out. */
    Optional<Stage> stage();

    /** What a request about the connector waits for: a call into its plugin, if one is under way, else the herder. */
    default Optional<Stage> stage(String connector) {
        return queries().pluginCall(connector).or(this::stage);
    }

    /** Id of the Kafka cluster behind this worker. */
    String kafkaClusterId();

    // ---- connectors

    /** What can be answered from the snapshots at hand. */
    ConnectorQueries queries();

    /** Names of all connectors. */
    default Set<String> connectors() {
        return queries().connectors();
    }

    CompletableFuture<ConnectorInfo> connectorInfo(String connector);

    CompletableFuture<Map<String, @Nullable String>> connectorConfig(String connector);

    /** Infos of all connectors that have one now, for lists; answers from the snapshot at hand. */
    default Map<String, ConnectorInfo> connectorInfos() {
        return queries().connectorInfos();
    }

    /** @throws NotFoundException if nothing is known of it */
    default ConnectorStateInfo connectorStatus(String connector) {
        return queries().status(connector);
    }

    /** States of all connectors of which something is known, for lists. */
    default Map<String, ConnectorStateInfo> connectorStatuses() {
        return queries().statuses();
    }

    /**
     * Creates a connector.
     *
     * @param initialState {@code null} for running
     */
    CompletableFuture<ConnectorInfo> createConnector(
            String connector, Map<String, @Nullable String> config, @Nullable TargetState initialState);

    /** Creates a connector or replaces its configuration. */
    CompletableFuture<Put> putConnectorConfig(String connector, Map<String, @Nullable String> config);

    /** Changes some properties of a connector; a {@code null} value removes one. */
    CompletableFuture<ConnectorInfo> patchConnectorConfig(String connector, Map<String, @Nullable String> patch);

    CompletableFuture<@Nullable Void> deleteConnector(String connector);

    /** Wants the connector and its tasks to be in this state. */
    CompletableFuture<@Nullable Void> setTargetState(String connector, TargetState state);

    /**
     * What became of a put.
     *
     * @param created there was no such connector before
     */
    record Put(boolean created, ConnectorInfo info) {}

    // ---- restarts

    /** Starts the connector's instance anew, and completes when it is there. */
    CompletableFuture<@Nullable Void> restartConnector(String connector);

    /** Has the parts of the connector restarted that the request names; completes with the plan. */
    CompletableFuture<ConnectorStateInfo> restart(RestartRequest request);

    /** Starts a task anew. */
    CompletableFuture<@Nullable Void> restartTask(ConnectorTaskId id);

    /** What this worker has done by itself about failures of the connector and its tasks. */
    List<AutoRestarts.Entry> restarts(String connector);

    // ---- tasks

    CompletableFuture<List<TaskInfo>> tasks(String connector);

    /** @throws NotFoundException if nothing is known of it */
    default ConnectorStateInfo.TaskState taskStatus(ConnectorTaskId id) {
        return queries().taskStatus(id);
    }

    /**
     * Stores the task configurations that a connector made on another worker.
     *
     * @param signature of the request, over {@code body}
     */
    CompletableFuture<@Nullable Void> putTaskConfigs(
            String connector, List<Map<String, @Nullable String>> configs, RequestSignature signature, byte[] body);

    /**
     * Fences the producers of a connector's former tasks.
     *
     * @param signature of the request, over {@code body}
     */
    CompletableFuture<@Nullable Void> fenceZombies(String connector, RequestSignature signature, byte[] body);

    // ---- topics

    /** Whether topics are tracked at all. */
    boolean topicTrackingEnabled();

    /** Whether they may be reset. */
    boolean topicTrackingResetAllowed();

    default ActiveTopicsInfo activeTopics(String connector) {
        return queries().activeTopics(connector);
    }

    void resetActiveTopics(String connector);

    // ---- offsets

    CompletableFuture<ConnectorOffsets> offsets(String connector);

    /** Completes with a message for the user. */
    CompletableFuture<String> alterOffsets(String connector, Map<Map<String, ?>, @Nullable Map<String, ?>> offsets);

    /** Completes with a message for the user. */
    CompletableFuture<String> resetOffsets(String connector);

    // ---- loggers

    /** Sets a level on every worker that runs now. */
    CompletableFuture<@Nullable Void> setClusterLoggerLevel(String logger, String level);
}
