// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.runtime.config.ConnectorSettings;

/**
 * The published way to the keys that all connectors share: the MirrorMaker connectors build their own definitions on
 * {@link #configDef()}.
 */
public final class ConnectorConfig {
    private ConnectorConfig() {}

    public static ConfigDef configDef() {
        return ConnectorSettings.configDef();
    }
}
