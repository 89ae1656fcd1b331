// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import java.math.BigDecimal;
import java.text.DateFormat;
import java.text.StringCharacterIterator;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/**
 * Turns values of one type into another, any value into text, and text into the value it looks like. The text forms
 * are those of JSON for lists, maps and embedded strings, and of ISO 8601 for dates and times.
 */
public class Values {
    private static final Schema ARRAY = SchemaBuilder.type(Schema.Type.ARRAY).build();
    private static final Schema MAP = SchemaBuilder.type(Schema.Type.MAP).build();
    private static final Schema STRUCT = SchemaBuilder.type(Schema.Type.STRUCT).build();

    public Values() {}

    /**
     * Converts to a boolean. Text may say {@code true} or {@code false}; numbers are true unless zero.
     *
     * @param schema the schema of the value, or null
     * @param value  the value, or null
     * @return the boolean, or null for null
     * @throws DataException if that is not possible
     */
    public static Boolean convertToBoolean(Schema schema, Object value) throws DataException {
        return (Boolean) convertTo(Schema.OPTIONAL_BOOLEAN_SCHEMA, schema, value);
    }

    /** Converts numbers, text and logical dates to a byte, cutting off what does not fit; null stays null. */
    public static Byte convertToByte(Schema schema, Object value) throws DataException {
        return (Byte) convertTo(Schema.OPTIONAL_INT8_SCHEMA, schema, value);
    }

    /** Converts numbers, text and logical dates to a short, cutting off what does not fit; null stays null. */
    public static Short convertToShort(Schema schema, Object value) throws DataException {
        return (Short) convertTo(Schema.OPTIONAL_INT16_SCHEMA, schema, value);
    }

    /** Converts numbers, text and logical dates to an int, cutting off what does not fit; null stays null. */
    public static Integer convertToInteger(Schema schema, Object value) throws DataException {
        return (Integer) convertTo(Schema.OPTIONAL_INT32_SCHEMA, schema, value);
    }

    /** Converts numbers, text and logical dates to a long, cutting off what does not fit; null stays null. */
    public static Long convertToLong(Schema schema, Object value) throws DataException {
        return (Long) convertTo(Schema.OPTIONAL_INT64_SCHEMA, schema, value);
    }

    /** Converts numbers, text and logical dates to the nearest float; null stays null. */
    public static Float convertToFloat(Schema schema, Object value) throws DataException {
        return (Float) convertTo(Schema.OPTIONAL_FLOAT32_SCHEMA, schema, value);
    }

    /** Converts numbers, text and logical dates to the nearest double; null stays null. */
    public static Double convertToDouble(Schema schema, Object value) throws DataException {
        return (Double) convertTo(Schema.OPTIONAL_FLOAT64_SCHEMA, schema, value);
    }

    /** The text form of any value; null stays null. */
    public static String convertToString(Schema schema, Object value) {
        return (String) convertTo(Schema.OPTIONAL_STRING_SCHEMA, schema, value);
    }

    /** The list that the value is or that its text describes. */
    public static List<?> convertToList(Schema schema, Object value) {
        return (List<?>) convertTo(ARRAY, schema, value);
    }

    /** The map that the value is or that its text describes. */
    public static Map<?, ?> convertToMap(Schema schema, Object value) {
        return (Map<?, ?>) convertTo(MAP, schema, value);
    }

    /** The struct that the value is. */
    public static Struct convertToStruct(Schema schema, Object value) {
        return (Struct) convertTo(STRUCT, schema, value);
    }

    /** Converts milliseconds of the day, text and other logical dates to a {@link Time}. */
    public static java.util.Date convertToTime(Schema schema, Object value) {
        return (java.util.Date) convertTo(Time.SCHEMA, schema, value);
    }

    /** Converts days since 1970, text and other logical dates to a {@link Date}. */
    public static java.util.Date convertToDate(Schema schema, Object value) {
        return (java.util.Date) convertTo(Date.SCHEMA, schema, value);
    }

    /** Converts milliseconds since 1970, text and other logical dates to a {@link Timestamp}. */
    public static java.util.Date convertToTimestamp(Schema schema, Object value) {
        return (java.util.Date) convertTo(Timestamp.SCHEMA, schema, value);
    }

    /**
     * Converts numbers, text and unscaled bytes to a decimal.
     *
     * @param schema the schema of the value, or null
     * @param value  the value
     * @param scale  the scale of unscaled bytes; other values keep their own
     * @return the decimal
     */
    public static BigDecimal convertToDecimal(Schema schema, Object value, int scale) {
        return (BigDecimal) convertTo(Decimal.schema(scale), schema, value);
    }

