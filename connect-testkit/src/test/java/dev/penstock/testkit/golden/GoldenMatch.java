// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Compares an answer's JSON with a recorded one, by the rules that the recordings were made under. */
final class GoldenMatch {
    private static final String WILDCARD = "<<";
    private static final String STARTS = "<<starts>>";
    private static final String REGEX = "<<re>>";
    private static final String INVALID_CONFIG = "Connector configuration is invalid and contains";

    private GoldenMatch() {}

    /** @param mode {@code exact}, {@code unordered} or {@code subset} */
    static boolean matches(JsonNode expected, JsonNode actual, String mode) {
        return mode.equals("subset") ? contains(expected, actual) : same(expected, actual, mode.equals("unordered"));
    }

    /** Whether everything expected is there; there may be more. */
    static boolean contains(JsonNode expected, JsonNode actual) {
        if (isWildcard(expected)) {
            return fits(expected.asText(), actual);
        }
        if (expected.isObject()) {
            if (!actual.isObject()) {
                return false;
            }
            for (Map.Entry<String, JsonNode> field : fields(expected)) {
                if (!actual.has(field.getKey()) || !contains(field.getValue(), actual.get(field.getKey()))) {
                    return false;
                }
            }
            return true;
        }
        if (expected.isArray()) {
            return actual.isArray()
                    && elements(expected).stream()
                            .allMatch(wanted -> elements(actual).stream().anyMatch(found -> contains(wanted, found)));
        }
        return equal(expected, actual);
    }

    private static boolean same(JsonNode expected, JsonNode actual, boolean unordered) {
        if (isWildcard(expected)) {
            return fits(expected.asText(), actual);
        }
        if (expected.isObject()) {
            return actual.isObject()
                    && expected.size() == actual.size()
                    && fields(expected).stream()
                            .allMatch(field -> actual.has(field.getKey())
                                    && same(field.getValue(), actual.get(field.getKey()), unordered));
        }
        if (expected.isArray()) {
            return actual.isArray() && expected.size() == actual.size() && sameElements(expected, actual, unordered);
        }
        return equal(expected, actual);
    }

    private static boolean sameElements(JsonNode expected, JsonNode actual, boolean unordered) {
        if (!unordered) {
            for (int i = 0; i < expected.size(); i++) {
                if (!same(expected.get(i), actual.get(i), false)) {
                    return false;
                }
            }
            return true;
        }
        List<JsonNode> left = elements(actual);
        for (JsonNode wanted : elements(expected)) {
            Iterator<JsonNode> candidates = left.iterator();
            boolean found = false;
            while (!found && candidates.hasNext()) {
                if (same(wanted, candidates.next(), true)) {
                    candidates.remove();
                    found = true;
                }
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWildcard(JsonNode expected) {
        return expected.isTextual() && expected.asText().startsWith(WILDCARD);
    }

    private static boolean fits(String wildcard, JsonNode actual) {
        if (wildcard.startsWith(STARTS)) {
            return actual.isTextual() && actual.asText().startsWith(wildcard.substring(STARTS.length()));
        }
        if (wildcard.startsWith(REGEX)) {
            return actual.isTextual()
                    && Pattern.compile(wildcard.substring(REGEX.length()), Pattern.DOTALL)
                            .matcher(actual.asText())
                            .matches();
        }
        return true;
    }

    private static boolean equal(JsonNode expected, JsonNode actual) {
        if (expected.isTextual() && actual.isTextual() && expected.asText().startsWith(INVALID_CONFIG)) {
            return sortedLines(expected.asText()).equals(sortedLines(actual.asText()));
        }
        return expected.isNumber() && actual.isNumber()
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }

    private static List<String> sortedLines(String text) {
        return Arrays.stream(text.split("\n")).sorted().toList();
    }

    private static List<JsonNode> elements(JsonNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        return elements;
    }

    private static List<Map.Entry<String, JsonNode>> fields(JsonNode object) {
        return new ArrayList<>(object.properties());
    }
}
