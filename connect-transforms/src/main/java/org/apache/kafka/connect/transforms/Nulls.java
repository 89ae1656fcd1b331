// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** What a null in a struct means to a transformation: the default of its field, or null. */
enum Nulls {
    REPLACED,
    KEPT;

    static final String CONFIG = "replace.null.with.default";

    static ConfigDef appendConfigTo(ConfigDef configDef) {
        return configDef.define(
                CONFIG,
                ConfigDef.Type.BOOLEAN,
                true,
                ConfigDef.Importance.MEDIUM,
                "Whether the default of a field takes the place of a null in it; if false, nulls stay.");
    }

    static Nulls fromConfig(AbstractConfig config) {
        return config.getBoolean(CONFIG) ? REPLACED : KEPT;
    }

    /** The name is looked up only where the field has a default that is not wanted. */
    Object read(Struct struct, Field field) {
        return this == REPLACED || field.schema().defaultValue() == null
                ? struct.get(field)
                : struct.getWithoutDefault(field.name());
    }
}
