// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SingleFieldPathTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.b|in steps",
                "`a.b`|as one",
                "`a`.`b`|in steps",
                "a`.b|back quote in a name",
                "`a\\`.b`|escaped back quote before a dot"
            })
    void pathsLeadWhereTheyShould(String path, String expected) {
        Map<String, Object> value = Map.of(
                "a",
                Map.of("b", "in steps"),
                "a.b",
                "as one",
                "a`",
                Map.of("b", "back quote in a name"),
                "a`.b",
                "escaped back quote before a dot");

        assertEquals(expected, new SingleFieldPath(path, FieldSyntaxVersion.V2).valueFrom(value));
    }

    @Test
    void versionOneKnowsNoSteps() {
        SingleFieldPath path = new SingleFieldPath("a.b", FieldSyntaxVersion.V1);

        assertEquals(1, path.valueFrom(Map.of("a.b", 1, "a", Map.of("b", 2))));
        assertEquals("SingleFieldPath{version=V1, path=a.b}", path.toString());
    }

    @ParameterizedTest
    @CsvSource({"`a,0", "a.`b,2", "`a`b,0", "a.`b\\`.c,2", "x`.`y.z,3"})
    void anOpenBackQuoteIsRefused(String path, int position) {
        ConfigException thrown =
                assertThrows(ConfigException.class, () -> new SingleFieldPath(path, FieldSyntaxVersion.V2));

        assertEquals(
                "Incomplete backtick pair in path: [" + path
                        + "], consider adding a backslash before backtick at position " + position + " to escape it",
                thrown.getMessage());
    }

    @Test
    void stepsThatLeadNowhereYieldNull() {
        Schema inner = SchemaBuilder.struct()
                .optional()
                .field("b", SchemaBuilder.int32().optional().defaultValue(5).build())
                .build();
        Schema schema = SchemaBuilder.struct().field("a", inner).build();
        SingleFieldPath path = new SingleFieldPath("a.b", FieldSyntaxVersion.V2);
        Struct empty = new Struct(schema).put("a", new Struct(inner));

        assertNull(path.valueFrom(new Struct(schema)));
        assertEquals(5, path.valueFrom(empty));
        assertNull(path.valueFrom(empty, false));
        assertEquals("b", path.fieldFrom(schema).name());
        assertNull(new SingleFieldPath("a.x", FieldSyntaxVersion.V2).fieldFrom(schema));
        assertNull(new SingleFieldPath("x.y", FieldSyntaxVersion.V2).fieldFrom(schema));
    }

    @Test
    void aStepIntoSomethingElseIsAnError() {
        DataException thrown = assertThrows(
                DataException.class, () -> new SingleFieldPath("a.b", FieldSyntaxVersion.V2).valueFrom(Map.of("a", 1)));

        assertEquals(
                "Only Map objects supported in absence of schema for [nested field access], "
                        + "found: java.lang.Integer",
                thrown.getMessage());
    }

    @Test
    void pathsAreEqualIfTheyLeadTheSameWay() {
        assertEquals(
                new SingleFieldPath("`a`.b", FieldSyntaxVersion.V2),
                new SingleFieldPath("a.`b`", FieldSyntaxVersion.V2));
        assertEquals(
                new SingleFieldPath("a.b", FieldSyntaxVersion.V1), new SingleFieldPath("`a.b`", FieldSyntaxVersion.V2));
    }
}
