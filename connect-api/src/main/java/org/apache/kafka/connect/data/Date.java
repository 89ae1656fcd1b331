// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import org.apache.kafka.connect.errors.DataException;

/** A day without time of day or zone: a {@link java.util.Date} at midnight UTC, stored as days since 1970-01-01. */
public class Date {
    public static final String LOGICAL_NAME = "org.apache.kafka.connect.data.Date";
    public static final Schema SCHEMA = builder().schema();

    static final long MILLIS_PER_DAY = 24 * 60 * 60 * 1000;

    public Date() {}

    /**
     * A builder set to this type; optionality, default and doc are open.
     *
     * @return the builder
     */
    public static SchemaBuilder builder() {
        return SchemaBuilder.int32().name(LOGICAL_NAME).version(1);
    }

    /**
     * The stored form.
     *
     * @param schema a schema of this type
     * @param value  midnight UTC of some day
     * @return days since 1970-01-01
     */
    public static int fromLogical(Schema schema, java.util.Date value) {
        requireName(schema);
        long millis = value.getTime();
        if (millis % MILLIS_PER_DAY != 0) {
            throw new DataException("Kafka Connect Date type should not have any time fields set to non-zero values.");
        }
        return (int) (millis / MILLIS_PER_DAY);
    }

    /**
     * The form that plugins see.
     *
     * @param schema a schema of this type
     * @param value  days since 1970-01-01
     * @return midnight UTC of that day
     */
    public static java.util.Date toLogical(Schema schema, int value) {
        requireName(schema);
        return new java.util.Date(value * MILLIS_PER_DAY);
    }

    private static void requireName(Schema schema) {
        if (!LOGICAL_NAME.equals(schema.name())) {
            throw new DataException("Requested conversion of Date object but the schema does not match.");
        }
    }
}
