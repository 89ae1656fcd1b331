// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.connector.policy;

import java.util.Map;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.health.ConnectorType;

/** The overrides that one connector asks for, for one of its Kafka clients. */
public class ConnectorClientConfigRequest {
    /** Which client the overrides are meant for. */
    public enum ClientType {
        PRODUCER,
        CONSUMER,
        ADMIN
    }

    private final String connectorName;
    private final ConnectorType connectorType;
    private final Class<? extends Connector> connectorClass;
    private final Map<String, Object> clientProps;
    private final ClientType clientType;

    public ConnectorClientConfigRequest(
            String connectorName,
            ConnectorType connectorType,
            Class<? extends Connector> connectorClass,
            Map<String, Object> clientProps,
            ClientType clientType) {
        this.connectorName = connectorName;
        this.connectorType = connectorType;
        this.connectorClass = connectorClass;
        this.clientProps = clientProps;
        this.clientType = clientType;
    }

    /**
     * The overrides by client setting, without the prefix they bear in the connector's configuration.
     *
     * @return the overrides
     */
    public Map<String, Object> clientProps() {
        return clientProps;
    }

    public ClientType clientType() {
        return clientType;
    }

    public String connectorName() {
        return connectorName;
    }

    public ConnectorType connectorType() {
        return connectorType;
    }

    public Class<? extends Connector> connectorClass() {
        return connectorClass;
    }
}
