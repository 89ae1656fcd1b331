// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.SchemaProjectorException;
import org.junit.jupiter.api.Test;

class SchemaProjectorTest {
    @Test
    void numbersGrowButDoNotShrink() {
        assertEquals(1L, SchemaProjector.project(Schema.INT8_SCHEMA, (byte) 1, Schema.INT64_SCHEMA));
        assertEquals(1.0, SchemaProjector.project(Schema.INT64_SCHEMA, 1L, Schema.FLOAT64_SCHEMA));
        assertEquals(1.5, SchemaProjector.project(Schema.FLOAT32_SCHEMA, 1.5f, Schema.FLOAT64_SCHEMA));
        refuses(
                "Schema type mismatch. source type: INT64 and target type: INT32",
                Schema.INT64_SCHEMA,
                1L,
                Schema.INT32_SCHEMA);
        refuses(
                "Schema type mismatch. source type: INT32 and target type: STRING",
                Schema.INT32_SCHEMA,
                1,
                Schema.STRING_SCHEMA);
    }

    @Test
    void nameAndParametersMustAgree() {
        refuses(
                "Schema name mismatch. source name: null and target name: n",
                Schema.INT8_SCHEMA,
                (byte) 1,
                SchemaBuilder.int8().name("n").build());
        refuses(
                "Schema parameters not equal. source parameters: null and target parameters: {a=b}",
                Schema.INT8_SCHEMA,
                (byte) 1,
                SchemaBuilder.int8().parameter("a", "b").build());
    }

    @Test
    void anOptionalValueNeedsADefaultWhereItBecomesRequired() {
        Schema withDefault = SchemaBuilder.int32().defaultValue(5).build();

        assertEquals(5, SchemaProjector.project(Schema.OPTIONAL_INT32_SCHEMA, null, withDefault));
        assertEquals(1, SchemaProjector.project(Schema.OPTIONAL_INT32_SCHEMA, 1, withDefault));
        assertNull(SchemaProjector.project(Schema.OPTIONAL_INT32_SCHEMA, null, Schema.OPTIONAL_INT64_SCHEMA));
        refuses(
                "Writer schema is optional, however, target schema does not provide a default value.",
                Schema.OPTIONAL_INT32_SCHEMA,
                1,
                Schema.INT32_SCHEMA);
    }

    @Test
    void fieldsComeGoAndGrow() {
        Schema source = SchemaBuilder.struct()
                .field("kept", Schema.INT32_SCHEMA)
                .field("gone", Schema.STRING_SCHEMA)
                .build();
        Schema target = SchemaBuilder.struct()
                .field("kept", Schema.INT64_SCHEMA)
                .field("new", SchemaBuilder.string().defaultValue("d").build())
                .field("open", Schema.OPTIONAL_STRING_SCHEMA)
                .build();

        Object projected = SchemaProjector.project(
                source, new Struct(source).put("kept", 1).put("gone", "g"), target);

        assertEquals(new Struct(target).put("kept", 1L).put("new", "d"), projected);
    }

    @Test
    void saysWhichFieldCannotBeProjected() {
        Schema source =
                SchemaBuilder.struct().name("s").field("a", Schema.INT64_SCHEMA).build();
        Struct value = new Struct(source).put("a", 1L);

        refuses(
                "Error projecting a",
                source,
                value,
                SchemaBuilder.struct().name("s").field("a", Schema.INT32_SCHEMA).build());
        refuses(
                "Required field `b` is missing from source schema: Schema{s:STRUCT}",
                source,
                value,
                SchemaBuilder.struct().name("s").field("b", Schema.INT32_SCHEMA).build());
    }

    @Test
    void listsAndMapsAreProjectedElementByElement() {
        assertEquals(
                Arrays.asList(1L, null),
                SchemaProjector.project(
                        SchemaBuilder.array(Schema.OPTIONAL_INT8_SCHEMA).build(),
                        Arrays.asList((byte) 1, null),
                        SchemaBuilder.array(Schema.OPTIONAL_INT64_SCHEMA).build()));
        assertEquals(
                Map.of("a", List.of(1L)),
                SchemaProjector.project(
                        SchemaBuilder.map(
                                        Schema.STRING_SCHEMA,
                                        SchemaBuilder.array(Schema.INT8_SCHEMA).build())
                                .build(),
                        Map.of("a", List.of((byte) 1)),
                        SchemaBuilder.map(
                                        Schema.STRING_SCHEMA,
                                        SchemaBuilder.array(Schema.INT64_SCHEMA).build())
                                .build()));
    }

    private static void refuses(String message, Schema source, Object value, Schema target) {
        assertEquals(
                message,
                assertThrows(SchemaProjectorException.class, () -> SchemaProjector.project(source, value, target))
                        .getMessage());
    }
}
