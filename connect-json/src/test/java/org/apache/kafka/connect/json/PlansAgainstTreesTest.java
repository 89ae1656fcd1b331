// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick way and the careful way must not be told apart: same bytes, same values, same errors, over made-up data. */
class PlansAgainstTreesTest {
    private static final int ROUNDS = 200;

    private final List<Ways> settings = List.of(
            new Ways(Map.of()),
            new Ways(Map.of("schemas.enable", "false")),
            new Ways(Map.of("decimal.format", "numeric", "replace.null.with.default", "false")));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void bothWaysAgreeOnValuesWithSchemas(long seed) {
        RandomData data = new RandomData(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Schema schema = data.schema();
            for (Ways ways : settings) {
                Object value = data.value(schema);
                if (value != null || schema != null) ways.check(data, schema, value);
            }
        }
        assertTrue(settings.stream().allMatch(ways -> ways.read > ROUNDS / 2), "too little was readable to tell");
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void bothWaysAgreeOnValuesWithoutSchemas(long seed) {
        RandomData data = new RandomData(seed);
        for (int round = 0; round < ROUNDS; round++) {
            Object value = data.schemaless();
            if (value == null) continue;
            for (Ways ways : settings) ways.check(data, null, value);
        }
        assertTrue(settings.stream().allMatch(ways -> ways.read > ROUNDS / 2), "too little was readable to tell");
    }

    /** A converter, and its parts put together without plans. */
    private static final class Ways {
        private final JsonConverter converter = new JsonConverter();
        private final boolean envelope;
        private final TreeWriter writer;
        private final TreeReader reader;
        private final SchemaTrees schemas;
        private int read;

        Ways(Map<String, String> settings) {
            converter.configure(settings, false);
            Map<String, String> all = new HashMap<>(settings);
            all.put("converter.type", "value");
            JsonConverterConfig config = new JsonConverterConfig(all);
            envelope = config.schemasEnabled();
            writer = new TreeWriter(config.decimalFormat(), config.replaceNullWithDefault());
            reader = new TreeReader(config.replaceNullWithDefault());
            schemas = new SchemaTrees(writer, reader, 10);
        }

        void check(RandomData data, Schema schema, Object value) {
            byte[][] text = new byte[1][];
            String careful = outcome(() -> text[0] = writeByTree(schema, value));
            assertEquals(careful, outcome(() -> converter.fromConnectData("topic", schema, value)));
            if (text[0] == null) return;
            checkReading(text[0]);
            checkReading(data.damaged(text[0]));
            checkReading(data.damaged(text[0]));
        }

        private void checkReading(byte[] text) {
            String careful = outcome(() -> readByTree(text));
            assertEquals(careful, outcome(() -> converter.toConnectData("topic", text)), () -> new String(text, UTF_8));
            if (!careful.startsWith("!")) read++;
        }

        private byte[] writeByTree(Schema schema, Object value) {
            JsonNode head = envelope ? schemas.toTree(schema) : null;
            JsonNode payload = writer.write(schema, value);
            JsonNode tree = envelope ? JsonSchema.envelope(head, payload) : payload;
            return new JsonSerializer().serialize("topic", tree);
        }

        /** Damaged envelopes are the converter's own business; here they only have to fail there, too. */
        private SchemaAndValue readByTree(byte[] text) {
            JsonNode tree;
            try {
                tree = JsonDeserializer.exact().deserialize("topic", text);
            } catch (RuntimeException e) {
                throw new Unreadable();
            }
            if (!envelope) return new SchemaAndValue(null, reader.read(null, tree));
            if (!tree.isObject() || tree.size() != 2 || !tree.has("schema") || !tree.has("payload")) {
                throw new Unreadable();
            }
            Schema schema = schemas.toSchema(tree.get("schema"));
            return new SchemaAndValue(schema, reader.read(schema, tree.get("payload")));
        }
    }

    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static String outcome(Supplier<Object> call) {
        try {
            return describe(call.get());
        } catch (RuntimeException e) {
            String message = String.valueOf(e.getMessage());
            boolean unreadable = e instanceof Unreadable
                    || message.startsWith("Converting byte[]")
                    || message.startsWith("JsonConverter with schemas.enable");
            return unreadable ? "!unreadable" : "!" + e;
        }
    }

    private static String describeSchema(Schema schema) {
        String parts =
                switch (schema.type()) {
                    case ARRAY -> describe(schema.valueSchema());
                    case MAP -> describe(schema.keySchema()) + describe(schema.valueSchema());
                    case STRUCT ->
                        schema.fields().stream()
                                .map(field -> field.name() + describe(field.schema()))
                                .toList()
                                .toString();
                    default -> "";
                };
        return Arrays.asList(
                        schema.type(),
                        schema.isOptional(),
                        schema.name(),
                        schema.version(),
                        schema.doc(),
                        schema.parameters(),
                        describe(schema.defaultValue()),
                        parts)
                .toString();
    }

    private static String describe(Object value) {
        if (value instanceof byte[] bytes) return Arrays.toString(bytes);
        if (value instanceof SchemaAndValue both) return describe(both.schema()) + " " + describe(both.value());
        if (value instanceof Schema schema) return describeSchema(schema);
        if (value instanceof List<?> list) {
            return list.stream().map(PlansAgainstTreesTest::describe).toList().toString();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> describe(entry.getKey()) + "=" + describe(entry.getValue()))
                    .sorted()
                    .toList()
                    .toString();
        }
        if (value instanceof Struct struct) {
            StringBuilder text = new StringBuilder("Struct");
            for (Field field : struct.schema().fields()) {
                text.append(' ').append(describe(struct.getWithoutDefault(field.name())));
            }
            return text.toString();
        }
        return value == null ? "null" : value.getClass().getSimpleName() + Objects.toString(value);
    }
}
