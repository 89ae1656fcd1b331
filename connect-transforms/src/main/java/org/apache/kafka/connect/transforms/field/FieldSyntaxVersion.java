// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms.field;

import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** How the name of a field is read. */
public enum FieldSyntaxVersion {
    /** The text is the name of a field at the top. */
    V1,
    /** Dots lead into fields; back quotes around a step keep the dots in it. */
    V2;

    public static final String FIELD_SYNTAX_VERSION_CONFIG = "field.syntax.version";
    public static final String FIELD_SYNTAX_VERSION_DOC =
            "How field names are read: with V1 the text is the name of one field at the top, "
                    + "with V2 dots lead into nested fields, and back quotes enclose a name that has dots itself.";
    public static final String FIELD_SYNTAX_VERSION_DEFAULT_VALUE = V1.name();

    /**
     * Adds the key that chooses the version.
     *
     * @param configDef gets the key
     * @return the same definition
     */
    public static ConfigDef appendConfigTo(ConfigDef configDef) {
        return configDef.define(
                FIELD_SYNTAX_VERSION_CONFIG,
                ConfigDef.Type.STRING,
                FIELD_SYNTAX_VERSION_DEFAULT_VALUE,
                ConfigDef.CaseInsensitiveValidString.in(V1.name(), V2.name()),
                ConfigDef.Importance.HIGH,
                FIELD_SYNTAX_VERSION_DOC);
    }

    /**
     * Reads the version chosen.
     *
     * @param config was parsed with the key of {@link #appendConfigTo}
     * @return the version
     */
    public static FieldSyntaxVersion fromConfig(AbstractConfig config) {
        return valueOf(config.getString(FIELD_SYNTAX_VERSION_CONFIG).toUpperCase(Locale.ROOT));
    }
}
