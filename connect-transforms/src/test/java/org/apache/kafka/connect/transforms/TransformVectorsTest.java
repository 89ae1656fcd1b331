// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransformVectorsTest {
    static Stream<Arguments> vectors() throws IOException {
        try (InputStream in = TransformVectorsTest.class.getResourceAsStream("/transform-vectors.json")) {
            JsonNode vectors = new ObjectMapper().readTree(in);
            return StreamSupport.stream(vectors.spliterator(), false)
                    .map(vector -> Arguments.of(vector.get("id").asText(), vector));
        }
    }

    @Test
    void noVectorIsMissing() throws IOException {
        assertEquals(110, vectors().count());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void recordsComeOutAsRecorded(String id, JsonNode vector) {
        if (vector.has("error")) {
            Exception thrown = assertThrows(Exception.class, () -> transformed(vector));
            assertEquals(vector.get("error").asText(), thrown.getClass().getSimpleName());
            return;
        }
        SinkRecord record = transformed(vector);

        JsonNode expected = vector.get("result");
        if (expected.isNull()) {
            assertNull(record);
            return;
        }
        assertNotNull(record);
        assertEquals(expected.get("topic").asText(), record.topic());
        assertEquals(expected.get("partition").asInt(), record.kafkaPartition());
        assertEquals(expected.get("timestamp").asLong(), record.timestamp());
        assertEquals(text(expected.get("key_schema")), RecordText.of(record.keySchema()));
        assertEquals(expected.get("key").asText(), RecordText.of(record.key()));
        assertEquals(text(expected.get("value_schema")), RecordText.of(record.valueSchema()));
        assertEquals(expected.get("value").asText(), RecordText.of(record.value()));
        assertEquals(expected.get("headers").asText(), RecordText.of(record.headers()));
    }

    private static SinkRecord transformed(JsonNode vector) {
        Map<String, String> config = new HashMap<>();
        vector.get("config")
                .properties()
                .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        try (Transformation<SinkRecord> transformation =
                newTransformation(vector.get("class").asText())) {
            transformation.configure(config);
            return transformation.apply(input(vector));
        }
    }

    @SuppressWarnings("unchecked") // every stock transformation takes sink records
    private static Transformation<SinkRecord> newTransformation(String className) {
        try {
            return (Transformation<SinkRecord>)
                    Class.forName(className).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static SinkRecord input(JsonNode vector) {
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", vector.get("schemas").asText()), false);
            SchemaAndValue key = read(converter, vector.get("key"));
            SchemaAndValue value = read(converter, vector.get("value"));
            return new SinkRecord(
                    vector.get("topic").asText(),
                    vector.get("partition").asInt(),
                    key.schema(),
                    key.value(),
                    value.schema(),
                    value.value(),
                    vector.get("offset").asLong(),
                    vector.get("timestamp").asLong(),
                    TimestampType.CREATE_TIME,
                    headers(vector.get("headers").asText()));
        }
    }

    private static SchemaAndValue read(JsonConverter converter, JsonNode json) {
        return json.isNull()
                ? SchemaAndValue.NULL
                : converter.toConnectData("topic", json.asText().getBytes(UTF_8));
    }

    private static Headers headers(String text) {
        ConnectHeaders headers = new ConnectHeaders();
        for (String header : text.split(",")) {
            String[] parts = header.split("[=:]");
            if (parts[1].equals("int32")) headers.add(parts[0], Integer.valueOf(parts[2]), Schema.INT32_SCHEMA);
            else headers.add(parts[0], parts[2], Schema.STRING_SCHEMA);
        }
        return headers;
    }

    private static String text(JsonNode node) {
        return node.isNull() ? null : node.asText();
    }
}
