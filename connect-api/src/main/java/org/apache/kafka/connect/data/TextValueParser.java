// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/**
 * Reads the value that a text looks like. Whatever does not read as one is, at the outermost level, the whole text as
 * a string, and within a list or map a reason to take the whole as a string.
 *
 * <p>Thread: one; used up by one call.
 */
final class TextValueParser {
    private static final String QUOTE = "\"";
    private static final Schema ARRAY_OF_ANYTHING =
            SchemaBuilder.type(Schema.Type.ARRAY).build();
    private static final Schema MAP_OF_ANYTHING =
            SchemaBuilder.type(Schema.Type.MAP).build();
    /** How many tokens follow the first one of a time: two colons and what is behind each. */
    private static final int REST_OF_TIME = 4;

    private final Values.Parser parser;

    TextValueParser(Values.Parser parser) {
        this.parser = parser;
    }

    SchemaAndValue parse(boolean embedded) {
        if (!parser.hasNext()) return null;
        int start = parser.mark();
        if (embedded && parser.canConsume(QUOTE)) return parseQuoted();
        if (canConsumeLiteral("null", embedded)) return null;
        if (canConsumeLiteral("true", embedded)) return new SchemaAndValue(Schema.BOOLEAN_SCHEMA, true);
        if (canConsumeLiteral("false", embedded)) return new SchemaAndValue(Schema.BOOLEAN_SCHEMA, false);

        try {
            if (parser.canConsume("[")) return parseArray();
            if (parser.canConsume("{")) return parseMap();
        } catch (DataException e) {
            // Not a list or map after all. At the outermost level that makes it a string, decided below.
            parser.rewindTo(start);
        }

        String token = parser.next();
        if (Values.Parser.isBlank(token)) return new SchemaAndValue(Schema.STRING_SCHEMA, token);
        SchemaAndValue scalar = parseScalar(token.trim());
        if (scalar != null) return scalar;
        if (embedded) throw new DataException("Failed to parse embedded value");
        return new SchemaAndValue(Schema.STRING_SCHEMA, parser.original());
    }

    /** At the outermost level a literal must be all there is. */
    private boolean canConsumeLiteral(String literal, boolean embedded) {
        int mark = parser.mark();
        if (!parser.canConsume(literal)) return false;
        if (embedded || !parser.hasNext()) return true;
        parser.rewindTo(mark);
        return false;
    }

    private SchemaAndValue parseScalar(String token) {
        char first = token.charAt(0);
        if (Character.isDigit(first)) {
            SchemaAndValue temporal = parseTemporal(token);
            if (temporal != null) return temporal;
        }
        return Character.isDigit(first) || first == '+' || first == '-' ? parseNumber(token) : null;
    }

    /** Colons cut a time into tokens unless they are escaped. */
    private SchemaAndValue parseTemporal(String token) {
        SchemaAndValue single = Temporals.parse(token);
        if (single != null) return single;
        int mark = parser.mark();
        String rest = parser.next(REST_OF_TIME);
        if (rest == null) return null;
        SchemaAndValue several = Temporals.parse(token + rest);
        if (several == null) parser.rewindTo(mark);
        return several;
    }

    private static SchemaAndValue parseNumber(String token) {
        BigDecimal number;
        try {
            number = new BigDecimal(token);
        } catch (NumberFormatException e) {
            return null;
        }
        SchemaAndValue whole = wholeNumber(number);
        if (whole != null) return whole;
        float single = number.floatValue();
        if (!Float.isInfinite(single) && number.scale() != 0) {
            return new SchemaAndValue(Schema.FLOAT32_SCHEMA, single);
        }
        double twice = number.doubleValue();
        if (!Double.isInfinite(twice) && number.scale() != 0) {
            return new SchemaAndValue(Schema.FLOAT64_SCHEMA, twice);
        }
        return new SchemaAndValue(Decimal.schema(number.scale()), number);
    }

