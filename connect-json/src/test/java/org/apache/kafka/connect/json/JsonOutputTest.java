// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonOutputTest {
    private final ObjectMapper jackson = new ObjectMapper();
    private final JsonOutput out = new JsonOutput();

    @Test
    void writesEveryCharacterAsJacksonDoes() throws JsonProcessingException {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String text = "a" + (char) c + "z";
            out.reset();
            out.string(text);
            assertArrayEquals(jackson.writeValueAsBytes(text), out.toBytes(), "character " + c);
        }
    }

    @Test
    void writesEveryCharacterInALongTextAsJacksonDoes() throws JsonProcessingException {
        String plain = "a long text without anything in it that is not plain, questions? aside";
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            int at = c % plain.length();
            String text = plain.substring(0, at) + (char) c + plain.substring(at);
            out.reset();
            out.string(text);
            assertArrayEquals(jackson.writeValueAsBytes(text), out.toBytes(), "character " + c + " at " + at);
        }
    }

    @Test
    void writesEveryCharacterAtEveryPlaceOfALongText() throws JsonProcessingException {
        for (String odd :
                List.of("\"", "\\", "\u0000", "\u001f", " ", "\u007f", "?", "\u00e9", "\ud800", "\ud83d\ude00")) {
            for (int length = 30; length < 60; length++) {
                for (int at = 0; at < length; at++) {
                    String text = "x".repeat(at) + odd + "y".repeat(length - at - 1);
                    out.reset();
                    out.string(text);
                    assertArrayEquals(
                            jackson.writeValueAsBytes(text), out.toBytes(), odd + " at " + at + " of " + length);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {0, -0.0, 1, 1e7, 1e-5, 0.1, 1.7976931348623157E308, 4.9E-324, Double.NaN, 1 / 0.0, -1 / 0.0})
    void writesFractionsAsJacksonDoes(double value) throws JsonProcessingException {
        out.number(value);
        out.character(' ');
        out.number((float) value);

        String wanted = jackson.writeValueAsString(value) + " " + jackson.writeValueAsString((float) value);
        assertEquals(wanted, new String(out.toBytes(), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 10, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void writesWholeNumbers(long value) {
        out.number(value);
        out.character(' ');
        out.number((int) value);

        assertEquals(value + " " + (int) value, new String(out.toBytes(), UTF_8));
    }

    @Test
    void givesUpBeforeTheDepthThatJacksonRefuses() {
        assertThrows(Surprise.class, () -> {
            for (int i = 0; i < 1000; i++) out.open('[');
        });
    }

    @Test
    void afterAResetNothingIsLeft() {
        out.string("long gone");
        out.reset();
        out.bool(false);

        assertEquals("false", new String(out.toBytes(), UTF_8));
    }
}
