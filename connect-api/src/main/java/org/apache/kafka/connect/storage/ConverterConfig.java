// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.storage;

import static org.apache.kafka.common.config.ConfigDef.ValidString.in;

import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings common to converters: just what they convert. */
public abstract class ConverterConfig extends AbstractConfig {
    public static final String TYPE_CONFIG = "converter.type";

    private static final String TYPE_DOC = "What this converter is used for. The worker sets it.";

    /**
     * A definition to add a converter's own settings to.
     *
     * @return a new definition with the common settings
     */
    public static ConfigDef newConfigDef() {
        return new ConfigDef()
                .define(
                        TYPE_CONFIG,
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        in(ConverterType.KEY.getName(), ConverterType.VALUE.getName(), ConverterType.HEADER.getName()),
                        Importance.LOW,
                        TYPE_DOC,
                        null,
                        -1,
                        Width.NONE,
                        TYPE_CONFIG);
    }

    protected ConverterConfig(ConfigDef configDef, Map<String, ?> props) {
        super(configDef, props, true);
    }

    public ConverterType type() {
        return ConverterType.withName(getString(TYPE_CONFIG));
    }
}
