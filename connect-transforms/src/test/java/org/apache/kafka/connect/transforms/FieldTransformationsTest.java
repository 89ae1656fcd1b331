// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class FieldTransformationsTest {
    private final Schema inner = SchemaBuilder.struct()
            .optional()
            .field("x", Schema.INT32_SCHEMA)
            .field("list", SchemaBuilder.array(Schema.STRING_SCHEMA).optional().build())
            .build();
    private final Schema schema = SchemaBuilder.struct()
            .name("order")
            .field("id", Schema.INT32_SCHEMA)
            .field("in", inner)
            .build();

    @Test
    void fieldsOfAMissingStructBecomeOptionalAndNull() {
        Flatten<SinkRecord> flatten = Records.configured(new Flatten.Value<>(), Map.of("delimiter", "_"));

        SinkRecord record = flatten.apply(Records.sink(new Struct(schema).put("id", 1)));

        assertEquals("struct{id:int32,in_x:int32?,in_list:array<string>?}#order", RecordText.of(record.valueSchema()));
        assertEquals("Struct{id=Integer:1,in_x=null,in_list=null}", RecordText.of(record.value()));
    }

    @Test
    void nestedMapsAreFlattenedAndListsAreNot() {
        Flatten<SinkRecord> flatten = Records.configured(new Flatten.Value<>(), Map.of());

        Object value = flatten.apply(Records.sink(null, Map.of("a", Map.of("b", Map.of("c", 1)), "l", List.of(2))))
                .value();

        assertEquals("{String:a.b.c=Integer:1,String:l=[Integer:2]}", RecordText.of(value));
    }

    @Test
    void mapsWithSchemaCannotBeFlattened() {
        Schema withMap = SchemaBuilder.struct()
                .field(
                        "m",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA)
                                .optional()
                                .build())
                .build();
        Flatten<SinkRecord> flatten = Records.configured(new Flatten.Value<>(), Map.of());

        DataException thrown =
                assertThrows(DataException.class, () -> flatten.apply(Records.sink(new Struct(withMap))));
        assertEquals(
                "Flatten transformation does not support MAP for record with schemas (for field m).",
                thrown.getMessage());
    }

    @Test
    void insertedFieldsFollowTheirSpelling() {
        InsertField<SinkRecord> insert = Records.configured(
                new InsertField.Value<>(),
                Map.of("topic.field", "t!", "partition.field", "p?", "offset.field", "o", "timestamp.field", "at!"));
        Schema id = SchemaBuilder.struct()
                .optional()
                .field("id", Schema.INT32_SCHEMA)
                .build();

        SinkRecord record = insert.apply(Records.sink(new Struct(id).put("id", 1)));

        assertEquals(
                "struct{id:int32,t:string,p:int32?,o:int64?,at:int64#org.apache.kafka.connect.data.Timestamp@1}",
                RecordText.of(record.valueSchema()));
        assertEquals(
                "Struct{id=Integer:1,t=String:orders,p=Integer:3,o=Long:42,at=date:1600000000000}",
                RecordText.of(record.value()));
    }

    @Test
    void unknownPartitionsAndTimesAreLeftOut() {
        Map<String, String> config =
                Map.of("partition.field", "p", "timestamp.field", "at", "static.field", "s", "static.value", "v");
        InsertField<SourceRecord> insert = Records.configured(new InsertField.Value<>(), config);
        Schema id = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();

        assertEquals(
                "{String:s=String:v}",
                RecordText.of(insert.apply(Records.source(null, Map.of())).value()));
        assertEquals(
                "Struct{id=Integer:1,p=null,at=null,s=String:v}",
                RecordText.of(insert.apply(Records.source(id, new Struct(id).put("id", 1)))
                        .value()));
    }

    @Test
    void offsetsAreKnownInSinksOnly() {
        InsertField<SourceRecord> insert = Records.configured(new InsertField.Value<>(), Map.of("offset.field", "o"));

        DataException thrown = assertThrows(DataException.class, () -> insert.apply(Records.source(null, Map.of())));
        assertEquals(
                "Only SinkRecord supported for [field insertion], found: "
                        + "org.apache.kafka.connect.source.SourceRecord",
                thrown.getMessage());
    }

    @Test
    void masksKeepTheSchemaAndHideTheRest() {
        MaskField<SinkRecord> mask = Records.configured(new MaskField.Value<>(), Map.of("fields", "id,in"));
        Struct value = new Struct(schema).put("id", 7);

        SinkRecord record = mask.apply(Records.sink(value));

        assertSame(schema, record.valueSchema());
        assertEquals("Struct{id=Integer:0,in=null}", RecordText.of(record.value()));
        assertEquals(7, value.get("id"), "the input is not touched");
        assertThrows(
                DataException.class, () -> mask.apply(Records.sink(value.put("in", new Struct(inner).put("x", 1)))));
    }

    @Test
    void masksReadTheReplacementAsTheFieldsClass() {
        MaskField<SinkRecord> mask =
                Records.configured(new MaskField.Value<>(), Map.of("fields", "a,b,c", "replacement", "12"));

        Object value = mask.apply(Records.sink(null, Map.of("a", 1L, "b", "x", "c", 2.5f)))
                .value();

        assertEquals("{String:a=Long:12,String:b=String:12,String:c=Float:12.0}", RecordText.of(value));
        DataException thrown =
                assertThrows(DataException.class, () -> mask.apply(Records.sink(null, Map.of("a", new Date(1)))));
        assertEquals("Cannot mask value of type class java.util.Date with custom replacement.", thrown.getMessage());
    }

    @Test
    void aFieldForAHeaderHasToBeInTheSchema() {
        HeaderFrom<SinkRecord> copy = Records.configured(
                new HeaderFrom.Value<>(), Map.of("fields", "nope", "headers", "h", "operation", "copy"));

        DataException thrown =
                assertThrows(DataException.class, () -> copy.apply(Records.sink(new Struct(schema).put("id", 1))));
        assertEquals(
                "Cannot copy field 'nope' to a header: the schema has no such field. Check the key 'fields'.",
                thrown.getMessage());
    }

    @Test
    void movingToHeadersTakesTheFieldsAway() {
        HeaderFrom<SinkRecord> move = Records.configured(
                new HeaderFrom.Value<>(), Map.of("fields", "id,in", "headers", "h,h", "operation", "move"));

        SinkRecord record = move.apply(Records.sink(new Struct(schema).put("id", 1)));

        assertEquals("Struct{}", RecordText.of(record.value()));
        assertEquals(
                Arrays.asList(1, null),
                List.of(record.headers().allWithName("h")).stream()
                        .flatMap(found -> {
                            java.util.ArrayList<Object> values = new java.util.ArrayList<>();
                            found.forEachRemaining(header -> values.add(header.value()));
                            return values.stream();
                        })
                        .toList());
    }

    @Test
    void excludedFieldsAreDroppedEvenIfIncluded() {
        ReplaceField<SinkRecord> replace = Records.configured(
                new ReplaceField.Value<>(), Map.of("include", "id,in", "exclude", "in", "renames", "id:number"));

        SinkRecord record = replace.apply(Records.sink(new Struct(schema).put("id", 1)));

        assertEquals("struct{number:int32}#order", RecordText.of(record.valueSchema()));
        assertEquals("Struct{number=Integer:1}", RecordText.of(record.value()));
    }

    @Test
    void schemaMetadataNeedsAStruct() {
        SetSchemaMetadata<SinkRecord> set =
                Records.configured(new SetSchemaMetadata.Value<>(), Map.of("schema.version", "9"));

        assertEquals(
                9,
                set.apply(Records.sink(new Struct(schema).put("id", 1)))
                        .valueSchema()
                        .version());
        assertThrows(DataException.class, () -> set.apply(Records.sink(Schema.INT32_SCHEMA, 1)));
        DataException thrown = assertThrows(DataException.class, () -> set.apply(Records.sink(null, Map.of())));
        assertEquals("Schema required for [updating schema metadata]", thrown.getMessage());
    }
}
