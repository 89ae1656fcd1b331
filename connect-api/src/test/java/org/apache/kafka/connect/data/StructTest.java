// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class StructTest {
    private static final Schema INNER =
            SchemaBuilder.struct().field("x", Schema.INT32_SCHEMA).build();
    private static final Schema SCHEMA = SchemaBuilder.struct()
            .field("int8", Schema.INT8_SCHEMA)
            .field("int16", Schema.INT16_SCHEMA)
            .field("int32", SchemaBuilder.int32().defaultValue(7).build())
            .field("int64", Schema.INT64_SCHEMA)
            .field("float32", Schema.FLOAT32_SCHEMA)
            .field("float64", Schema.FLOAT64_SCHEMA)
            .field("boolean", Schema.BOOLEAN_SCHEMA)
            .field("string", Schema.OPTIONAL_STRING_SCHEMA)
            .field("bytes", Schema.BYTES_SCHEMA)
            .field("array", SchemaBuilder.array(Schema.INT8_SCHEMA).build())
            .field(
                    "map",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT8_SCHEMA).build())
            .field("struct", INNER)
            .build();

    @Test
    void givesBackWhatWasPut() {
        Struct struct = filled();

        struct.validate();
        assertEquals((byte) 1, struct.getInt8("int8"));
        assertEquals((short) 2, struct.getInt16("int16"));
        assertEquals(3, struct.getInt32("int32"));
        assertEquals(4L, struct.getInt64("int64"));
        assertEquals(5f, struct.getFloat32("float32"));
        assertEquals(6d, struct.getFloat64("float64"));
        assertEquals(true, struct.getBoolean("boolean"));
        assertEquals("s", struct.getString("string"));
        assertArrayEquals(new byte[] {9}, struct.getBytes("bytes"));
        assertEquals(List.of((byte) 1), struct.getArray("array"));
        assertEquals(Map.of("a", (byte) 1), struct.getMap("map"));
        assertEquals(1, struct.getStruct("struct").get("x"));
    }

    @Test
    void aDefaultShowsUnlessAskedWithoutOrByType() {
        Struct struct = new Struct(SCHEMA);

        assertEquals(7, struct.get("int32"));
        assertEquals(7, struct.get(SCHEMA.field("int32")));
        assertNull(struct.getWithoutDefault("int32"));
        assertNull(struct.getInt32("int32"));
    }

    @Test
    void checksWhatIsPutAtOnce() {
        Struct struct = new Struct(SCHEMA);

        assertThrows(DataException.class, () -> struct.put("int8", 1));
        assertThrows(DataException.class, () -> struct.put("int32", null));
        assertThrows(DataException.class, () -> struct.put("struct", new Struct(INNER)));
        assertEquals(
                "nope is not a valid field name",
                assertThrows(DataException.class, () -> struct.put("nope", 1)).getMessage());
        assertEquals(
                "field cannot be null.",
                assertThrows(DataException.class, () -> struct.put((Field) null, 1))
                        .getMessage());
        assertNull(struct.getWithoutDefault("int8"));
    }

    @Test
    void validationMissesRequiredFieldsWithoutDefaults() {
        Struct struct = filled();
        struct.validate();
        Struct empty = new Struct(SCHEMA);

        assertEquals(
                "Invalid value: null used for required field: \"int8\", schema type: INT8",
                assertThrows(DataException.class, empty::validate).getMessage());
    }

    @Test
    void aGetterOfAnotherTypeIsRefused() {
        assertEquals(
                "Field 'int8' is not of type STRING",
                assertThrows(DataException.class, () -> filled().getString("int8"))
                        .getMessage());
    }

    @Test
    void bytesMayComeAsABuffer() {
        Schema schema = SchemaBuilder.struct().field("b", Schema.BYTES_SCHEMA).build();

        assertArrayEquals(
                new byte[] {1},
                new Struct(schema).put("b", ByteBuffer.wrap(new byte[] {1})).getBytes("b"));
    }

    @Test
    void isEqualByContentArraysIncluded() {
        assertEquals(filled(), filled());
        assertEquals(filled().hashCode(), filled().hashCode());
        assertNotEquals(filled(), filled().put("int8", (byte) 2));
    }

    @Test
    void showsWhatIsThere() {
        Schema schema = SchemaBuilder.struct()
                .field("a", Schema.OPTIONAL_INT8_SCHEMA)
                .field("b", INNER)
                .build();

        assertEquals(
                "Struct{b=Struct{x=1}}",
                new Struct(schema).put("b", new Struct(INNER).put("x", 1)).toString());
    }

    @Test
    void needsTheSchemaOfAStruct() {
        assertEquals(
                "Not a struct schema: Schema{INT8}",
                assertThrows(DataException.class, () -> new Struct(Schema.INT8_SCHEMA))
                        .getMessage());
    }

    private static Struct filled() {
        return new Struct(SCHEMA)
                .put("int8", (byte) 1)
                .put("int16", (short) 2)
                .put("int32", 3)
                .put("int64", 4L)
                .put("float32", 5f)
                .put("float64", 6d)
                .put("boolean", true)
                .put("string", "s")
                .put("bytes", new byte[] {9})
                .put("array", List.of((byte) 1))
                .put("map", Map.of("a", (byte) 1))
                .put("struct", new Struct(INNER).put("x", 1));
    }
}
