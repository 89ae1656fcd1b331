// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.status;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.runtime.model.ConnectorStatus;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.TaskStatus;
import org.apache.kafka.connect.runtime.model.TopicStatus;
import org.jspecify.annotations.Nullable;

/**
 * What runs in the cluster, as its workers last said. Writes return at once and are retried until they are stored or
 * something newer about the same thing takes their place.
 *
 * <p>Thread: any.
 */
public interface StatusStore {
    /** Reads all there is, then returns. */
    void start();

    void stop();

    void put(ConnectorStatus status);

    /** As {@link #put}, unless another worker has said something in a later generation. */
    void putSafe(ConnectorStatus status);

    void put(TaskStatus status);

    /** As {@link #put}, unless another worker has said something in a later generation. */
    void putSafe(TaskStatus status);

    void put(TopicStatus status);

    /** Forgets that a connector used a topic. */
    void deleteTopic(String connector, String topic);

    Optional<ConnectorStatus> connector(String connector);

    Optional<TaskStatus> task(ConnectorTaskId id);

    /** Everything known of a connector's tasks, in the order of their numbers. */
    Collection<TaskStatus> tasks(String connector);

    Optional<TopicStatus> topic(String connector, String topic);

    /** Topics that a connector has used. */
    Collection<TopicStatus> topics(String connector);

    /** Connectors of which something is known: of themselves, of their tasks. */
    Set<String> connectors();

    /** Completes when everything that any worker had stored at this call can be read here. */
    CompletableFuture<@Nullable Void> refresh();

    /** Completes when what was put before is stored, or was given up. */
    CompletableFuture<@Nullable Void> flush();
}
