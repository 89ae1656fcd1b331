// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

/**
 * What a record allocates, as a share of what a tree of nodes allocates for the same bytes: a figure that no load on the machine
 * changes. What it is beside the published converter is measured by the benchmarks.
 */
class AllocationTest {
    private static final int WARM_CALLS = 5_000;
    private static final int CALLS = 1_000;
    private static final int ROUNDS = 3;
    private static final int COLUMNS = 10;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final ObjectMapper jackson = new ObjectMapper();
    private final JsonConverter converter = new JsonConverter();
    private final Schema schema = schema();
    private final Struct value = value();

    AllocationTest() {
        converter.configure(Map.of("schemas.enable", "true"), false);
    }

    @Test
    void readingWithASchemaAllocatesAQuarterOfATreeAtMost() throws Exception {
        byte[] json = converter.fromConnectData("t", schema, value);

        double share =
                (double) allocated(() -> converter.toConnectData("t", json)) / allocated(() -> jackson.readTree(json));

        assertTrue(share <= 0.25, "of a tree: " + share);
    }

    @Test
    void writingWithASchemaAllocatesLessThanHalfOfATreeAndItsText() throws Exception {
        byte[] json = converter.fromConnectData("t", schema, value);

        double share = (double) allocated(() -> converter.fromConnectData("t", schema, value))
                / allocated(() -> jackson.writeValueAsBytes(payload(json)));

        assertTrue(share <= 0.4, "of a tree and its text: " + share);
    }

    private Object payload(byte[] json) throws IOException {
        return jackson.readTree(json);
    }

    private long allocated(Callable<?> call) throws Exception {
        for (int i = 0; i < WARM_CALLS; i++) {
            call.call();
        }
        long least = Long.MAX_VALUE;
        long self = Thread.currentThread().getId();
        for (int round = 0; round < ROUNDS; round++) {
            long before = threads.getThreadAllocatedBytes(self);
            for (int i = 0; i < CALLS; i++) {
                call.call();
            }
            least = Math.min(least, threads.getThreadAllocatedBytes(self) - before);
        }
        return least;
    }

    private static Schema schema() {
        SchemaBuilder schema = SchemaBuilder.struct().name("row");
        for (int i = 0; i < COLUMNS; i++) {
            schema.field("name_" + i, Schema.STRING_SCHEMA)
                    .field("remark_" + i, Schema.OPTIONAL_STRING_SCHEMA)
                    .field("count_" + i, Schema.INT32_SCHEMA)
                    .field("amount_" + i, Schema.FLOAT64_SCHEMA);
        }
        return schema.build();
    }

    private Struct value() {
        Struct value = new Struct(schema);
        for (int i = 0; i < COLUMNS; i++) {
            value.put("name_" + i, "some text of ordinary length, number " + i)
                    .put("count_" + i, i * 1_000)
                    .put("amount_" + i, i * 1.25);
        }
        return value;
    }
}
