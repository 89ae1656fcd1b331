// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.clients;

import org.jspecify.annotations.Nullable;

/**
 * What a worker's clients say about whom they work for.
 *
 * @param groupId     {@code group.id} of the Connect cluster; null for a standalone worker
 * @param clientId    {@code client.id} of the worker; empty when unset
 * @param clusterId   id of the Kafka cluster
 * @param exactlyOnce whether the worker runs source tasks exactly once
 */
public record WorkerIdentity(@Nullable String groupId, String clientId, String clusterId, boolean exactlyOnce) {

    private static final String STANDALONE = "connect";

    /** What the ids of the worker's own clients begin with. */
    String clientIdBase() {
        String group = groupId == null ? STANDALONE : groupId;
        return clientId.isBlank() ? group + "-" : group + "-" + clientId + "-";
    }
}
