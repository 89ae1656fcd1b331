// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasAreMadeOnceTest {
    static Stream<Arguments> transformations() {
        return Stream.of(
                Arguments.of(new Cast.Value<SinkRecord>(), Map.of("spec", "id:string")),
                Arguments.of(new Flatten.Value<SinkRecord>(), Map.of()),
                Arguments.of(
                        new HeaderFrom.Value<SinkRecord>(),
                        Map.of("fields", "id", "headers", "h", "operation", "move")),
                Arguments.of(new HoistField.Value<SinkRecord>(), Map.of("field", "outer")),
                Arguments.of(new InsertField.Value<SinkRecord>(), Map.of("topic.field", "t")),
                Arguments.of(new ReplaceField.Value<SinkRecord>(), Map.of("exclude", "id")),
                Arguments.of(new SetSchemaMetadata.Value<SinkRecord>(), Map.of("schema.name", "n")),
                Arguments.of(new TimestampConverter.Value<SinkRecord>(), Map.of("field", "at", "target.type", "unix")),
                Arguments.of(new ValueToKey<SinkRecord>(), Map.of("fields", "id")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transformations")
    void recordsOfOneSchemaShareTheNewSchema(Transformation<SinkRecord> transformation, Map<String, String> config) {
        transformation.configure(config);
        Schema schema = schema("a");

        Schema first = newSchema(transformation.apply(Records.sink(value(schema))));

        assertSame(first, newSchema(transformation.apply(Records.sink(value(schema)))));
        assertSame(first, newSchema(transformation.apply(Records.sink(value(schema("a"))))), "equal is as good");
        assertNotSame(schema, first);
    }

    @Test
    void whatWasNotUsedForLongestIsForgotten() {
        List<String> made = new ArrayList<>();
        Memo<String, String> memo = new Memo<>(key -> {
            made.add(key);
            return key + "!";
        });

        assertEquals("keep!", memo.get("keep"));
        for (int i = 0; i < 100; i++) {
            assertEquals(i + "!", memo.get(Integer.toString(i)));
            assertEquals("keep!", memo.get("keep"));
        }
        assertEquals(1, made.stream().filter("keep"::equals).count());

        memo.get("0");
        assertEquals(2, made.stream().filter("0"::equals).count());
    }

    private static Schema newSchema(SinkRecord record) {
        return record.keySchema() == null ? record.valueSchema() : record.keySchema();
    }

    private static Schema schema(String name) {
        return SchemaBuilder.struct()
                .name(name)
                .field("id", Schema.INT32_SCHEMA)
                .field("at", Schema.INT64_SCHEMA)
                .build();
    }

    private static Struct value(Schema schema) {
        return new Struct(schema).put("id", 1).put("at", 2L);
    }
}
