// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;

/** Short ways to records and transformations. */
final class Records {
    private Records() {}

    static SinkRecord sink(Schema schema, Object value) {
        return new SinkRecord(
                "orders", 3, null, null, schema, value, 42, 1_600_000_000_000L, TimestampType.CREATE_TIME);
    }

    static SinkRecord sink(Struct value) {
        return sink(value.schema(), value);
    }

    static SourceRecord source(Schema schema, Object value) {
        return new SourceRecord(Map.of(), Map.of(), "orders", null, null, null, schema, value, null);
    }

    static <T extends Transformation<?>> T configured(T transformation, Map<String, String> config) {
        transformation.configure(config);
        return transformation;
    }
}
