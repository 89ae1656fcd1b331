// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectSchemaTest {
    private static final Schema INTS = SchemaBuilder.array(Schema.INT32_SCHEMA).build();
    private static final Schema MAP =
            SchemaBuilder.map(Schema.STRING_SCHEMA, INTS).build();
    private static final Schema POINT =
            SchemaBuilder.struct().name("point").field("x", Schema.INT32_SCHEMA).build();

    static Stream<Arguments> fitting() {
        return Stream.of(
                Arguments.of(Schema.INT8_SCHEMA, (byte) 1),
                Arguments.of(Schema.INT16_SCHEMA, (short) 1),
                Arguments.of(Schema.INT32_SCHEMA, 1),
                Arguments.of(Schema.INT64_SCHEMA, 1L),
                Arguments.of(Schema.FLOAT32_SCHEMA, 1f),
                Arguments.of(Schema.FLOAT64_SCHEMA, 1d),
                Arguments.of(Schema.BOOLEAN_SCHEMA, true),
                Arguments.of(Schema.STRING_SCHEMA, "a"),
                Arguments.of(Schema.BYTES_SCHEMA, new byte[1]),
                Arguments.of(Schema.BYTES_SCHEMA, ByteBuffer.allocate(1)),
                Arguments.of(Schema.OPTIONAL_INT8_SCHEMA, null),
                Arguments.of(INTS, List.of(1, 2)),
                Arguments.of(MAP, Map.of("a", List.of(1))),
                Arguments.of(POINT, new Struct(POINT).put("x", 1)),
                Arguments.of(Date.SCHEMA, new java.util.Date(0)),
                Arguments.of(Decimal.schema(0), BigDecimal.ONE));
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void acceptsTheClassesOfItsType(Schema schema, Object value) {
        assertDoesNotThrow(() -> ConnectSchema.validateValue(schema, value));
    }

    static Stream<Arguments> misfits() {
        return Stream.of(
                Arguments.of(
                        null,
                        Schema.INT32_SCHEMA,
                        "a",
                        "Invalid Java object for schema with type INT32: class java.lang.String for value"),
                Arguments.of(
                        "f",
                        Schema.INT32_SCHEMA,
                        1L,
                        "Invalid Java object for schema with type INT32: class java.lang.Long for field: \"f\""),
                Arguments.of(
                        "f",
                        Schema.INT32_SCHEMA,
                        null,
                        "Invalid value: null used for required field: \"f\", schema type: INT32"),
                Arguments.of(
                        null,
                        Date.SCHEMA,
                        1,
                        "Invalid Java object for schema \"org.apache.kafka.connect.data.Date\" with type INT32: class java.lang.Integer for value"),
                Arguments.of(
                        "f",
                        INTS,
                        Arrays.asList(1, null),
                        "Invalid value: null used for required element of array field: \"f\", schema type: INT32"),
                Arguments.of(
                        null,
                        MAP,
                        Map.of("a", List.of("b")),
                        "Invalid Java object for schema with type INT32: class java.lang.String for element of array value of map value"),
                Arguments.of(
                        null,
                        MAP,
                        Map.of(1, List.of()),
                        "Invalid Java object for schema with type STRING: class java.lang.Integer for key of map value"),
                Arguments.of(
                        null,
                        MAP,
                        Collections.singletonMap("a", null),
                        "Invalid value: null used for required value of map value, schema type: ARRAY"),
                Arguments.of(null, POINT, new Struct(SchemaBuilder.struct().build()), "Struct schemas do not match."),
                Arguments.of(
                        null,
                        POINT,
                        new Struct(POINT),
                        "Invalid value: null used for required field: \"x\", schema type: INT32"),
                Arguments.of(
                        null,
                        POINT,
                        1,
                        "Invalid Java object for schema \"point\" with type STRUCT: class java.lang.Integer for value"));
    }

    @ParameterizedTest
    @MethodSource("misfits")
    void saysWhatIsWrongAndWhere(String field, Schema schema, Object value, String message) {
        DataException e = assertThrows(DataException.class, () -> ConnectSchema.validateValue(field, schema, value));

        assertEquals(message, e.getMessage());
    }

    @Test
    void aValueThatFitsCostsNoText() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Schema wide = SchemaBuilder.struct().field("list", MAP).build();
        Struct struct = new Struct(wide).put("list", Map.of("a", List.of(1, 2, 3), "b", List.of(4)));
        for (int i = 0; i < 1_000; i++) struct.validate();

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) struct.validate();
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / 1_000;

        assertTrue(each < 300, "allocates " + each + " bytes; iterators alone do not come to that");
    }

    @Test
    void isEqualToASchemaWithTheSameParts() {
        Schema one = SchemaBuilder.bytes()
                .name("n")
                .version(1)
                .parameter("a", "b")
                .defaultValue(new byte[] {1})
                .build();
        Schema same = SchemaBuilder.bytes()
                .name("n")
                .version(1)
                .parameter("a", "b")
                .defaultValue(new byte[] {1})
                .build();

        assertEquals(one, same);
        assertEquals(one.hashCode(), same.hashCode());
        assertNotEquals(
                one,
                SchemaBuilder.bytes().name("n").version(2).parameter("a", "b").build());
        assertNotEquals(Schema.INT8_SCHEMA, Schema.OPTIONAL_INT8_SCHEMA);
        assertNotEquals(Schema.INT8_SCHEMA, (Object) SchemaBuilder.int8());
        assertNotEquals(INTS, SchemaBuilder.array(Schema.INT64_SCHEMA).build());
        assertNotEquals(POINT, SchemaBuilder.struct().name("point").build());
        assertNotEquals(Schema.INT8_SCHEMA, SchemaBuilder.int8().doc("d").build());
    }

    @Test
    void refusesToShowPartsThatItsTypeDoesNotHave() {
        assertEquals(
                "Cannot list fields on non-struct type",
                assertThrows(DataException.class, Schema.INT8_SCHEMA::fields).getMessage());
        assertEquals(
                "Cannot look up fields on non-struct type",
                assertThrows(DataException.class, () -> Schema.INT8_SCHEMA.field("a"))
                        .getMessage());
        assertEquals(
                "Cannot look up key schema on non-map type",
                assertThrows(DataException.class, INTS::keySchema).getMessage());
        assertEquals(
                "Cannot look up value schema on non-array and non-map type",
                assertThrows(DataException.class, POINT::valueSchema).getMessage());
    }

    @Test
    void showsNameAndTypeOnly() {
        assertEquals("Schema{INT8}", Schema.INT8_SCHEMA.toString());
        assertEquals("Schema{point:STRUCT}", POINT.toString());
    }

    @Test
    void listsAndMapsFitOnlyASchemaThatSaysWhatTheyHold() {
        Schema anyList = SchemaBuilder.type(Schema.Type.ARRAY).build();
        Schema anyMap = SchemaBuilder.type(Schema.Type.MAP).build();

        assertThrows(DataException.class, () -> ConnectSchema.validateValue(anyList, List.of()));
        assertThrows(DataException.class, () -> ConnectSchema.validateValue(anyList, List.of(1)));
        assertThrows(DataException.class, () -> ConnectSchema.validateValue(anyMap, Map.of()));
        assertThrows(DataException.class, () -> ConnectSchema.validateValue(anyMap, Map.of("a", 1)));
    }

    @Test
    void knowsTheTypeOfAClass() {
        assertEquals(Schema.Type.STRING, ConnectSchema.schemaType(String.class));
        assertEquals(Schema.Type.ARRAY, ConnectSchema.schemaType(ArrayList.class));
        assertEquals(Schema.Type.MAP, ConnectSchema.schemaType(HashMap.class));
        assertEquals(
                Schema.Type.BYTES,
                ConnectSchema.schemaType(ByteBuffer.allocate(1).getClass()));
        assertNull(ConnectSchema.schemaType(java.util.Date.class));
        assertNull(ConnectSchema.schemaType(Object.class));
    }
}
