// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the original converter made of certain texts, and what it wrote back. */
class JsonConverterVectorsTest {
    static Stream<JsonNode> vectors() throws IOException {
        try (InputStream in = JsonConverterVectorsTest.class.getResourceAsStream("/json-converter-vectors.json")) {
            assertNotNull(in);
            List<JsonNode> vectors = new ArrayList<>();
            new ObjectMapper().readTree(in).forEach(vectors::add);
            assertEquals(51, vectors.size());
            return vectors.stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void readsAndWritesBackWhatTheOriginalDoes(JsonNode vector) {
        JsonConverter converter = new JsonConverter();
        Map<String, String> config = new HashMap<>();
        vector.get("config")
                .properties()
                .forEach(e -> config.put(e.getKey(), e.getValue().asText()));
        converter.configure(config, false);
        byte[] input = vector.get("input").isNull()
                ? null
                : vector.get("input").asText().getBytes(UTF_8);

        if (vector.has("error")) {
            assertEquals("DataException", vector.get("error").asText());
            assertThrows(DataException.class, () -> converter.toConnectData("topic", input));
            return;
        }
        SchemaAndValue read = converter.toConnectData("topic", input);
        assertEquals(vector.get("schema").asText(), describe(read.schema()));
        assertEquals(vector.get("value").asText(), describe(read.value()));
        if (vector.has("output_error")) {
            assertThrows(DataException.class, () -> converter.fromConnectData("topic", read.schema(), read.value()));
            return;
        }
        byte[] written = converter.fromConnectData("topic", read.schema(), read.value());
        String output =
                vector.get("output").isNull() ? null : vector.get("output").asText();
        assertEquals(output, written == null ? null : new String(written, UTF_8));
    }

    private static String describe(Schema schema) {
        if (schema == null) return "null";
        StringBuilder text = new StringBuilder(schema.type().getName());
        switch (schema.type()) {
            case ARRAY ->
                text.append('<').append(describe(schema.valueSchema())).append('>');
            case MAP ->
                text.append('<')
                        .append(describe(schema.keySchema()))
                        .append(',')
                        .append(describe(schema.valueSchema()))
                        .append('>');
            case STRUCT ->
                text.append(schema.fields().stream()
                        .map(field -> field.name() + ":" + describe(field.schema()))
                        .collect(Collectors.joining(",", "{", "}")));
            default -> {}
        }
        if (schema.isOptional()) text.append('?');
        if (schema.name() != null) text.append('#').append(schema.name());
        if (schema.version() != null) text.append('@').append(schema.version());
        if (schema.parameters() != null) text.append(new TreeMap<>(schema.parameters()));
        if (schema.defaultValue() != null) text.append('=').append(describe(schema.defaultValue()));
        return text.toString();
    }

    private static String describe(Object value) {
        if (value == null) return "null";
        if (value instanceof byte[] bytes) return "bytes:" + Base64.getEncoder().encodeToString(bytes);
        if (value instanceof java.util.Date date) return "date:" + date.getTime();
        if (value instanceof List<?> list) {
            return list.stream().map(JsonConverterVectorsTest::describe).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> describe(entry.getKey()) + "=" + describe(entry.getValue()))
                    .sorted()
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Struct struct) {
            StringBuilder text = new StringBuilder("Struct{");
            for (Field field : struct.schema().fields()) {
                if (field.index() > 0) text.append(',');
                text.append(field.name()).append('=').append(describe(struct.getWithoutDefault(field.name())));
            }
            return text.append('}').toString();
        }
        return value.getClass().getSimpleName() + ":" + value;
    }
}
