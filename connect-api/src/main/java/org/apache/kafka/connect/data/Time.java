// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import org.apache.kafka.connect.errors.DataException;

/** A time of day without day or zone: a {@link java.util.Date} on 1970-01-01 UTC, stored as milliseconds. */
public class Time {
    public static final String LOGICAL_NAME = "org.apache.kafka.connect.data.Time";
    public static final Schema SCHEMA = builder().schema();

    public Time() {}

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
     * @param value  a moment of 1970-01-01 UTC
     * @return milliseconds since midnight
     */
    public static int fromLogical(Schema schema, java.util.Date value) {
        if (!LOGICAL_NAME.equals(schema.name())) {
            throw new DataException("Requested conversion of Time object but the schema does not match.");
        }
        long millis = value.getTime();
        if (!withinDay(millis)) {
            throw new DataException("Kafka Connect Time type should not have any date fields set to non-zero values.");
        }
        return (int) millis;
    }

    /**
     * The form that plugins see.
     *
     * @param schema a schema of this type
     * @param value  milliseconds since midnight
     * @return that moment of 1970-01-01 UTC
     */
    public static java.util.Date toLogical(Schema schema, int value) {
        if (!LOGICAL_NAME.equals(schema.name())) {
            throw new DataException("Requested conversion of Date object but the schema does not match.");
        }
        if (!withinDay(value)) {
            throw new DataException(
                    "Time values must use number of milliseconds greater than 0 and less than 86400000");
        }
        return new java.util.Date(value);
    }

    /** The end of the day itself has always been let through. */
    private static boolean withinDay(long millis) {
        return millis >= 0 && millis <= Date.MILLIS_PER_DAY;
    }
}
