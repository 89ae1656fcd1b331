// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.errors.DeadLetterQueue.Letter;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Source records in a form that can be kept whatever is wrong with them: JSON with its schema, or plain text where even
 * that fails.
 *
 * <p>Thread: one at a time, guarded by this object: records fail on the task's thread and on the producer's.
 */
final class SourceLetters implements Function<SourceRecord, Letter> {
    private final JsonConverter keys = new JsonConverter();
    private final JsonConverter values = new JsonConverter();

    SourceLetters() {
        keys.configure(Map.of("schemas.enable", "true"), true);
        values.configure(Map.of("schemas.enable", "true"), false);
    }

    @Override
    public synchronized Letter apply(SourceRecord message) {
        Long timestamp = message.timestamp();
        return new Letter(
                write(keys, message.topic(), message.keySchema(), message.key()),
                write(values, message.topic(), message.valueSchema(), message.value()),
                timestamp == null || timestamp < 0 ? null : timestamp,
                null,
                message.topic(),
                message.kafkaPartition(),
                null);
    }

    private static byte @Nullable [] write(
            JsonConverter converter, String topic, @Nullable Schema schema, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        try {
            return converter.fromConnectData(topic, schema, value);
        } catch (RuntimeException e) {
            return value.toString().getBytes(StandardCharsets.UTF_8);
        }
    }
}
