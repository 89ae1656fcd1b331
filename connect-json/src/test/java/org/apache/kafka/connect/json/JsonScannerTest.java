// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
    private final NameCache names = new NameCache();

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-0", "7", "-128", "999999999999999999", "9223372036854775807", "-9223372036854775807"})
    void readsWholeNumbersThatFitALong(String text) {
        assertEquals(Long.parseLong(text), scan(text).whole());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "+1", "01", "-01", "1.", "1.5", ".5", "1e", "1e3", "9223372036854775808", "x", "\"1\""})
    void leavesOtherNumbersToJackson(String text) {
        assertThrows(Surprise.class, () -> scan(text).whole());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0",
                "-0.0",
                "-0.0e5",
                "1.5",
                "0.1",
                "123456789.123456789",
                "1e22",
                "1e23",
                "9007199254740993.0",
                "1E-5",
                "4.9E-324",
                "1e400",
                "-1e400",
                "-1e-400",
                "16777217.0",
                "3.4028236e38",
                "0.30000000000000004",
                "1e-9999"
            })
    void readsFractionsAsDecimalsWouldBeRounded(String text) {
        assertEquals(new BigDecimal(text).doubleValue(), scan(text).twice());
        assertEquals(new BigDecimal(text).floatValue(), scan(text).single());
    }

    @Test
    void readsMadeUpFractionsAsDecimalsWouldBeRounded() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String text = random.nextBoolean()
                    ? BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(30))
                            .toString()
                    : Double.toString(Math.scalb(random.nextDouble(), random.nextInt(2000) - 1000));
            if (text.chars().allMatch(c -> c != '.' && c != 'E')) text += ".0";
            assertEquals(new BigDecimal(text).doubleValue(), scan(text).twice(), text);
            assertEquals(new BigDecimal(text).floatValue(), scan(text).single(), text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.50", "-0.001", "1e400", "12345678901234567890.12", "7"})
    void keepsAllDigitsOfDecimals(String text) {
        assertEquals(new BigDecimal(text), scan(text).decimal());
    }

    @Test
    void unescapesStrings() {
        assertEquals(
                "a\"\\/\b\f\n\r\t\u00e4\ud83d\ude00z",
                scan("\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E4\\ud83d\\ude00z\"").string());
        assertEquals("\u00e4\n\u20ac", scan("\"\u00e4\\n\u20ac\"").string());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"open", "\"\\x\"", "\"\\u12g4\"", "\"\\u12\"", "\"a\tb\"", "\"\\\"", "'a'"})
    void leavesDoubtfulStringsToJackson(String text) {
        assertThrows(Surprise.class, () -> scan(text).string());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00c3",
                "\u00ff",
                "\u00c0\u0080",
                "\u00ed\u00a0\u0080",
                "\u00f4\u0090\u0080\u0080",
                "\u00e2\u0082"
            })
    void leavesBytesThatAreNoUtf8ToJackson(String bytes) {
        byte[] text = ("\"" + bytes + "\"").getBytes(ISO_8859_1);

        assertThrows(Surprise.class, () -> new JsonScanner(text, names).string());
    }

    @Test
    void readsTextOfAnyLengthWithSomethingOddAtAnyPlace() {
        for (String odd : List.of("plain", "\u00e9", "\u20ac", "\ud83d\ude00", "\\n", "\\\"", "\u007f")) {
            for (int at = 0; at < 40; at++) {
                for (int rest = 0; rest < 20; rest++) {
                    String before = "x".repeat(at);
                    String after = "y".repeat(rest);
                    JsonScanner in = scan("\"" + before + odd + after + "\",");

                    String meant = odd.replace("\\n", "\n").replace("\\\"", "\"");
                    assertEquals(before + meant + after, in.string());
                    assertEquals(',', in.peek());
                }
            }
        }
    }

    @Test
    void leavesControlCharactersAtAnyPlaceToJackson() {
        for (int at = 0; at < 40; at++) {
            for (char control = 0; control < ' '; control++) {
                JsonScanner in = scan("\"" + "x".repeat(at) + control + "z".repeat(20) + "\"");
                assertThrows(Surprise.class, in::string, "character " + (int) control + " at " + at);
            }
        }
    }

    @Test
    void aNameThatWasSeenBeforeIsTheSameString() {
        String first = scan("\"customer\" : 1").name();

        assertSame(first, scan("\"customer\":2").name());
        assertEquals("ca\u00f1a", scan("\"ca\u00f1a\":1").name());
        assertEquals("a\"b", scan("\"a\\\"b\":1").name());
    }

    @Test
    void passesOverAnObjectWithBracketsInItsStrings() {
        JsonScanner in = scan(" {\"a\":\"}\\\"}\",\"b\":{\"c\":[{}]}} ,");

        in.skipObject();

        assertEquals(',', in.peek());
    }

    @Test
    void anEmptyArrayHasNothingWithin() {
        JsonScanner in = scan("[ ] x");

        assertFalse(in.open('[', ']'));
        assertEquals('x', in.peek());
    }

    private JsonScanner scan(String text) {
        return new JsonScanner(text.getBytes(UTF_8), names);
    }
}
