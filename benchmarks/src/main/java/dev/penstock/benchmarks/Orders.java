// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The records that are measured: one of twelve plain fields, and one with structs and lists inside. */
enum Orders {
    FLAT,
    NESTED;

    private static Schema flatSchema() {
        SchemaBuilder builder = SchemaBuilder.struct().name("order").field("id", Schema.INT64_SCHEMA);
        for (int i = 0; i < 5; i++) builder.field("text" + i, Schema.OPTIONAL_STRING_SCHEMA);
        for (int i = 0; i < 4; i++) builder.field("count" + i, Schema.INT32_SCHEMA);
        return builder.field("price", Schema.FLOAT64_SCHEMA)
                .field("paid", Schema.BOOLEAN_SCHEMA)
                .build();
    }

    private static Struct flat(Schema schema) {
        Struct order =
                new Struct(schema).put("id", 1_234_567_890L).put("price", 19.95).put("paid", true);
        for (int i = 0; i < 5; i++) order.put("text" + i, "some text of ordinary length, number " + i);
        for (int i = 0; i < 4; i++) order.put("count" + i, i * 1000);
        return order;
    }

    Struct value() {
        Schema flatSchema = flatSchema();
        if (this == FLAT) return flat(flatSchema);
        Schema schema = SchemaBuilder.struct()
                .name("basket")
                .field("owner", Schema.STRING_SCHEMA)
                .field("orders", SchemaBuilder.array(flatSchema).build())
                .field(
                        "tags",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA)
                                .build())
                .build();
        return new Struct(schema)
                .put("owner", "somebody")
                .put("orders", List.of(flat(flatSchema), flat(flatSchema), flat(flatSchema)))
                .put("tags", Map.of("a", 1, "b", 2));
    }
}
