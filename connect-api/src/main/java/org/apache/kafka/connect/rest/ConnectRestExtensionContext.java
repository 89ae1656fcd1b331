// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.rest;

import jakarta.ws.rs.core.Configurable;
import org.apache.kafka.connect.health.ConnectClusterState;

/** What an extension gets hold of when it registers. */
public interface ConnectRestExtensionContext {
    /**
     * Takes resources, filters and features.
     *
     * @return the server's configuration
     */
    Configurable<? extends Configurable<?>> configurable();

    /**
     * Answers questions about connectors and tasks.
     *
     * @return the state of the cluster
     */
    ConnectClusterState clusterState();
}
