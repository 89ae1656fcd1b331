// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.storage.ConverterConfig;

/** The settings of {@link JsonConverter}. */
public final class JsonConverterConfig extends ConverterConfig {
    public static final String SCHEMAS_ENABLE_CONFIG = "schemas.enable";
    public static final boolean SCHEMAS_ENABLE_DEFAULT = true;
    public static final String SCHEMA_CONTENT_CONFIG = "schema.content";
    public static final String SCHEMA_CONTENT_DEFAULT = null;
    public static final String SCHEMAS_CACHE_SIZE_CONFIG = "schemas.cache.size";
    public static final int SCHEMAS_CACHE_SIZE_DEFAULT = 1000;
    public static final String DECIMAL_FORMAT_CONFIG = "decimal.format";
    public static final String DECIMAL_FORMAT_DEFAULT = DecimalFormat.BASE64.name();
    public static final String REPLACE_NULL_WITH_DEFAULT_CONFIG = "replace.null.with.default";
    public static final boolean REPLACE_NULL_WITH_DEFAULT_DEFAULT = true;

    private static final String SCHEMAS_GROUP = "Schemas";
    private static final String SERIALIZATION_GROUP = "Serialization";

    private static final ConfigDef CONFIG = ConverterConfig.newConfigDef()
            .define(
                    SCHEMAS_ENABLE_CONFIG,
                    ConfigDef.Type.BOOLEAN,
                    SCHEMAS_ENABLE_DEFAULT,
                    Importance.HIGH,
                    "Whether every value travels in an envelope together with its schema.",
                    SCHEMAS_GROUP,
                    0,
                    Width.MEDIUM,
                    "Enable Schemas")
            .define(
                    SCHEMAS_CACHE_SIZE_CONFIG,
                    ConfigDef.Type.INT,
                    SCHEMAS_CACHE_SIZE_DEFAULT,
                    Importance.HIGH,
                    "How many schemas are remembered in each direction.",
                    SCHEMAS_GROUP,
                    1,
                    Width.MEDIUM,
                    "Schema Cache Size")
            .define(
                    SCHEMA_CONTENT_CONFIG,
                    ConfigDef.Type.STRING,
                    SCHEMA_CONTENT_DEFAULT,
                    Importance.HIGH,
                    "A schema, as JSON, for all values that are read. With it, values carry no envelope. "
                            + "When it is not set, the envelope's schema counts.",
                    SCHEMAS_GROUP,
                    2,
                    Width.MEDIUM,
                    "Schema Content")
            .define(
                    DECIMAL_FORMAT_CONFIG,
                    ConfigDef.Type.STRING,
                    DECIMAL_FORMAT_DEFAULT,
                    ConfigDef.CaseInsensitiveValidString.in(DecimalFormat.BASE64.name(), DecimalFormat.NUMERIC.name()),
                    Importance.LOW,
                    "How decimals are written: BASE64 for the unscaled value as text, NUMERIC for a JSON number.",
                    SERIALIZATION_GROUP,
                    0,
                    Width.MEDIUM,
                    "Decimal Format")
            .define(
                    REPLACE_NULL_WITH_DEFAULT_CONFIG,
                    ConfigDef.Type.BOOLEAN,
                    REPLACE_NULL_WITH_DEFAULT_DEFAULT,
                    Importance.LOW,
                    "Whether a missing value of a field that has a default becomes that default.",
                    SERIALIZATION_GROUP,
                    1,
                    Width.MEDIUM,
                    "Replace null with default");

    public static ConfigDef configDef() {
        return CONFIG;
    }

    private final boolean schemasEnabled;
    private final int schemaCacheSize;
    private final DecimalFormat decimalFormat;
    private final boolean replaceNullWithDefault;
    private final byte[] schemaContent;

    public JsonConverterConfig(Map<String, ?> props) {
        super(CONFIG, props);
        schemasEnabled = getBoolean(SCHEMAS_ENABLE_CONFIG);
        schemaCacheSize = getInt(SCHEMAS_CACHE_SIZE_CONFIG);
        decimalFormat = DecimalFormat.valueOf(getString(DECIMAL_FORMAT_CONFIG).toUpperCase(Locale.ROOT));
        replaceNullWithDefault = getBoolean(REPLACE_NULL_WITH_DEFAULT_CONFIG);
        String content = getString(SCHEMA_CONTENT_CONFIG);
        schemaContent = content == null || content.isBlank() ? null : content.getBytes(StandardCharsets.UTF_8);
    }

    public boolean schemasEnabled() {
        return schemasEnabled;
    }

    public int schemaCacheSize() {
        return schemaCacheSize;
    }

    public DecimalFormat decimalFormat() {
        return decimalFormat;
    }

    public boolean replaceNullWithDefault() {
        return replaceNullWithDefault;
    }

    /**
     * The schema that values are read with.
     *
     * @return the schema as JSON, or null if each value brings its own
     */
    public byte[] schemaContent() {
        return schemaContent == null ? null : schemaContent.clone();
    }
}
