// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms.util;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Starts a schema that resembles another one. */
public class SchemaUtil {
    /** Only for those who extend the class; everything here is static. */
    public SchemaUtil() {}

    /**
     * Starts a schema of the same type, name, version, documentation and parameters. Whether it is optional, its
     * default and its fields are left to the caller; the elements of an array stay.
     *
     * @param source the schema to resemble
     * @return a builder
     */
    public static SchemaBuilder copySchemaBasics(Schema source) {
        SchemaBuilder builder = source.type() == Schema.Type.ARRAY
                ? SchemaBuilder.array(source.valueSchema())
                : new SchemaBuilder(source.type());
        return copySchemaBasics(source, builder);
    }

    /**
     * Gives a builder the name, version, documentation and parameters of a schema.
     *
     * @param source  the schema to resemble
     * @param builder has none of these yet
     * @return the builder
     */
    public static SchemaBuilder copySchemaBasics(Schema source, SchemaBuilder builder) {
        builder.name(source.name());
        builder.version(source.version());
        builder.doc(source.doc());
        Map<String, String> parameters = source.parameters();
        if (parameters != null) builder.parameters(parameters);
        return builder;
    }
}