    /**
     * The schema that a bare value seems to have.
     *
     * @param value the value
     * @return the schema; null if the class says too little (dates, decimals) or elements differ in type
     */
    public static Schema inferSchema(Object value) {
        if (value instanceof String) return Schema.STRING_SCHEMA;
        if (value instanceof Boolean) return Schema.BOOLEAN_SCHEMA;
        if (value instanceof Byte) return Schema.INT8_SCHEMA;
        if (value instanceof Short) return Schema.INT16_SCHEMA;
        if (value instanceof Integer) return Schema.INT32_SCHEMA;
        if (value instanceof Long) return Schema.INT64_SCHEMA;
        if (value instanceof Float) return Schema.FLOAT32_SCHEMA;
        if (value instanceof Double) return Schema.FLOAT64_SCHEMA;
        if (value instanceof byte[] || value instanceof java.nio.ByteBuffer) return Schema.BYTES_SCHEMA;
        if (value instanceof Struct struct) return struct.schema();
        if (value instanceof List<?> list) return inferListSchema(list);
        if (value instanceof Map<?, ?> map) return inferMapSchema(map);
        return null;
    }

    private static Schema inferListSchema(List<?> list) {
        if (list.isEmpty()) return null;
        SchemaDetector elements = new SchemaDetector();
        for (Object element : list) {
            if (!elements.canDetect(element)) return null;
        }
        return SchemaBuilder.array(elements.schema()).build();
    }

