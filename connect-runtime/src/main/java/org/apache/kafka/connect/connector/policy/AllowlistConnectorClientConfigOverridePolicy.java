// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.connector.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;

/** Allows the client settings that the worker lists, by their names without prefix. An empty list allows nothing. */
public class AllowlistConnectorClientConfigOverridePolicy extends AbstractConnectorClientConfigOverridePolicy {
    public static final String ALLOWLIST_CONFIG = "connector.client.config.override.allowlist";

    private static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    ALLOWLIST_CONFIG,
                    ConfigDef.Type.LIST,
                    List.of(),
                    ConfigDef.ValidList.anyNonDuplicateValues(true, false),
                    ConfigDef.Importance.MEDIUM,
                    "Client settings that connectors may override, without the prefix that tells the kind of client.");

    private Set<String> allowed = Set.of();

    @Override
    protected String policyName() {
        return "Allowlist";
    }

    @Override
    protected boolean isAllowed(ConfigValue configValue) {
        return allowed.contains(configValue.name());
    }

    @Override
    public void configure(Map<String, ?> configs) {
        allowed = Set.copyOf(new AbstractConfig(DEFINITION, configs, false).getList(ALLOWLIST_CONFIG));
    }
}
