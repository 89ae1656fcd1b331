// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.validation;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.config.ConnectorSettings;
import org.apache.kafka.connect.runtime.config.ExactlyOnceSupport;
import org.apache.kafka.connect.runtime.config.SourceSettings;
import org.apache.kafka.connect.runtime.config.TopicCreationSettings;
import org.apache.kafka.connect.runtime.config.WorkerConfig;

/** Shows the client settings a connector overrides, and what the policy says to those of clients that it will use. */
final class ClientOverrideRules {
    private final WorkerConfig worker;
    private final ClientOverrides overrides;

    ClientOverrideRules(WorkerConfig worker, ClientOverrides overrides) {
        this.worker = worker;
        this.overrides = overrides;
    }

    /** @throws org.apache.kafka.common.config.ConfigException when a value is not of the client's type */
    void check(ClientOverrides.Owner owner, boolean source, Map<String, String> properties, Verdict verdict) {
        for (ClientType client : source ? sourceClients(properties) : sinkClients(properties)) {
            String prefix = ClientOverrides.prefix(client);
            if (properties.keySet().stream().noneMatch(key -> key.startsWith(prefix))) {
                continue;
            }
            ConfigDef definition = ClientOverrides.definition(client);
            List<ConfigValue> verdicts = overrides.verdicts(owner, client, properties);
            for (ConfigValue value : verdicts) {
                ConfigDef.ConfigKey key = definition.configKeys().get(value.name());
                if (key == null) {
                    verdict.addKey(prefix + value.name());
                } else {
                    verdict.addKey(key, prefix);
                }
            }
            verdict.addValues(verdicts, prefix);
        }
    }

    private Set<ClientType> sourceClients(Map<String, String> properties) {
        Set<ClientType> clients = EnumSet.of(ClientType.PRODUCER);
        boolean ownOffsets = properties.containsKey(SourceSettings.OFFSETS_TOPIC_CONFIG)
                || worker.exactlyOnceSupport() == ExactlyOnceSupport.ENABLED;
        if (ownOffsets) {
            clients.add(ClientType.CONSUMER);
        }
        if (ownOffsets || (worker.topicCreationEnabled() && TopicCreationSettings.usedBy(properties))) {
            clients.add(ClientType.ADMIN);
        }
        return clients;
    }

    private static Set<ClientType> sinkClients(Map<String, String> properties) {
        boolean deadLetters = !properties
                .getOrDefault(ConnectorSettings.DLQ_TOPIC_NAME_CONFIG, "")
                .isBlank();
        return deadLetters ? EnumSet.allOf(ClientType.class) : EnumSet.of(ClientType.CONSUMER);
    }
}
