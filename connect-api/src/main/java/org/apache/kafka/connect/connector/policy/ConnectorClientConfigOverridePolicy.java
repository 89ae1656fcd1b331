// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.connector.policy;

import java.util.List;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.components.ConnectPlugin;

/**
 * Decides which client settings a connector may override. Found through the service loader, chosen by the worker's
 * {@code connector.client.config.override.policy}.
 */
public interface ConnectorClientConfigOverridePolicy extends Configurable, AutoCloseable, ConnectPlugin {
    /**
     * Judges the overrides of one client.
     *
     * @param connectorClientConfigRequest who asks for what
     * @return one value for each override; those refused carry an error message
     */
    List<ConfigValue> validate(ConnectorClientConfigRequest connectorClientConfigRequest);

    @Override
    default ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    default String version() {
        return "undefined";
    }
}