    private static Schema inferMapSchema(Map<?, ?> map) {
        if (map.isEmpty()) return null;
        SchemaDetector keys = new SchemaDetector();
        SchemaDetector values = new SchemaDetector();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!keys.canDetect(entry.getKey()) || !values.canDetect(entry.getValue())) return null;
        }
        return SchemaBuilder.map(keys.schema(), values.schema()).build();
    }

    /**
     * The value that a text describes, of the narrowest type that holds it: null, boolean, number, date, list, map.
     * Any other text is a string. What follows a complete value is ignored.
     *
     * @param value the text
     * @return schema and value; Java's null where the text says {@code null}
     */
    public static SchemaAndValue parseString(String value) {
        if (value == null) return SchemaAndValue.NULL;
        if (value.isEmpty()) return new SchemaAndValue(Schema.STRING_SCHEMA, value);
        return new TextValueParser(new Parser(value)).parse(false);
    }

    /**
     * Converts a value.
     *
     * @param toSchema   the schema wanted
     * @param fromSchema the schema of the value, or null
     * @param value      the value
     * @return the converted value
     * @throws DataException if there is no way from one to the other
     */
    protected static Object convertTo(Schema toSchema, Schema fromSchema, Object value) throws DataException {
        return ValueConversion.convert(toSchema, fromSchema, value);
    }

    /**
     * A value as a whole number.
     *
     * @param value      a number, text or a logical date
     * @param fromSchema its schema, or null
     * @param error      why other ways failed, or null
     * @return the number
     */
    protected static long asLong(Object value, Schema fromSchema, Throwable error) {
        return ValueConversion.asLong(value, fromSchema, error);
    }

    /**
     * A value as a number.
     *
     * @param value      a number, text or a logical date
     * @param schema     its schema, or null
     * @param error      why other ways failed, or null
     * @return the number
     */
    protected static double asDouble(Object value, Schema schema, Throwable error) {
        return ValueConversion.asDouble(value, schema, error);
    }

    /**
     * Writes the text form of a value.
     *
     * @param sb       where to
     * @param value    the value
     * @param embedded whether it stands within another value, where strings need quotes
     */
    protected static void append(StringBuilder sb, Object value, boolean embedded) {
        ValueText.append(sb, value, embedded);
    }

    /** Writes the text forms of several values, commas between. */
    protected static void appendIterable(StringBuilder sb, Iterator<?> iter) {
        ValueText.appendAll(sb, iter);
    }

    /** A text with its quotes and backslashes escaped. */
    protected static String escape(String value) {
        return ValueText.escape(value);
    }

    /**
     * The form that shows all of a date: time alone on the first day of 1970 and before, day alone at midnight, else both.
     *
     * @param value the date
     * @return a new format
     */
    public static DateFormat dateFormatFor(java.util.Date value) {
        return Temporals.formatFor(value);
    }

    protected static List<Object> alignListEntriesWithSchema(Schema schema, List<Object> input) {
        Schema elementSchema = schema.valueSchema();
        List<Object> aligned = new ArrayList<>(input.size());
        for (Object element : input) aligned.add(convertTo(elementSchema, null, element));
        return aligned;
    }

    protected static Map<Object, Object> alignMapKeysAndValuesWithSchema(Schema mapSchema, Map<Object, Object> input) {
        Schema keySchema = mapSchema.keySchema();
        Schema valueSchema = mapSchema.valueSchema();
        Map<Object, Object> aligned = new LinkedHashMap<>();
        input.forEach(
                (key, value) -> aligned.put(convertTo(keySchema, null, key), convertTo(valueSchema, null, value)));
        return aligned;
    }

    protected static Map<Object, Object> alignMapKeysWithSchema(Schema mapSchema, Map<Object, Object> input) {
        Schema keySchema = mapSchema.keySchema();
        Map<Object, Object> aligned = new LinkedHashMap<>();
        input.forEach((key, value) -> aligned.put(convertTo(keySchema, null, key), value));
        return aligned;
    }

    /** Finds the one type that all values shown to it have. */
    protected static class SchemaDetector {
        private Schema.Type knownType;
        private boolean optional;

        public SchemaDetector() {}

        /**
         * Takes another value into account.
         *
         * @param value the value; null makes the schema optional
         * @return whether all values so far are of one type
         */
        public boolean canDetect(Object value) {
            if (value == null) {
                optional = true;
                return true;
            }
            Schema schema = inferSchema(value);
            if (schema == null) return false;
            if (knownType == null) knownType = schema.type();
            return knownType == schema.type();
        }

        public Schema schema() {
            SchemaBuilder builder = SchemaBuilder.type(knownType);
            return optional ? builder.optional().build() : builder.build();
        }
    }

    /**
     * Cuts a text into tokens: each of the characters that structure lists and maps, and the runs between them. A
     * backslash takes that role from the character behind it.
     */
    protected static class Parser {
        private static final String DELIMITERS = ",:[]{}\"";

        private final String original;
        private final StringCharacterIterator characters;
        private String nextToken;
        private String previousToken;

        public Parser(String original) {
            this.original = original;
            this.characters = new StringCharacterIterator(original);
        }

        /**
         * Where the next character would be read; beyond a token that was only looked at.
         *
         * @return the index
         */
        public int position() {
            return characters.getIndex();
        }

        /**
         * Where the next token begins.
         *
         * @return the index, for {@link #rewindTo}
         */
        public int mark() {
            return characters.getIndex() - (nextToken == null ? 0 : nextToken.length());
        }

        public void rewindTo(int position) {
            characters.setIndex(position);
            nextToken = null;
            previousToken = null;
        }

        public String original() {
            return original;
        }

        public boolean hasNext() {
            return nextToken != null || canConsumeNextToken();
        }

        protected boolean canConsumeNextToken() {
            return characters.getEndIndex() > characters.getIndex();
        }

        /**
         * Takes the next token.
         *
         * @return the token; empty at the end
         */
        public String next() {
            if (nextToken == null) {
                previousToken = readToken();
            } else {
                previousToken = nextToken;
                nextToken = null;
            }
            return previousToken;
        }

        /**
         * Takes several tokens as one.
         *
         * @param n how many
         * @return the text of all of them; null, and nothing taken, if there are not as many
         */
        public String next(int n) {
            int start = mark();
            int taken = 0;
            while (taken < n && hasNext()) {
                next();
                taken++;
            }
            if (taken < n) {
                rewindTo(start);
                return null;
            }
            return original.substring(start, mark());
        }

        private String readToken() {
            StringBuilder token = new StringBuilder();
            boolean escaped = false;
            for (char c = characters.current(); c != StringCharacterIterator.DONE; c = characters.next()) {
                if (!escaped && DELIMITERS.indexOf(c) >= 0) {
                    if (token.length() > 0) return token.toString();
                    characters.next();
                    return String.valueOf(c);
                }
                escaped = !escaped && c == '\\';
                token.append(c);
            }
            return token.toString();
        }

        public String previous() {
            return previousToken;
        }

        /** Takes the next token if it is the expected one but for blanks around. */
        public boolean canConsume(String expected) {
            return canConsume(expected, true);
        }

        public boolean canConsume(String expected, boolean ignoreLeadingAndTrailingWhitespace) {
            if (!isNext(expected, ignoreLeadingAndTrailingWhitespace)) return false;
            nextToken = null;
            return true;
        }

        /** Control characters are blank too, as for {@link String#trim()}; the wider blanks of Unicode are text. */
        static boolean isBlank(String token) {
            return token.trim().isEmpty();
        }

        protected boolean isNext(String expected, boolean ignoreLeadingAndTrailingWhitespace) {
            if (nextToken == null) {
                if (!hasNext()) return false;
                nextToken = readToken();
            }
            if (!ignoreLeadingAndTrailingWhitespace) return nextToken.equals(expected);
            while (isBlank(nextToken) && canConsumeNextToken()) nextToken = readToken();
            return nextToken.trim().equals(expected);
        }
    }
}
