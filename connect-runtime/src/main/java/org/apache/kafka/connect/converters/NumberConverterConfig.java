// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.converters;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.storage.ConverterConfig;

/** Settings of the number converters: what every converter has, and nothing else. */
public class NumberConverterConfig extends ConverterConfig {
    private static final ConfigDef DEFINITION = ConverterConfig.newConfigDef();

    public NumberConverterConfig(Map<String, ?> props) {
        super(DEFINITION, props);
    }

    public static ConfigDef configDef() {
        return DEFINITION;
    }
}
