// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LogicalTypesTest {
    private static final long DAY = 86_400_000;

    @Test
    void aDateIsStoredAsDays() {
        assertEquals(1, Date.fromLogical(Date.SCHEMA, new java.util.Date(DAY)));
        assertEquals(-1, Date.fromLogical(Date.SCHEMA, new java.util.Date(-DAY)));
        assertEquals(new java.util.Date(DAY), Date.toLogical(Date.SCHEMA, 1));
        assertEquals(new java.util.Date(Integer.MAX_VALUE * DAY), Date.toLogical(Date.SCHEMA, Integer.MAX_VALUE));
        refuses(
                "Kafka Connect Date type should not have any time fields set to non-zero values.",
                () -> Date.fromLogical(Date.SCHEMA, new java.util.Date(1)));
    }

    @Test
    void aTimeIsStoredAsMillisecondsOfItsDay() {
        assertEquals(5, Time.fromLogical(Time.SCHEMA, new java.util.Date(5)));
        assertEquals(new java.util.Date(DAY), Time.toLogical(Time.SCHEMA, (int) DAY));
        refuses(
                "Kafka Connect Time type should not have any date fields set to non-zero values.",
                () -> Time.fromLogical(Time.SCHEMA, new java.util.Date(DAY + 1)));
        refuses(
                "Time values must use number of milliseconds greater than 0 and less than 86400000",
                () -> Time.toLogical(Time.SCHEMA, -1));
    }

    @Test
    void aTimestampIsStoredAsMilliseconds() {
        assertEquals(5, Timestamp.fromLogical(Timestamp.SCHEMA, new java.util.Date(5)));
        assertEquals(new java.util.Date(-5), Timestamp.toLogical(Timestamp.SCHEMA, -5));
    }

    @Test
    void aDecimalIsStoredAsItsUnscaledValue() {
        Schema schema = Decimal.schema(2);

        assertEquals(Map.of("scale", "2"), schema.parameters());
        assertArrayEquals(new byte[] {125}, Decimal.fromLogical(schema, new BigDecimal("1.25")));
        assertEquals(new BigDecimal("-0.01"), Decimal.toLogical(schema, new byte[] {-1}));
        refuses(
                "Decimal value has mismatching scale for given Decimal schema. Schema has scale 2, value has scale 1.",
                () -> Decimal.fromLogical(schema, new BigDecimal("1.2")));
    }

    @Test
    void aDecimalNeedsItsScale() {
        SchemaBuilder nameless = SchemaBuilder.bytes().parameter("other", "1");
        SchemaBuilder bad = SchemaBuilder.bytes().parameter("scale", "x");

        refuses("Invalid Decimal schema: scale parameter not found.", () -> Decimal.toLogical(nameless, new byte[1]));
        refuses("Invalid scale parameter found in Decimal schema: ", () -> Decimal.toLogical(bad, new byte[1]));
    }

    @Test
    void aSchemaOfAnotherNameIsRefused() {
        refuses(
                "Requested conversion of Date object but the schema does not match.",
                () -> Date.toLogical(Schema.INT32_SCHEMA, 1));
        refuses(
                "Requested conversion of Time object but the schema does not match.",
                () -> Time.fromLogical(Date.SCHEMA, new java.util.Date(0)));
        refuses(
                "Requested conversion of Timestamp object but the schema does not match.",
                () -> Timestamp.toLogical(Schema.INT64_SCHEMA, 1));
    }

    private static void refuses(String message, Executable call) {
        assertEquals(message, assertThrows(DataException.class, call).getMessage());
    }
}
