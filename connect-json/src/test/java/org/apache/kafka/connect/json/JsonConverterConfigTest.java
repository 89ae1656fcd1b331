// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonConverterConfigTest {
    static Stream<List<String>> keys() throws IOException {
        return rows("/json-converter-keys.tsv");
    }

    static Stream<List<String>> constants() throws IOException {
        return rows("/constants.tsv");
    }

    /** Columns: class, version, name, type, default, importance, valid, group, order, width, display, dependents, marker. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void keysAreDefinedAsPublished(List<String> row) {
        ConfigDef.ConfigKey key = JsonConverterConfig.configDef().configKeys().get(row.get(2));

        assertNotNull(key, row.get(2));
        assertEquals(row.get(3), key.type.name());
        String standard = key.defaultValue == null ? "<null>" : key.defaultValue.toString();
        assertEquals(row.get(4), key.hasDefault() ? standard : "<none>");
        assertEquals(row.get(5), key.importance.name());
        assertEquals(row.get(6).isEmpty(), key.validator == null);
        assertEquals(row.get(7), key.group == null ? "" : key.group);
        assertEquals(row.get(8), Integer.toString(key.orderInGroup));
        assertEquals(row.get(9), key.width.name());
        assertEquals(row.get(10), key.displayName);
        assertTrue(key.dependents.isEmpty());
    }

    @Test
    void thereAreNoOtherKeys() throws IOException {
        assertEquals(
                keys().map(row -> row.get(2)).collect(Collectors.toCollection(TreeSet::new)),
                new TreeSet<>(new JsonConverter().config().names()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("constants")
    void constantsHaveThePublishedValues(List<String> row) throws ReflectiveOperationException {
        Object value = Class.forName(row.get(1)).getField(row.get(2)).get(null);

        String shown = row.get(3).equals("enum") ? "toString=" + value : value == null ? "<null>" : value.toString();
        assertEquals(row.get(4), shown);
    }

    @Test
    void isRegisteredAsConverterAndAsHeaderConverter() {
        for (Class<?> service : List.of(Converter.class, HeaderConverter.class)) {
            assertTrue(ServiceLoader.load(service).stream().anyMatch(p -> p.type() == JsonConverter.class));
        }
    }

    @Test
    void reportsTheVersionOfTheKafkaClients() {
        assertEquals("4.3.1", new JsonConverter().version());
    }

    @Test
    void blankSchemaContentIsNone() {
        assertNull(config("schema.content", "  ").schemaContent());
        assertArrayEquals("{}".getBytes(UTF_8), config("schema.content", "{}").schemaContent());
    }

    @Test
    void decimalFormatIgnoresCase() {
        assertEquals(DecimalFormat.NUMERIC, config("decimal.format", "Numeric").decimalFormat());
    }

    private static JsonConverterConfig config(String key, String value) {
        return new JsonConverterConfig(Map.of("converter.type", "value", key, value));
    }

    private static Stream<List<String>> rows(String resource) throws IOException {
        try (InputStream in = JsonConverterConfigTest.class.getResourceAsStream(resource)) {
            assertNotNull(in, resource);
            return new String(in.readAllBytes(), UTF_8).lines().skip(1).map(line -> List.of(line.split("\t", -1)));
        }
    }
}
