// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.sink;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.connector.Connector;

/** A connector whose tasks take records out of Kafka. */
public abstract class SinkConnector extends Connector {
    /** The setting that lists the topics to read. */
    public static final String TOPICS_CONFIG = "topics";

    public SinkConnector() {}

    @Override
    protected SinkConnectorContext context() {
        return (SinkConnectorContext) context;
    }

    /**
     * Called before a user's change of this connector's offsets is written, on an instance that was not started.
     * Connectors that keep offsets elsewhere follow suit here; what they cannot accept, they refuse with an exception.
     *
     * @param connectorConfig the connector's configuration
     * @param offsets         the new offset of each partition; null where it is to be forgotten
     * @return whether the connector checked and took over the change itself; false says nothing against it
     */
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
        return false;
    }
}
