// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.connector.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

class OverridePoliciesTest {
    private static final Map<String, Object> OVERRIDES =
            new TreeMap<>(Map.of("linger.ms", 5L, "sasl.mechanism", "PLAIN", "security.protocol", "SASL_SSL"));

    private static List<String> refused(ConnectorClientConfigOverridePolicy policy, Map<String, ?> config) {
        policy.configure(config);
        return policy
                .validate(new ConnectorClientConfigRequest(
                        "c", ConnectorType.SOURCE, SourceConnector.class, OVERRIDES, ClientType.PRODUCER))
                .stream()
                .flatMap(value -> value.errorMessages().stream())
                .toList();
    }

    private static String message(String policy, String key) {
        return "The '" + policy + "' policy does not allow '" + key
                + "' to be overridden in the connector configuration.";
    }

    @Test
    void allAllowsEverything() {
        assertEquals(List.of(), refused(new AllConnectorClientConfigOverridePolicy(), Map.of()));
    }

    @Test
    void noneAllowsNothing() {
        assertEquals(
                List.of(
                        message("None", "linger.ms"),
                        message("None", "sasl.mechanism"),
                        message("None", "security.protocol")),
                refused(new NoneConnectorClientConfigOverridePolicy(), Map.of()));
    }

    @Test
    @SuppressWarnings("deprecation") // deprecated, and still there
    void principalAllowsWhatSaysAsWhomToLogIn() {
        assertEquals(
                List.of(message("Principal", "linger.ms")),
                refused(new PrincipalConnectorClientConfigOverridePolicy(), Map.of()));
    }

    @Test
    void allowlistAllowsWhatTheWorkerListsAndNothingWithoutAList() {
        AllowlistConnectorClientConfigOverridePolicy policy = new AllowlistConnectorClientConfigOverridePolicy();
        assertEquals(
                List.of(message("Allowlist", "sasl.mechanism"), message("Allowlist", "security.protocol")),
                refused(policy, Map.of("connector.client.config.override.allowlist", "linger.ms, acks")));
        assertEquals(3, refused(policy, Map.of()).size());
        assertEquals("4.3.1", policy.version());
    }
}
