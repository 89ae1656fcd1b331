// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;

class ClientOverridesTest {
    private static final ClientOverrides.Owner OWNER =
            new ClientOverrides.Owner("c", ConnectorType.SINK, SinkConnector.class);

    private final List<ConnectorClientConfigRequest> requests = new ArrayList<>();
    private final ClientOverrides overrides = new ClientOverrides(new RefusesRetries());

    @Test
    void handsOnOnlyThisClientsSettingsInTheirOwnTypes() {
        Map<String, Object> permitted = overrides.permitted(
                OWNER,
                ClientType.CONSUMER,
                Map.of(
                        "consumer.override.max.poll.records", "17",
                        "consumer.override.unknown", "x",
                        "producer.override.acks", "1",
                        "name", "c"));

        assertEquals(Map.of("max.poll.records", 17, "unknown", "x"), permitted);
        assertEquals(permitted, requests.get(0).clientProps());
        assertEquals(ClientType.CONSUMER, requests.get(0).clientType());
    }

    @Test
    void refusalNamesTheKeyAsTheUserWroteIt() {
        ConnectException error = assertThrows(
                ConnectException.class,
                () -> overrides.permitted(OWNER, ClientType.ADMIN, Map.of("admin.override.retries", "3")));

        assertTrue(String.valueOf(error.getMessage()).contains("admin.override.retries: not this one"));
    }

    @Test
    void valueOfTheWrongTypeIsAnError() {
        assertThrows(
                ConfigException.class,
                () -> overrides.verdicts(OWNER, ClientType.PRODUCER, Map.of("producer.override.retries", "many")));
    }

    private final class RefusesRetries implements ConnectorClientConfigOverridePolicy {
        @Override
        public List<ConfigValue> validate(ConnectorClientConfigRequest request) {
            requests.add(request);
            List<ConfigValue> values = new ArrayList<>();
            request.clientProps().forEach((name, value) -> {
                ConfigValue verdict = new ConfigValue(name, value, new ArrayList<>(), new ArrayList<>());
                if (name.equals("retries")) {
                    verdict.addErrorMessage("not this one");
                }
                values.add(verdict);
            });
            return values;
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }
}
