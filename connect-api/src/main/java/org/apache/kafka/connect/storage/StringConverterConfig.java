// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.storage;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The settings of {@link StringConverter}. */
public class StringConverterConfig extends ConverterConfig {
    public static final String ENCODING_CONFIG = "converter.encoding";
    public static final String ENCODING_DEFAULT = StandardCharsets.UTF_8.name();

    private static final String ENCODING_DOC = "The Java name of the character set that text is stored in.";
    private static final ConfigDef CONFIG = ConverterConfig.newConfigDef()
            .define(
                    ENCODING_CONFIG,
                    ConfigDef.Type.STRING,
                    ENCODING_DEFAULT,
                    Importance.HIGH,
                    ENCODING_DOC,
                    null,
                    -1,
                    Width.MEDIUM,
                    "Encoding");

    public static ConfigDef configDef() {
        return CONFIG;
    }

    public StringConverterConfig(Map<String, ?> props) {
        super(CONFIG, props);
    }

    public String encoding() {
        return getString(ENCODING_CONFIG);
    }
}
