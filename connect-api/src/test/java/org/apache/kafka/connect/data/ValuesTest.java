// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    private static final long MOMENT = 1_566_570_894_346L; // 2019-08-23T14:34:54.346Z

    private final TimeZone zone = TimeZone.getDefault();

    @BeforeEach
    void useUtc() {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    }

    @AfterEach
    void restoreZone() {
        TimeZone.setDefault(zone);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|INT8",
                "128|INT16",
                "32768|INT32",
                "2147483648|INT64",
                "9223372036854775808|BYTES",
                "1.5|FLOAT32",
                "1e39|FLOAT64",
                "1e400|BYTES",
                "1.0|INT8",
                "+5|INT8",
                "007|INT8",
                "true|BOOLEAN",
                "2019-08-23|INT32",
                "14:34:54.346Z|INT32",
                "2019-08-23T14:34:54.346Z|INT64",
                "14\\:34\\:54.346Z|INT32",
                "1,2|INT8",
                "[1] x|ARRAY",
                "{}|MAP",
                "abc|STRING",
                "true,1|STRING",
                "\"quoted\"|STRING",
                "[1,,2]|STRING",
                "[1,null]|STRING",
                "{a:1}|STRING",
                ".5|STRING",
                "1f|STRING",
                "NaN|STRING",
                "[1 2]|STRING",
                "{\"a\"|STRING"
            })
    void findsTheTypeThatATextLooksLike(String text, Schema.Type type) {
        assertEquals(type, Values.parseString(text).schema().type());
    }

    @Test
    void readsTheTextAsTheValueOfThatType() {
        assertEquals((byte) 1, Values.parseString("1").value());
        assertEquals(
                new BigDecimal("9223372036854775808"),
                Values.parseString("9223372036854775808").value());
        assertEquals(
                new java.util.Date(MOMENT),
                Values.parseString("2019-08-23T14:34:54.346Z").value());
        assertEquals("line \"1\"", Values.parseString("line \"1\"").value());
    }

    @Test
    void nullIsNoValueAndNothingIsNeither() {
        assertNull(Values.parseString("null"));
        assertSame(SchemaAndValue.NULL, Values.parseString(null));
        assertEquals(new SchemaAndValue(Schema.STRING_SCHEMA, ""), Values.parseString(""));
    }

    @Test
    void elementsOfAListGrowToACommonType() {
        assertEquals(
                new SchemaAndValue(SchemaBuilder.array(Schema.INT16_SCHEMA).build(), List.of((short) 1, (short) 300)),
                Values.parseString("[1, 300]"));
        assertEquals(List.of(1f, 2.5f), Values.parseString("[1,2.5]").value());
    }

    @Test
    void elementsWithNothingInCommonStayAsTheyAre() {
        SchemaAndValue mixed = Values.parseString("[1,\"a\"]");

        assertEquals(List.of((byte) 1, "a"), mixed.value());
        assertNull(mixed.schema().valueSchema());
    }

    @Test
    void mapsAreReadWithNestedValues() {
        SchemaAndValue map = Values.parseString("{\"a\":[1,2] , \"b\" : [3]}");

        assertEquals(Map.of("a", List.of((byte) 1, (byte) 2), "b", List.of((byte) 3)), map.value());
        assertEquals(Schema.STRING_SCHEMA, map.schema().keySchema());
        assertNull(Values.parseString("{\"a\":1,\"b\":\"x\"}").schema().valueSchema());
    }

    @Test
    void datesAreReadAndWrittenInTheDefaultZone() {
        TimeZone.setDefault(TimeZone.getTimeZone("GMT+2"));

        assertEquals(
                new java.util.Date(MOMENT - 7_200_000),
                Values.parseString("2019-08-23T14:34:54.346Z").value());
        assertEquals("2019-08-23T16:34:54.346Z", Values.convertToString(null, new java.util.Date(MOMENT)));
    }

    @Test
    void convertsToNumbersByCuttingOff() {
        assertEquals((byte) 44, Values.convertToByte(null, 300));
        assertEquals((short) 12, Values.convertToShort(null, "12.9"));
        assertEquals(1000, Values.convertToInteger(null, "1e3"));
        assertEquals(3L, Values.convertToLong(Date.SCHEMA, new java.util.Date(3 * 86_400_000L)));
        assertEquals(1.5f, Values.convertToFloat(null, 1.5));
        assertEquals(99_999_999_999.0, Values.convertToDouble(null, "99999999999"));
        assertNull(Values.convertToInteger(null, null));
    }

    @Test
    void convertsToBooleans() {
        assertEquals(true, Values.convertToBoolean(null, "true "));
        assertEquals(true, Values.convertToBoolean(null, 5));
        assertEquals(false, Values.convertToBoolean(null, "0"));
        refuses(
                "Unable to convert TRUE (class java.lang.String) to a number",
                () -> Values.convertToBoolean(null, "TRUE"));
    }

    @Test
    void convertsToDecimals() {
        assertEquals(new BigDecimal("660.51"), Values.convertToDecimal(null, new byte[] {1, 2, 3}, 2));
        assertEquals(new BigDecimal("12.5"), Values.convertToDecimal(null, "12.5", 3));
        assertEquals(new BigDecimal("5.0"), Values.convertToDecimal(null, 5, 2));
    }

    @Test
    void convertsBetweenDatesByTheirSchemas() {
        java.util.Date moment = new java.util.Date(MOMENT);

        assertEquals(new java.util.Date(1_566_518_400_000L), Values.convertToDate(Timestamp.SCHEMA, moment));
        assertEquals(new java.util.Date(52_494_346L), Values.convertToTime(Timestamp.SCHEMA, moment));
        assertEquals(moment, Values.convertToTimestamp(null, "2019-08-23T14:34:54.346Z"));
        assertEquals(new java.util.Date(86_400_000L), Values.convertToDate(null, 1));
        refuses(
                "Kafka Connect Date type should not have any time fields set to non-zero values.",
                () -> Values.convertToTimestamp(Date.SCHEMA, moment));
    }

    @Test
    void convertsToCollectionsFromText() {
        assertEquals(List.of((byte) 1, (byte) 2), Values.convertToList(null, "[1,2]"));
        assertEquals(Map.of("a", (byte) 1), Values.convertToMap(null, "{\"a\":1}"));
        refuses("Unable to convert 5 (class java.lang.Byte) to Schema{ARRAY}", () -> Values.convertToList(null, "5"));
        refuses(
                "Unable to convert a (class java.lang.String) to Schema{STRUCT}",
                () -> Values.convertToStruct(null, "a"));
        refuses(
                "Unable to convert a null value to a schema that requires a value",
                () -> Values.convertToMap(null, null));
    }

    @Test
    void writesValuesAsText() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put("k\"", null);
        map.put(1, List.of("x", true));

        assertEquals("{\"k\\\"\":null,1:[\"x\",true]}", Values.convertToString(null, map));
        assertEquals("AQID", Values.convertToString(null, new byte[] {1, 2, 3}));
        assertEquals("plain \"text\"", Values.convertToString(null, "plain \"text\""));
        assertEquals("1970-01-02", Values.convertToString(null, new java.util.Date(86_400_000L)));
        refuses(
                "Failed to serialize unexpected value type java.lang.Character: c",
                () -> Values.convertToString(null, 'c'));
    }

    @Test
    void whatIsWrittenCanBeRead() {
        Map<String, Object> value = Map.of("a", List.of((byte) 1, (byte) 2));

        assertEquals(
                value, Values.parseString(Values.convertToString(null, value)).value());
    }

    @Test
    void infersTheSchemaOfBareValues() {
        Schema struct = SchemaBuilder.struct().build();

        assertEquals(Schema.INT32_SCHEMA, Values.inferSchema(1));
        assertEquals(
                SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build(), Values.inferSchema(Arrays.asList(1, null)));
        assertEquals(
                SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build(),
                Values.inferSchema(Map.of("a", 1)));
        assertSame(struct, Values.inferSchema(new Struct(struct)));
        assertNull(Values.inferSchema(List.of(1, 2L)));
        assertNull(Values.inferSchema(Collections.emptyMap()));
        assertNull(Values.inferSchema(new java.util.Date()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u0000\u0000\u0000\u0001", "\u0000,", "[\u0000,1]", "\u2003", "[\u2003\"a\"]"})
    void textOfControlCharactersOrWideBlanksStaysText(String text) {
        assertEquals(new SchemaAndValue(Schema.STRING_SCHEMA, text), Values.parseString(text));
    }

    @Test
    void controlCharactersAreBlanksBetweenValues() {
        assertEquals(
                List.of("a", (byte) 1),
                Values.parseString("\u0000[\u0000\"a\"\u0000,1]\u0000").value());
        assertEquals(
                Map.of("a", (byte) 1), Values.parseString("{\"a\"\u0001:1}").value());
        assertEquals(List.of(), Values.parseString("[\u0000]").value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "{\"a\":[1]}", "a\\,b", ""})
    void tokensMakeUpTheWholeText(String text) {
        Values.Parser parser = new Values.Parser(text);
        StringBuilder all = new StringBuilder();
        while (parser.hasNext()) all.append(parser.next());

        assertEquals(text, all.toString());
    }

    @Test
    void aParserCanGoBack() {
        Values.Parser parser = new Values.Parser("a , b");
        int start = parser.mark();

        assertEquals("a ,", parser.next(2));
        assertEquals(true, parser.canConsume("b"));
        assertNull(parser.next(1));
        parser.rewindTo(start);
        assertEquals(false, parser.canConsume("b"));
        assertEquals("a ", parser.next());
        assertEquals("a ", parser.previous());
    }

    private static void refuses(String message, Executable call) {
        assertEquals(message, assertThrows(DataException.class, call).getMessage());
    }
}
