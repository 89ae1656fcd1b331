// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.storage;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StringConverterTest {
    private final StringConverter converter = new StringConverter();

    @Test
    void writesTheTextFormOfAnythingAndReadsOptionalStrings() {
        assertArrayEquals("5".getBytes(UTF_8), converter.fromConnectData("t", Schema.INT32_SCHEMA, 5));
        assertEquals(
                new SchemaAndValue(Schema.OPTIONAL_STRING_SCHEMA, "\u00e4"),
                converter.toConnectData("t", "\u00e4".getBytes(UTF_8)));
    }

    @Test
    void nothingStaysNothing() {
        assertNull(converter.fromConnectData("t", Schema.STRING_SCHEMA, null));
        assertEquals(new SchemaAndValue(Schema.OPTIONAL_STRING_SCHEMA, null), converter.toConnectData("t", null));
    }

    @Test
    void usesTheConfiguredEncodingForValuesAndHeaders() {
        converter.configure(Map.of("converter.encoding", "ISO-8859-1"), false);

        assertArrayEquals("\u00e4".getBytes(ISO_8859_1), converter.fromConnectData("t", null, "\u00e4"));
        assertEquals(
                "\u00e4",
                converter.toConnectHeader("t", "h", new byte[] {(byte) 0xe4}).value());
        assertArrayEquals(new byte[] {(byte) 0xe4}, converter.fromConnectHeader("t", "h", null, "\u00e4"));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        SerializationException e = assertThrows(
                SerializationException.class, () -> converter.configure(Map.of("converter.encoding", "bogus"), true));
        assertEquals("Unsupported encoding bogus", e.getMessage());
        assertThrows(ConfigException.class, () -> converter.configure(Map.of("converter.type", "other")));
        assertThrows(ConfigException.class, () -> converter.configure(Map.of()));
    }

    @Test
    void typesAreFoundWhateverTheirCase() {
        assertEquals(ConverterType.HEADER, ConverterType.withName("Header"));
        assertNull(ConverterType.withName("other"));
        assertNull(ConverterType.withName(null));
        assertEquals(ConverterType.KEY, new StringConverterConfig(Map.of("converter.type", "key")).type());
    }

    static Stream<List<String>> keys() throws IOException {
        try (InputStream in = StringConverterTest.class.getResourceAsStream("/string-converter-keys.tsv")) {
            assertNotNull(in);
            return new String(in.readAllBytes(), UTF_8).lines().skip(1).map(line -> List.of(line.split("\t", -1)));
        }
    }

    /** Columns: class, version, name, type, default, importance, valid, group, order, width, display, dependents, marker. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void keysAreDefinedAsPublished(List<String> row) {
        ConfigDef.ConfigKey key = converter.config().configKeys().get(row.get(2));

        assertNotNull(key, row.get(2));
        assertEquals(2, converter.config().names().size());
        assertEquals(row.get(3), key.type.name());
        assertEquals(row.get(4), key.hasDefault() ? key.defaultValue : "<none>");
        assertEquals(row.get(5), key.importance.name());
        assertEquals(row.get(6).isEmpty(), key.validator == null);
        assertEquals(row.get(7), key.group == null ? "" : key.group);
        assertEquals(row.get(8), Integer.toString(key.orderInGroup));
        assertEquals(row.get(9), key.width.name());
        assertEquals(row.get(10), key.displayName);
    }
}
