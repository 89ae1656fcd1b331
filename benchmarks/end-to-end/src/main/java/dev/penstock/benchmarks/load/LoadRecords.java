// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * The values that all contestants carry: a few different ones of each shape, made once.
 *
 * <p>Thread: any.
 */
public final class LoadRecords {
    private static final int DIFFERENT = 64;
    private static final Schema FLAT = SchemaBuilder.struct()
            .name("load.Flat")
            .field("id", Schema.INT64_SCHEMA)
            .field("customer", Schema.STRING_SCHEMA)
            .field("amount", Schema.FLOAT64_SCHEMA)
            .field("count", Schema.INT32_SCHEMA)
            .field("paid", Schema.BOOLEAN_SCHEMA)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("text", Schema.STRING_SCHEMA)
            .build();
    private static final int ROW_COLUMNS = 10;
    private static final Schema ROW = row();
    private static final Schema LINE = SchemaBuilder.struct()
            .name("load.Line")
            .field("article", Schema.STRING_SCHEMA)
            .field("count", Schema.INT32_SCHEMA)
            .field("price", Schema.FLOAT64_SCHEMA)
            .build();
    private static final Schema NESTED = SchemaBuilder.struct()
            .name("load.Nested")
            .field("id", Schema.INT64_SCHEMA)
            .field("order", FLAT)
            .field("lines", SchemaBuilder.array(LINE).build())
            .field(
                    "labels",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA)
                            .build())
            .build();

    private LoadRecords() {}

    /** Columns as a database gives them. */
    private static Schema row() {
        SchemaBuilder row = SchemaBuilder.struct().name("load.Row");
        for (int i = 0; i < ROW_COLUMNS; i++) {
            row.field("name_" + i, Schema.STRING_SCHEMA)
                    .field("remark_" + i, Schema.OPTIONAL_STRING_SCHEMA)
                    .field("count_" + i, Schema.INT32_SCHEMA)
                    .field("amount_" + i, i % 2 == 0 ? Schema.FLOAT64_SCHEMA : Schema.INT64_SCHEMA);
        }
        return row.build();
    }

    /**
     * Values of the shape {@code row} (40 columns, 1 KB of JSON, 3.3 KB with its schema), {@code flat} (7 fields, 0.5 KB, 1 KB),
     * {@code nested}, {@code schemaless} or {@code bytes} (100 bytes).
     */
    public static List<SchemaAndValue> values(String shape) {
        List<SchemaAndValue> values = new ArrayList<>(DIFFERENT);
        for (int i = 0; i < DIFFERENT; i++) {
            values.add(
                    switch (shape) {
                        case "row" -> new SchemaAndValue(ROW, row(i));
                        case "flat" -> new SchemaAndValue(FLAT, flat(i));
                        case "nested" -> new SchemaAndValue(NESTED, nested(i));
                        case "schemaless" -> new SchemaAndValue(null, schemaless(i));
                        case "bytes" ->
                            new SchemaAndValue(Schema.BYTES_SCHEMA, text(i, 100).getBytes(StandardCharsets.US_ASCII));
                        default -> throw new IllegalArgumentException("Unknown shape '" + shape + "'");
                    });
        }
        return values;
    }

    private static Struct row(int i) {
        Struct row = new Struct(ROW);
        for (int column = 0; column < ROW_COLUMNS; column++) {
            row.put("name_" + column, text(i + column, 17))
                    .put("remark_" + column, (i + column) % 4 == 0 ? null : text(i, 15))
                    .put("count_" + column, i * 31 + column);
            if (column % 2 == 0) {
                row.put("amount_" + column, i * 1.25 + column);
            } else {
                row.put("amount_" + column, 1_000_000_007L * i + column);
            }
        }
        return row;
    }

    private static Struct flat(int i) {
        return new Struct(FLAT)
                .put("id", 1_000_000_007L * i)
                .put("customer", "customer-" + i)
                .put("amount", i * 1.25)
                .put("count", i)
                .put("paid", i % 2 == 0)
                .put("note", i % 3 == 0 ? null : "left at the door")
                .put("text", text(i, 370));
    }

    private static Struct nested(int i) {
        List<Struct> lines = new ArrayList<>();
        for (int line = 0; line < 5; line++) {
            lines.add(new Struct(LINE)
                    .put("article", "article-" + line)
                    .put("count", line + i)
                    .put("price", line * 9.99));
        }
        return new Struct(NESTED)
                .put("id", (long) i)
                .put("order", flat(i))
                .put("lines", lines)
                .put("labels", Map.of("region", "north", "channel", "web"));
    }

    private static Map<String, Object> schemaless(int i) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", 1_000_000_007L * i);
        value.put("customer", "customer-" + i);
        value.put("amount", i * 1.25);
        value.put("count", (long) i);
        value.put("paid", i % 2 == 0);
        value.put("text", text(i, 860));
        return value;
    }

    private static String text(int seed, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + (seed * 31 + i * 7) % 26));
        }
        return text.toString();
    }
}
