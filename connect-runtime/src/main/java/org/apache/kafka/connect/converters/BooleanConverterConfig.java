// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.converters;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.storage.ConverterConfig;

/** Settings of the boolean converters: what every converter has, and nothing else. */
public class BooleanConverterConfig extends ConverterConfig {
    private static final ConfigDef DEFINITION = ConverterConfig.newConfigDef();

    public BooleanConverterConfig(Map<String, ?> props) {
        super(DEFINITION, props);
    }

    public static ConfigDef configDef() {
        return DEFINITION;
    }
}
