// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;

/** Records that are like another but for one half. */
final class Copies {
    private Copies() {}

    static <R extends ConnectRecord<R>> R withKey(R record, Schema schema, Object key) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                schema,
                key,
                record.valueSchema(),
                record.value(),
                record.timestamp());
    }

    static <R extends ConnectRecord<R>> R withValue(R record, Schema schema, Object value) {
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                schema,
                value,
                record.timestamp());
    }
}
