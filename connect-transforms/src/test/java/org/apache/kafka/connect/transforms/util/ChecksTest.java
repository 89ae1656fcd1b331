// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms.util;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class ChecksTest {
    @Test
    void requirementsNameThePurposeAndWhatWasFound() {
        Map<String, Object> map = Map.of();

        assertSame(map, Requirements.requireMap(map, "testing"));
        assertNull(Requirements.requireMapOrNull(null, "testing"));
        assertNull(Requirements.requireStructOrNull(null, "testing"));
        assertEquals(
                "Only Map objects supported in absence of schema for [testing], found: null",
                assertThrows(DataException.class, () -> Requirements.requireMap(null, "testing"))
                        .getMessage());
        assertEquals(
                "Only Struct objects supported for [testing], found: java.lang.String",
                assertThrows(DataException.class, () -> Requirements.requireStruct("text", "testing"))
                        .getMessage());
        assertEquals(
                "Schema required for [testing]",
                assertThrows(DataException.class, () -> Requirements.requireSchema(null, "testing"))
                        .getMessage());
    }

    @Test
    void validatorsSayWhatTheyWant() {
        assertEquals("non-empty list", new NonEmptyListValidator().toString());
        assertEquals("valid regex", new RegexValidator().toString());
        assertDoesNotThrow(() -> new NonEmptyListValidator().ensureValid("key", List.of("a")));
        assertThrows(ConfigException.class, () -> new NonEmptyListValidator().ensureValid("key", List.of()));
        assertThrows(ConfigException.class, () -> new NonEmptyListValidator().ensureValid("key", null));
        assertThrows(ConfigException.class, () -> new RegexValidator().ensureValid("key", "("));
        assertThrows(ConfigException.class, () -> new RegexValidator().ensureValid("key", Arrays.asList("a")));
    }

    @Test
    void schemaBasicsAreAllButOptionalDefaultAndFields() {
        Schema array = SchemaBuilder.array(Schema.INT8_SCHEMA)
                .optional()
                .name("n")
                .version(2)
                .doc("d")
                .parameter("p", "q")
                .build();

        Schema copy = SchemaUtil.copySchemaBasics(array).build();

        assertEquals(
                SchemaBuilder.array(Schema.INT8_SCHEMA)
                        .name("n")
                        .version(2)
                        .doc("d")
                        .parameter("p", "q")
                        .build(),
                copy);
    }
}
