// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Usual records must not need a tree, or all would still be right and nothing quick. */
class PlansTest {
    private static final Schema ITEM =
            SchemaBuilder.struct().field("sku", Schema.STRING_SCHEMA).optional().build();
    private static final Schema ORDER = SchemaBuilder.struct()
            .name("order")
            .field("int8", Schema.INT8_SCHEMA)
            .field("int16", Schema.INT16_SCHEMA)
            .field("int32", Schema.INT32_SCHEMA)
            .field("int64", Schema.INT64_SCHEMA)
            .field("float32", Schema.FLOAT32_SCHEMA)
            .field("float64", Schema.FLOAT64_SCHEMA)
            .field("bool", Schema.BOOLEAN_SCHEMA)
            .field("string", Schema.STRING_SCHEMA)
            .field("none", Schema.OPTIONAL_STRING_SCHEMA)
            .field("date", Date.SCHEMA)
            .field("time", Time.SCHEMA)
            .field("timestamp", Timestamp.SCHEMA)
            .field("decimal", Decimal.schema(2))
            .field("items", SchemaBuilder.array(ITEM).build())
            .field(
                    "tags",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_INT32_SCHEMA)
                            .build())
            .field(
                    "pairs",
                    SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).build())
            .build();
    private static final String TEXT = "{\"int8\":-1,\"int16\":300,\"int32\":70000,\"int64\":1234567890123456789,"
            + "\"float32\":1.5,\"float64\":0.1,\"bool\":true,\"string\":\"caf\u00e9 \\\"x\\\"\",\"none\":null,"
            + "\"date\":3,\"time\":1000,\"timestamp\":1566570894346,\"decimal\":\"fQ==\","
            + "\"items\":[{\"sku\":\"a\"},null],\"tags\":{\"k\":1},\"pairs\":[[1,\"one\"]]}";

    @Test
    void anOrdinaryRecordIsReadWithoutATree() {
        Object read = ReadPlan.of(ORDER, true).read(new JsonScanner(TEXT.getBytes(UTF_8), new NameCache()));

        assertEquals(order(), read);
    }

    @Test
    void anOrdinaryRecordIsWrittenWithoutATree() {
        JsonOutput out = new JsonOutput();

        WritePlan.of(ORDER, new WritePlan.Settings(DecimalFormat.BASE64, true)).write(out, order());

        assertEquals(TEXT, new String(out.toBytes(), UTF_8));
    }

    @Test
    void ordinaryTextIsReadWithoutASchemaAndWithoutATree() {
        String text = "{\"a\":[1,-2.5,\"x\",true,null,{}],\"b\":{\"c\":[]}}";

        Object read = ReadPlan.SCHEMALESS.read(new JsonScanner(text.getBytes(UTF_8), new NameCache()));

        assertEquals(
                Map.of("a", java.util.Arrays.asList(1L, -2.5, "x", true, null, Map.of()), "b", Map.of("c", List.of())),
                read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"sku\":1}", "{\"sku\":null}", "{}", "{\"sku\":\"a\",\"x\":1}", "[]", "{\"sku\":\"a\""})
    void whatDoesNotFitIsLeftToTheTree(String text) {
        ReadPlan plan = ReadPlan.of(ITEM, true);

        assertThrows(Surprise.class, () -> plan.read(new JsonScanner(text.getBytes(UTF_8), new NameCache())));
    }

    private static Struct order() {
        return new Struct(ORDER)
                .put("int8", (byte) -1)
                .put("int16", (short) 300)
                .put("int32", 70000)
                .put("int64", 1234567890123456789L)
                .put("float32", 1.5f)
                .put("float64", 0.1)
                .put("bool", true)
                .put("string", "caf\u00e9 \"x\"")
                .put("date", new java.util.Date(3 * 86_400_000L))
                .put("time", new java.util.Date(1000))
                .put("timestamp", new java.util.Date(1566570894346L))
                .put("decimal", new BigDecimal("1.25"))
                .put("items", java.util.Arrays.asList(new Struct(ITEM).put("sku", "a"), null))
                .put("tags", Map.of("k", 1))
                .put("pairs", Map.of(1, "one"));
    }
}