    private static SchemaAndValue wholeNumber(BigDecimal number) {
        long whole;
        try {
            whole = number.longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
        if (whole == (byte) whole) return new SchemaAndValue(Schema.INT8_SCHEMA, (byte) whole);
        if (whole == (short) whole) return new SchemaAndValue(Schema.INT16_SCHEMA, (short) whole);
        if (whole == (int) whole) return new SchemaAndValue(Schema.INT32_SCHEMA, (int) whole);
        return new SchemaAndValue(Schema.INT64_SCHEMA, whole);
    }

    /** Reads on behind an opening quote. Escapes stay as they are. */
    private SchemaAndValue parseQuoted() {
        StringBuilder content = new StringBuilder();
        while (parser.hasNext()) {
            if (parser.canConsume(QUOTE, false)) {
                String text = content.toString();
                SchemaAndValue temporal = Temporals.parse(text);
                return temporal == null ? new SchemaAndValue(Schema.STRING_SCHEMA, text) : temporal;
            }
            content.append(parser.next());
        }
        throw new DataException("A quoted string has no closing quote");
    }

    /** Reads on behind an opening bracket. */
    private SchemaAndValue parseArray() {
        List<Object> elements = new ArrayList<>();
        CommonSchema common = new CommonSchema();
        while (parser.hasNext()) {
            if (parser.canConsume("]")) {
                if (!common.known()) return new SchemaAndValue(ARRAY_OF_ANYTHING, elements);
                Schema schema = SchemaBuilder.array(common.schema).build();
                return new SchemaAndValue(schema, Values.alignListEntriesWithSchema(schema, elements));
            }
            if (parser.canConsume(",")) throw new DataException("A list has an empty element");
            SchemaAndValue element = parse(true);
            common.merge(element);
            elements.add(element == null ? null : element.value());
            requireCommaOrEnd();
        }
        throw new DataException("A list has no closing bracket");
    }

    /** Reads on behind an opening brace. */
    private SchemaAndValue parseMap() {
        Map<Object, Object> entries = new LinkedHashMap<>();
        CommonSchema keys = new CommonSchema();
        CommonSchema values = new CommonSchema();
        while (parser.hasNext()) {
            if (parser.canConsume("}")) return mapOf(entries, keys, values);
            if (parser.canConsume(",")) throw new DataException("A map has an empty entry");
            SchemaAndValue key = parse(true);
            if (key == null || key.value() == null) throw new DataException("A map has a null key");
            if (!parser.canConsume(":")) throw new DataException("A map's key has no value");
            SchemaAndValue value = parse(true);
            keys.merge(key);
            values.merge(value);
            entries.put(key.value(), value == null ? null : value.value());
            parser.canConsume(","); // has always been allowed to be missing here
        }
        throw new DataException("A map has no closing brace");
    }

    private static SchemaAndValue mapOf(Map<Object, Object> entries, CommonSchema keys, CommonSchema values) {
        if (!keys.known()) return new SchemaAndValue(MAP_OF_ANYTHING, entries);
        if (!values.known()) {
            Schema schema =
                    new ConnectSchema(Schema.Type.MAP, false, null, null, null, null, null, null, keys.schema, null);
            return new SchemaAndValue(schema, Values.alignMapKeysWithSchema(schema, entries));
        }
        Schema schema = SchemaBuilder.map(keys.schema, values.schema).build();
        return new SchemaAndValue(schema, Values.alignMapKeysAndValuesWithSchema(schema, entries));
    }

    private void requireCommaOrEnd() {
        int mark = parser.mark();
        if (parser.canConsume("]")) {
            parser.rewindTo(mark);
        } else if (!parser.canConsume(",")) {
            throw new DataException("There is no comma between elements");
        }
    }

    /** The schema that elements share, widened as they come; unknown once two of them have nothing in common. */
    private static final class CommonSchema {
        private Schema schema;
        private boolean compatible = true;

        boolean known() {
            return compatible && schema != null;
        }

        void merge(SchemaAndValue latest) {
            if (latest == null || latest.schema() == null || !compatible) return;
            schema = schema == null ? latest.schema() : common(schema, latest.schema());
            compatible = schema != null;
        }

        private static Schema common(Schema previous, Schema latest) {
            Schema.Type before = previous.type();
            Schema.Type after = latest.type();
            if (before == after) return latest;
            if (!isNumber(before) || !isNumber(after)) return null;
            return before.compareTo(after) < 0 ? latest : previous;
        }

        private static boolean isNumber(Schema.Type type) {
            return type.compareTo(Schema.Type.FLOAT64) <= 0;
        }
    }
}
