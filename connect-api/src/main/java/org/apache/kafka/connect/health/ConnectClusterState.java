// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.health;

import java.util.Collection;
import java.util.Map;

/** What a REST extension can ask about the cluster. Answers are snapshots and may lag behind. */
public interface ConnectClusterState {
    /**
     * The names of all connectors.
     *
     * @return the names, in no order
     */
    Collection<String> connectors();

    /**
     * The health of one connector and its tasks.
     *
     * @param connName the connector
     * @return its health
     */
    ConnectorHealth connectorHealth(String connName);

    /**
     * The configuration of one connector as the user gave it, references unresolved.
     *
     * @param connName the connector
     * @return its configuration
     * @throws UnsupportedOperationException where the cluster does not offer this
     */
    default Map<String, String> connectorConfig(String connName) {
        throw new UnsupportedOperationException();
    }

    /**
     * Facts about the cluster.
     *
     * @return the facts
     * @throws UnsupportedOperationException where the cluster does not offer this
     */
    default ConnectClusterDetails clusterDetails() {
        throw new UnsupportedOperationException();
    }
}
