// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonConverterTest {
    private static final Schema PERSON = SchemaBuilder.struct()
            .name("person")
            .field("name", Schema.STRING_SCHEMA)
            .field("age", Schema.OPTIONAL_INT32_SCHEMA)
            .field("rank", SchemaBuilder.int32().defaultValue(7).build())
            .build();
    private static final String PERSON_HEAD = "{\"schema\":{\"type\":\"struct\",\"fields\":["
            + "{\"type\":\"string\",\"optional\":false,\"field\":\"name\"},"
            + "{\"type\":\"int32\",\"optional\":true,\"field\":\"age\"},"
            + "{\"type\":\"int32\",\"optional\":false,\"default\":7,\"field\":\"rank\"}],"
            + "\"optional\":false,\"name\":\"person\"},\"payload\":";

    private final JsonConverter converter = converter(Map.of());
    private final JsonConverter plain = converter(Map.of("schemas.enable", "false"));

    @Test
    void writesTheSchemaBeforeThePayload() {
        Struct person = new Struct(PERSON).put("name", "Ada").put("age", 36);

        byte[] written = converter.fromConnectData("topic", PERSON, person);

        assertEquals(PERSON_HEAD + "{\"name\":\"Ada\",\"age\":36,\"rank\":7}}", new String(written, UTF_8));
    }

    @Test
    void writesTheSameForTheSameAndForAnEqualSchema() {
        Schema equal = converter.asConnectSchema(converter.asJsonSchema(PERSON));
        Struct one = new Struct(PERSON).put("name", "Ada");
        Struct other = new Struct(equal).put("name", "Ada");

        byte[] first = converter.fromConnectData("topic", PERSON, one);

        assertArrayEquals(first, converter.fromConnectData("topic", equal, other));
        assertArrayEquals(first, converter.fromConnectData("topic", PERSON, other));
        assertArrayEquals(first, converter.fromConnectData("topic", PERSON, one));
    }

    @Test
    void aBuilderIsWrittenAsItIsAtThatMoment() {
        SchemaBuilder builder = SchemaBuilder.struct().field("a", Schema.INT8_SCHEMA);
        Struct struct = new Struct(builder).put("a", (byte) 1);

        assertEquals(
                "{\"schema\":{\"type\":\"struct\",\"fields\":[{\"type\":\"int8\",\"optional\":false,\"field\":\"a\"}],"
                        + "\"optional\":false},\"payload\":{\"a\":1}}",
                new String(converter.fromConnectData("topic", builder, struct), UTF_8));
    }

    @Test
    void nothingAtAllStaysNothing() {
        assertNull(converter.fromConnectData("topic", null, null));
        assertSame(SchemaAndValue.NULL, converter.toConnectData("topic", null));
        assertSame(SchemaAndValue.NULL, plain.toConnectData("topic", null));
    }

    @Test
    void aMissingRequiredValueIsRefused() {
        DataException e =
                assertThrows(DataException.class, () -> converter.fromConnectData("topic", Schema.INT32_SCHEMA, null));

        assertEquals(
                "Conversion error: null value for field that is required and has no default value", e.getMessage());
    }

    @Test
    void aStructOfAnotherSchemaIsRefused() {
        Struct other = new Struct(SchemaBuilder.struct().name("other").build());

        DataException e = assertThrows(DataException.class, () -> converter.fromConnectData("topic", PERSON, other));

        assertEquals("Mismatching schema.", e.getMessage());
    }

    @Test
    void aFailedRecordLeavesNoTraceInTheNext() {
        Schema list = SchemaBuilder.array(Schema.INT32_SCHEMA).build();
        assertThrows(DataException.class, () -> converter.fromConnectData("topic", list, Arrays.asList(1, "x")));

        byte[] written = converter.fromConnectData("topic", Schema.BOOLEAN_SCHEMA, true);

        assertEquals(
                "{\"schema\":{\"type\":\"boolean\",\"optional\":false},\"payload\":true}", new String(written, UTF_8));
    }

    @Test
    void keysThatBecomeTheSameTextAreWrittenOnce() {
        Schema map = SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, Schema.INT32_SCHEMA)
                .build();

        byte[] written = plain.fromConnectData("topic", map, Collections.singletonMap(null, 1));

        assertEquals("{\"null\":1}", new String(written, UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"Ada\",\"age\":36,\"rank\":7}",
                "{\"name\":\"Ada\",\"age\":36}",
                "{\"rank\":7,\"age\":36,\"name\":\"Ada\"}",
                " { \"name\" : \"\\u0041da\" ,\n\"age\" : 36 }",
                "{\"name\":\"Eve\",\"age\":36,\"name\":\"Ada\"}",
                "{\"name\":\"Ada\",\"age\":36,\"rank\":null}",
                "{\"name\":\"Ada\",\"age\":36,\"unknown\":{\"x\":[1,2.5,null]}}",
                "{\"name\":\"Ada\",\"age\":3.6e1}",
                "{\"name\":\"Ada\",\"age\":036}",
            })
    void readsTheSameInAnyOrderAndForm(String payload) {
        SchemaAndValue read = converter.toConnectData("topic", (PERSON_HEAD + payload + "}").getBytes(UTF_8));

        assertEquals(PERSON, read.schema());
        assertEquals(new Struct(PERSON).put("name", "Ada").put("age", 36).put("rank", 7), read.value());
    }

    @Test
    void equalBytesOfASchemaYieldOneSchema() {
        byte[] one = (PERSON_HEAD + "{\"name\":\"Ada\"}}").getBytes(UTF_8);
        byte[] other = "{\"schema\":{\"type\":\"int8\"},\"payload\":1}".getBytes(UTF_8);
        Schema schema = converter.toConnectData("topic", one).schema();

        assertEquals(Schema.INT8_SCHEMA, converter.toConnectData("topic", other).schema());
        assertSame(schema, converter.toConnectData("topic", one).schema());
        assertSame(schema, converter.toConnectData("topic", one.clone()).schema());
    }

    @Test
    void thePayloadMayComeBeforeTheSchema() {
        SchemaAndValue read =
                converter.toConnectData("topic", "{\"payload\":5,\"schema\":{\"type\":\"int16\"}}".getBytes(UTF_8));

        assertEquals(new SchemaAndValue(Schema.INT16_SCHEMA, (short) 5), read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5",
                "null",
                "{}",
                "{\"schema\":{\"type\":\"int8\"}}",
                "{\"schema\":{\"type\":\"int8\"},\"payload\":1,\"x\":2}"
            })
    void whatIsNoEnvelopeIsRefusedWithAHint(String text) {
        DataException e =
                assertThrows(DataException.class, () -> converter.toConnectData("topic", text.getBytes(UTF_8)));

        assertEquals(
                "JsonConverter with schemas.enable requires \"schema\" and \"payload\" fields and may not contain "
                        + "additional fields. If you are trying to deserialize plain JSON data, set schemas.enable=false in your "
                        + "converter configuration.",
                e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[1,]", "tru", "1x", "\"\\x\"", "\"a\tb\"", "{\"a\" 1}", "01x", "--1", "NaN"})
    void whatIsNoJsonIsRefused(String text) {
        DataException e = assertThrows(DataException.class, () -> plain.toConnectData("topic", text.getBytes(UTF_8)));

        assertEquals("Converting byte[] to Kafka Connect data failed due to serialization error: ", e.getMessage());
    }

    @Test
    void otherEncodingsOfUnicodeAreUnderstood() {
        byte[] text = "{\"schema\":{\"type\":\"string\"},\"payload\":\"\u00e4\"}".getBytes(UTF_16LE);

        assertEquals(new SchemaAndValue(Schema.STRING_SCHEMA, "\u00e4"), converter.toConnectData("topic", text));
    }

    @Test
    void nestsAsDeepAsJacksonAllowsAndNoDeeper() {
        String fits = "[".repeat(1000) + "]".repeat(1000);
        String tooDeep = "[".repeat(1001) + "]".repeat(1001);

        Object read = plain.toConnectData("topic", fits.getBytes(UTF_8)).value();
        assertEquals(fits, new String(plain.fromConnectData("topic", null, read), UTF_8));
        assertThrows(DataException.class, () -> plain.toConnectData("topic", tooDeep.getBytes(UTF_8)));
        assertThrows(DataException.class, () -> plain.fromConnectData("topic", null, List.of(read)));
    }

    @Test
    void aLongStringGoesBothWays() {
        String text = "\u00e4\"x".repeat(1_000_000);

        byte[] written = plain.fromConnectData("topic", Schema.STRING_SCHEMA, text);

        assertEquals(text, plain.toConnectData("topic", written).value());
    }

    @Test
    void aConfiguredSchemaStandsForTheEnvelopesSchema() {
        JsonConverter fixed = converter(Map.of("schema.content", "{\"type\":\"int32\",\"default\":3}"));

        assertEquals(5, fixed.toConnectData("topic", "5".getBytes(UTF_8)).value());
        assertEquals(3, fixed.toConnectData("topic", "null".getBytes(UTF_8)).value());
        assertEquals(
                "{\"schema\":{\"type\":\"int8\",\"optional\":false},\"payload\":1}",
                new String(fixed.fromConnectData("topic", Schema.INT8_SCHEMA, (byte) 1), UTF_8));
    }

    @Test
    void aConfiguredSchemaThatCannotBeReadFailsTheConfiguration() {
        assertThrows(DataException.class, () -> converter(Map.of("schema.content", "{")));
        assertThrows(DataException.class, () -> converter(Map.of("schema.content", "{\"type\":\"nonsense\"}")));
    }

    @Test
    void headersAreConvertedLikeValues() {
        JsonConverter headers = new JsonConverter();
        headers.configure(Map.of("converter.type", "header"));

        byte[] written = headers.fromConnectHeader("topic", "key", Schema.INT8_SCHEMA, (byte) 1);

        assertEquals(
                new SchemaAndValue(Schema.INT8_SCHEMA, (byte) 1), headers.toConnectHeader("topic", "key", written));
    }

    @Test
    void theSchemaOfJsonsNullIsNone() {
        assertNull(converter.asConnectSchema(NullNode.getInstance()));
    }

    @Test
    void severalThreadsMayShareAConverter() throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int number = thread;
                all.add(pool.submit(() -> convertBackAndForth(number)));
            }
            for (Future<?> one : all) one.get();
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void debeziumFindsTheMethodThatReadsATreeByItsSchema() throws Exception {
        Method found = JsonConverter.class.getDeclaredMethod(
                "convertToConnect", Schema.class, JsonNode.class, JsonConverterConfig.class);
        found.setAccessible(true);
        JsonNode tree = new ObjectMapper().readTree("{\"name\":\"Ada\",\"age\":null,\"rank\":null}");

        assertEquals(
                new Struct(PERSON).put("name", "Ada").put("rank", 7),
                found.invoke(converter, PERSON, tree, new JsonConverterConfig(Map.of("converter.type", "value"))));
    }

    private void convertBackAndForth(int thread) {
        Schema own = SchemaBuilder.struct()
                .name("of" + thread)
                .field("text", Schema.STRING_SCHEMA)
                .build();
        for (int i = 0; i < 2_000; i++) {
            Struct struct = new Struct(own).put("text", thread + ":" + i);
            byte[] written = converter.fromConnectData("topic", own, struct);
            assertEquals(new SchemaAndValue(own, struct), converter.toConnectData("topic", written));
        }
    }

    private static JsonConverter converter(Map<String, String> settings) {
        JsonConverter converter = new JsonConverter();
        converter.configure(settings, false);
        return converter;
    }
}
