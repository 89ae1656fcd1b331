// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CastTest {
    @ParameterizedTest
    @CsvSource({
        "int8, Byte:-128, 128",
        "int16, Short:-32768, 32768",
        "int32, Integer:2147483647, 1e10",
        "int64, Long:-5, -5.7",
        "float32, Float:0.5, 0.5",
        "float64, Double:0.5, 0.5",
        "boolean, Boolean:false, 0.5",
        "string, String:0.5, 0.5"
    })
    void numbersAreNarrowedAsInJava(String target, String expected, double value) {
        assertEquals(expected, RecordText.of(cast(target, null, value)));
    }

    @Test
    void textHasToBeANumberOfTheTargetsRange() {
        assertEquals((byte) 127, cast("int8", null, "127"));

        DataException thrown = assertThrows(DataException.class, () -> cast("int8", null, "128"));
        assertEquals("Value (128) was out of range for requested data type", thrown.getMessage());
    }

    @Test
    void logicalTypesBecomeWhatTheyAreStoredAs() {
        assertEquals(1234L, cast("int64", Timestamp.SCHEMA, new Date(1234)));
        assertEquals(1L, cast("int64", org.apache.kafka.connect.data.Date.SCHEMA, new Date(86_400_000)));
        assertEquals(12, cast("int32", Decimal.schema(1), new BigDecimal("12.9")));
        assertEquals("12.9", cast("string", Decimal.schema(1), new BigDecimal("12.9")));
    }

    @Test
    void bytesBecomeBase64TextAndNothingElse() {
        ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3});

        assertEquals("AQID", cast("string", Schema.BYTES_SCHEMA, buffer));
        assertEquals(3, buffer.remaining());
        assertEquals("AQID", cast("string", null, new byte[] {1, 2, 3}));
        assertThrows(DataException.class, () -> cast("int32", Schema.BYTES_SCHEMA, buffer));
    }

    @Test
    void optionalAndDefaultOutliveTheCast() {
        Schema number =
                SchemaBuilder.int32().optional().defaultValue(3).doc("lost").build();
        Schema schema = SchemaBuilder.struct().optional().field("n", number).build();
        Cast<SinkRecord> cast = Records.configured(new Cast.Value<>(), Map.of("spec", "n:string"));

        SinkRecord record = cast.apply(Records.sink(new Struct(schema)));

        assertEquals("struct{n:string?=String:3}?", RecordText.of(record.valueSchema()));
        assertEquals("3", ((Struct) record.value()).getWithoutDefault("n"));
    }

    @Test
    void nullsStayIfTheUserSaysSo() {
        Schema number = SchemaBuilder.int32().optional().defaultValue(3).build();
        Schema schema = SchemaBuilder.struct().field("n", number).build();
        Cast<SinkRecord> cast = Records.configured(
                new Cast.Value<>(), Map.of("spec", "n:string", "replace.null.with.default", "false"));

        SinkRecord record = cast.apply(Records.sink(new Struct(schema)));

        assertEquals(null, ((Struct) record.value()).getWithoutDefault("n"));
    }

    @Test
    void aRecordWithoutValuePassesUntouched() {
        SinkRecord tombstone = Records.sink(Schema.OPTIONAL_INT32_SCHEMA, null);

        assertSame(
                tombstone,
                Records.configured(new Cast.Value<SinkRecord>(), Map.of("spec", "string"))
                        .apply(tombstone));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "array|Cast transformation does not support casting to ARRAY; supported types are "
                        + "[INT8, INT16, INT32, INT64, FLOAT32, FLOAT64, BOOLEAN, STRING]",
                "''|Must specify at least one field to cast.",
                "a:b:c|Invalid value [a:b:c] for configuration renames: Invalid rename mapping: a:b:c",
                "string,a:int8|Cast transformations that specify a type to cast the entire value to may only specify "
                        + "a single cast in their spec"
            })
    void anImpossibleSpecIsRefused(String spec, String message) {
        ConfigException thrown =
                assertThrows(ConfigException.class, () -> new Cast.Value<SinkRecord>().configure(Map.of("spec", spec)));

        assertEquals(message, thrown.getMessage());
    }

    private static Object cast(String target, Schema schema, Object value) {
        Cast<SinkRecord> cast = Records.configured(new Cast.Value<>(), Map.of("spec", target));
        return cast.apply(Records.sink(schema, value)).value();
    }
}
