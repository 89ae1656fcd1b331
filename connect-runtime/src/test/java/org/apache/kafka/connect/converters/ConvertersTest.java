// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.converters;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.junit.jupiter.api.Test;

class ConvertersTest {
    private record Sample(Converter converter, String typeName, Schema optional, Object value, byte[] bytes) {}

    private static final List<Sample> NUMBERS = List.of(
            new Sample(new ShortConverter(), "short", Schema.OPTIONAL_INT16_SCHEMA, (short) 258, new byte[] {1, 2}),
            new Sample(new IntegerConverter(), "integer", Schema.OPTIONAL_INT32_SCHEMA, 258, new byte[] {0, 0, 1, 2}),
            new Sample(
                    new LongConverter(), "long", Schema.OPTIONAL_INT64_SCHEMA, 258L, new byte[] {0, 0, 0, 0, 0, 0, 1, 2
                    }),
            new Sample(new FloatConverter(), "float", Schema.OPTIONAL_FLOAT32_SCHEMA, 1f, new byte[] {63, -128, 0, 0}),
            new Sample(new DoubleConverter(), "double", Schema.OPTIONAL_FLOAT64_SCHEMA, 1d, new byte[] {
                63, -16, 0, 0, 0, 0, 0, 0
            }));

    @Test
    void numbersAreWrittenAndReadWhateverTheSchemaSays() {
        for (Sample sample : NUMBERS) {
            sample.converter().configure(Map.of(), true);
            assertArrayEquals(
                    sample.bytes(), sample.converter().fromConnectData("t", Schema.STRING_SCHEMA, sample.value()));
            assertEquals(
                    new SchemaAndValue(sample.optional(), sample.value()),
                    sample.converter().toConnectData("t", sample.bytes()));
            assertNull(sample.converter().fromConnectData("t", sample.optional(), null));
            assertEquals(
                    new SchemaAndValue(sample.optional(), null),
                    sample.converter().toConnectData("t", null));
            HeaderConverter headers = (HeaderConverter) sample.converter();
            assertArrayEquals(sample.bytes(), headers.fromConnectHeader("t", "h", null, sample.value()));
            assertEquals(
                    new SchemaAndValue(sample.optional(), sample.value()),
                    headers.toConnectHeader("t", "h", sample.bytes()));
        }
    }

    @Test
    void whatIsNotThatNumberIsRefused() {
        for (Sample sample : NUMBERS) {
            DataException wrongType =
                    assertThrows(DataException.class, () -> sample.converter().fromConnectData("t", null, "text"));
            assertEquals(
                    "Failed to serialize to " + sample.typeName() + " (was class java.lang.String): ",
                    wrongType.getMessage());
            Object other = sample.value() instanceof Integer ? Long.valueOf(1) : (Object) 1;
            assertThrows(DataException.class, () -> sample.converter().fromConnectData("t", null, other));
            DataException wrongSize =
                    assertThrows(DataException.class, () -> sample.converter().toConnectData("t", new byte[3]));
            assertEquals("Failed to deserialize " + sample.typeName() + ": ", wrongSize.getMessage());
        }
    }

    @Test
    void aNumberOrBooleanHeaderConverterNeedsToBeToldItsPart() {
        for (HeaderConverter converter : List.of(new LongConverter(), new BooleanConverter())) {
            assertThrows(ConfigException.class, () -> converter.configure(Map.of()));
            converter.configure(Map.of("converter.type", "header"));
            assertEquals(Set.of("converter.type"), converter.config().names());
            assertEquals("4.3.1", converter.version());
        }
        new ByteArrayConverter().configure(Map.of());
    }

    @Test
    void booleansAreOneByteAndLookAtTheirSchema() {
        BooleanConverter converter = new BooleanConverter();
        converter.configure(Map.of(), false);
        assertArrayEquals(new byte[] {1}, converter.fromConnectData("t", Schema.BOOLEAN_SCHEMA, true));
        assertNull(converter.fromConnectData("t", Schema.OPTIONAL_BOOLEAN_SCHEMA, null));
        assertEquals(
                new SchemaAndValue(Schema.OPTIONAL_BOOLEAN_SCHEMA, false),
                converter.toConnectData("t", new byte[] {0}));
        assertMessage(
                "Invalid schema type for BooleanConverter: STRING",
                () -> converter.fromConnectData("t", Schema.STRING_SCHEMA, true));
        assertMessage(
                "BooleanConverter is not compatible with objects of type class java.lang.Integer",
                () -> converter.fromConnectData("t", null, 5));
        assertMessage("Failed to deserialize boolean: ", () -> converter.toConnectData("t", new byte[3]));
    }

    @Test
    void bytesPassThroughAndABufferIsTakenFromItsStart() {
        ByteArrayConverter converter = new ByteArrayConverter();
        byte[] bytes = {1, 2, 3};
        assertArrayEquals(bytes, converter.fromConnectData("t", Schema.BYTES_SCHEMA, bytes));
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 1, 2);
        assertArrayEquals(bytes, converter.fromConnectData("t", null, buffer));
        assertEquals(1, buffer.position());
        assertNull(converter.fromConnectData("t", null, null));
        assertEquals(new SchemaAndValue(Schema.OPTIONAL_BYTES_SCHEMA, bytes), converter.toConnectData("t", bytes));
        assertMessage(
                "Invalid schema type for ByteArrayConverter: INT64",
                () -> converter.fromConnectData("t", Schema.INT64_SCHEMA, null));
        assertMessage(
                "ByteArrayConverter is not compatible with objects of type class java.lang.String",
                () -> converter.fromConnectData("t", null, "s"));
    }

    private static void assertMessage(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(DataException.class, call).getMessage());
    }
}
