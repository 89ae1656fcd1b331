// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.SchemaBuilderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SchemaBuilderTest {
    @Test
    void buildsWhatWasSet() {
        Schema schema = SchemaBuilder.int32()
                .name("name")
                .version(3)
                .doc("doc")
                .parameter("b", "1")
                .parameters(Map.of("a", "2"))
                .optional()
                .defaultValue(7)
                .build();

        assertEquals(Schema.Type.INT32, schema.type());
        assertEquals("name", schema.name());
        assertEquals(3, schema.version());
        assertEquals("doc", schema.doc());
        assertEquals(List.of("b", "a"), List.copyOf(schema.parameters().keySet()));
        assertEquals(true, schema.isOptional());
        assertEquals(7, schema.defaultValue());
    }

    @Test
    void whatWasBuiltDoesNotChangeAnyMore() {
        SchemaBuilder builder =
                SchemaBuilder.struct().field("a", Schema.INT8_SCHEMA).parameter("p", "1");
        Schema built = builder.build();

        builder.field("b", Schema.INT8_SCHEMA).parameter("q", "2");

        assertEquals(1, built.fields().size());
        assertEquals(Map.of("p", "1"), built.parameters());
        assertThrows(UnsupportedOperationException.class, () -> built.fields().clear());
        assertThrows(
                UnsupportedOperationException.class, () -> built.parameters().clear());
    }

    @Test
    void fieldsKeepTheirOrderAndPlace() {
        Schema schema = SchemaBuilder.struct()
                .field("z", Schema.INT8_SCHEMA)
                .field("a", Schema.STRING_SCHEMA)
                .build();

        assertEquals(new Field("z", 0, Schema.INT8_SCHEMA), schema.fields().get(0));
        assertEquals(new Field("a", 1, Schema.STRING_SCHEMA), schema.field("a"));
        assertNull(schema.field("b"));
    }

    @Test
    void aPropertyIsSetOnce() {
        refuses(
                "Invalid SchemaBuilder call: doc has already been set.",
                () -> SchemaBuilder.int8().doc("a").doc("b"));
        refuses(
                "Invalid SchemaBuilder call: name has already been set.",
                () -> SchemaBuilder.int8().name("a").name("b"));
        refuses(
                "Invalid SchemaBuilder call: version has already been set.",
                () -> SchemaBuilder.int8().version(1).version(2));
        refuses(
                "Invalid SchemaBuilder call: optional has already been set.",
                () -> SchemaBuilder.int8().optional().required());
        refuses(
                "Invalid SchemaBuilder call: defaultValue has already been set.",
                () -> SchemaBuilder.string().defaultValue("a").defaultValue("b"));
    }

    @Test
    void refusesPartsThatDoNotFit() {
        refuses("type cannot be null", () -> SchemaBuilder.type(null));
        refuses("Invalid default value", () -> SchemaBuilder.int8().defaultValue("x"));
        refuses("Cannot create fields on type INT8", () -> SchemaBuilder.int8().field("a", Schema.INT8_SCHEMA));
        refuses("fieldName cannot be null.", () -> SchemaBuilder.struct().field("", Schema.INT8_SCHEMA));
        refuses("fieldSchema for field a cannot be null.", () -> SchemaBuilder.struct()
                .field("a", null));
        refuses(
                "Cannot create field because of field name duplication a",
                () -> SchemaBuilder.struct().field("a", Schema.INT8_SCHEMA).field("a", Schema.INT8_SCHEMA));
        refuses("valueSchema cannot be null.", () -> SchemaBuilder.array(null));
        refuses("keySchema cannot be null.", () -> SchemaBuilder.map(null, Schema.INT8_SCHEMA));
    }

    @Test
    void emptyParametersAreNone() {
        assertNull(SchemaBuilder.int8().parameters(Map.of()).build().parameters());
    }

    @Test
    void showsNoFieldsUnlessItBuildsAStruct() {
        assertThrows(DataException.class, () -> SchemaBuilder.int8().fields());
        assertThrows(DataException.class, () -> SchemaBuilder.int8().field("a"));
    }

    private static void refuses(String message, Executable call) {
        assertEquals(message, assertThrows(SchemaBuilderException.class, call).getMessage());
    }
}
