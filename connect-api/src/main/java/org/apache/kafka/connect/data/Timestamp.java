// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import org.apache.kafka.connect.errors.DataException;

/** A moment: a {@link java.util.Date}, stored as milliseconds since 1970-01-01 UTC. */
public class Timestamp {
    public static final String LOGICAL_NAME = "org.apache.kafka.connect.data.Timestamp";
    public static final Schema SCHEMA = builder().schema();

    public Timestamp() {}

    /**
     * A builder set to this type; optionality, default and doc are open.
     *
     * @return the builder
     */
    public static SchemaBuilder builder() {
        return SchemaBuilder.int64().name(LOGICAL_NAME).version(1);
    }

    /**
     * The stored form.
     *
     * @param schema a schema of this type
     * @param value  the moment
     * @return milliseconds since 1970-01-01 UTC
     */
    public static long fromLogical(Schema schema, java.util.Date value) {
        requireName(schema);
        return value.getTime();
    }

    /**
     * The form that plugins see.
     *
     * @param schema a schema of this type
     * @param value  milliseconds since 1970-01-01 UTC
     * @return that moment
     */
    public static java.util.Date toLogical(Schema schema, long value) {
        requireName(schema);
        return new java.util.Date(value);
    }

    private static void requireName(Schema schema) {
        if (!LOGICAL_NAME.equals(schema.name())) {
            throw new DataException("Requested conversion of Timestamp object but the schema does not match.");
        }
    }
}
