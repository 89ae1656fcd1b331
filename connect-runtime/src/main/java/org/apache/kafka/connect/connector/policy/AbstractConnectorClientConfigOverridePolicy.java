// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.connector.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.utils.AppInfoParser;

/** Judges each override by itself; a policy says which ones are allowed and what it is called. */
public abstract class AbstractConnectorClientConfigOverridePolicy implements ConnectorClientConfigOverridePolicy {
    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void close() {}

    @Override
    public final List<ConfigValue> validate(ConnectorClientConfigRequest connectorClientConfigRequest) {
        List<ConfigValue> verdicts = new ArrayList<>();
        for (Map.Entry<String, Object> override :
                connectorClientConfigRequest.clientProps().entrySet()) {
            ConfigValue verdict = configValue(override);
            validate(verdict);
            verdicts.add(verdict);
        }
        return verdicts;
    }

    protected ConfigValue configValue(Map.Entry<String, Object> configEntry) {
        return new ConfigValue(configEntry.getKey(), configEntry.getValue(), new ArrayList<>(), new ArrayList<>());
    }

    protected void validate(ConfigValue configValue) {
        if (!isAllowed(configValue)) {
            configValue.addErrorMessage("The '" + policyName() + "' policy does not allow '" + configValue.name()
                    + "' to be overridden in the connector configuration.");
        }
    }

    /** The name that messages use. */
    protected abstract String policyName();

    /** Whether a connector may set this. */
    protected abstract boolean isAllowed(ConfigValue configValue);
}
