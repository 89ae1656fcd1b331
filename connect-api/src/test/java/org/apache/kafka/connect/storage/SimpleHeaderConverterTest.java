// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimpleHeaderConverterTest {
    private final SimpleHeaderConverter converter = new SimpleHeaderConverter();

    private final TimeZone zone = TimeZone.getDefault();

    /** The zone that the vectors were taken in. */
    @BeforeEach
    void useUtc() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(zone);
    }

    static Stream<List<String>> vectors() throws IOException {
        try (InputStream in =
                SimpleHeaderConverterTest.class.getResourceAsStream("/simple-header-converter-vectors.tsv")) {
            assertNotNull(in);
            List<List<String>> rows = new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> List.of(line.split("\t", -1)))
                    .toList();
            assertEquals(95, rows.size());
            return rows.stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("vectors")
    void readsAndWritesBackWhatTheOriginalDoes(List<String> vector) {
        SchemaAndValue read = converter.toConnectHeader(
                "topic", "header", unescape(vector.get(0)).getBytes(UTF_8));

        if (vector.get(1).equals("<no result>")) {
            assertNull(read);
            return;
        }
        assertEquals(vector.get(1), describe(read.schema()));
        assertEquals(onThisJvm(read.value(), vector.get(2)), describe(read.value()));
        byte[] back = converter.fromConnectHeader("topic", "header", read.schema(), read.value());
        assertEquals(onThisJvm(read.value(), vector.get(3)), new String(back, UTF_8));
    }

    /** The vectors were taken on Java 17; later ones need fewer digits for the same float. */
    private static String onThisJvm(Object value, String recorded) {
        if (!(value instanceof Float)) return unescape(recorded);
        int number = recorded.indexOf(':') + 1;
        return recorded.substring(0, number) + Float.parseFloat(recorded.substring(number));
    }

    @Test
    void missingBytesAreNeitherSchemaNorValueAndStayMissing() {
        assertSame(SchemaAndValue.NULL, converter.toConnectHeader("topic", "header", null));
        assertNull(converter.fromConnectHeader("topic", "header", Schema.STRING_SCHEMA, null));
    }

    /** The file writes a line feed as backslash n and a backslash as two. */
    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                plain.append(c);
            } else {
                i++;
                plain.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
            }
        }
        return plain.toString();
    }

    private static String describe(Schema schema) {
        if (schema == null) return "null";
        String text = schema.type().getName();
        if (schema.type() == Schema.Type.ARRAY) text += "<" + describe(schema.valueSchema()) + ">";
        if (schema.type() == Schema.Type.MAP) {
            text += "<" + describe(schema.keySchema()) + "," + describe(schema.valueSchema()) + ">";
        }
        if (schema.name() != null) text += "#" + schema.name();
        if (schema.version() != null) text += "@" + schema.version();
        return schema.parameters() == null ? text : text + new TreeMap<>(schema.parameters());
    }

    private static String describe(Object value) {
        if (value == null) return "null";
        if (value instanceof java.util.Date date) return "date:" + date.getTime();
        if (value instanceof List<?> list) {
            return list.stream().map(SimpleHeaderConverterTest::describe).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> describe(entry.getKey()) + "=" + describe(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return value.getClass().getSimpleName() + ":" + value;
    }
}
