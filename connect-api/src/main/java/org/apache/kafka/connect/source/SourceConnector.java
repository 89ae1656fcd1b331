// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.source;

import java.util.Map;
import org.apache.kafka.connect.connector.Connector;

/** A connector whose tasks bring records into Kafka. */
public abstract class SourceConnector extends Connector {
    public SourceConnector() {}

    @Override
    protected SourceConnectorContext context() {
        return (SourceConnectorContext) context;
    }

    /**
     * Says whether records come exactly once with this configuration. Asked before the connector starts.
     *
     * @param connectorConfig the configuration
     * @return the answer; null, the default, when the connector does not know
     */
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        return null;
    }

    /**
     * Says whether the tasks can define transaction boundaries with this configuration. Asked before the connector starts.
     *
     * @param connectorConfig the configuration
     * @return the answer; by default they cannot
     */
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> connectorConfig) {
        return ConnectorTransactionBoundaries.UNSUPPORTED;
    }

    /**
     * Called before a user's change of this connector's offsets is written, on an instance that was not started.
     * Connectors that keep offsets elsewhere follow suit here; what they cannot accept, they refuse with an exception.
     *
     * @param connectorConfig the connector's configuration
     * @param offsets         the new offset of each source partition; null where it is to be forgotten
     * @return whether the connector checked and took over the change itself; false says nothing against it
     */
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
        return false;
    }
}
