// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.clients;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.health.ConnectorType;

/**
 * Asks the worker's policy which client settings a connector may set for itself.
 * Values have the type that the client gives them before the policy sees them.
 *
 * <p>Thread: any; the policy must stand being asked from several.
 */
public final class ClientOverrides {
    public static final String PRODUCER_PREFIX = "producer.override.";
    public static final String CONSUMER_PREFIX = "consumer.override.";
    public static final String ADMIN_PREFIX = "admin.override.";

    /**
     * Whose settings these are.
     *
     * @param name           name of the connector
     * @param type           source or sink
     * @param connectorClass its class
     */
    public record Owner(String name, ConnectorType type, Class<? extends Connector> connectorClass) {}

    private final ConnectorClientConfigOverridePolicy policy;

    public ClientOverrides(ConnectorClientConfigOverridePolicy policy) {
        this.policy = policy;
    }

    /** What the keys of the connector's configuration begin with. */
    public static String prefix(ClientType client) {
        return switch (client) {
            case PRODUCER -> PRODUCER_PREFIX;
            case CONSUMER -> CONSUMER_PREFIX;
            case ADMIN -> ADMIN_PREFIX;
        };
    }

    /** The policy's verdict on each override that the connector's configuration holds; names come without prefix. */
    public List<ConfigValue> verdicts(Owner owner, ClientType client, Map<String, String> connectorConfig) {
        return ask(owner, client, parsed(client, connectorConfig));
    }

    /** The overrides for this kind of client, all of them permitted. */
    public Map<String, Object> permitted(Owner owner, ClientType client, Map<String, String> connectorConfig) {
        Map<String, Object> overrides = parsed(client, connectorConfig);
        List<String> refused = new ArrayList<>();
        for (ConfigValue verdict : ask(owner, client, overrides)) {
            if (!verdict.errorMessages().isEmpty()) {
                refused.add(prefix(client) + verdict.name() + ": " + String.join(" ", verdict.errorMessages()));
            }
        }
        if (!refused.isEmpty()) {
            throw new ConnectException(
                    "Client Config Overrides not allowed for connector '" + owner.name() + "': " + refused);
        }
        return overrides;
    }

    private List<ConfigValue> ask(Owner owner, ClientType client, Map<String, Object> overrides) {
        return policy.validate(new ConnectorClientConfigRequest(
                owner.name(), owner.type(), owner.connectorClass(), overrides, client));
    }

    private static Map<String, Object> parsed(ClientType client, Map<String, String> connectorConfig) {
        String prefix = prefix(client);
        ConfigDef definition = definition(client);
        Map<String, Object> overrides = new HashMap<>();
        connectorConfig.forEach((key, value) -> {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                String name = key.substring(prefix.length());
                ConfigDef.ConfigKey known = definition.configKeys().get(name);
                overrides.put(name, known == null ? value : ConfigDef.parseType(name, value, known.type));
            }
        });
        return overrides;
    }

    /** The settings that this kind of client knows. */
    public static ConfigDef definition(ClientType client) {
        return switch (client) {
            case PRODUCER -> ProducerConfig.configDef();
            case CONSUMER -> ConsumerConfig.configDef();
            case ADMIN -> AdminClientConfig.configDef();
        };
    }
}
