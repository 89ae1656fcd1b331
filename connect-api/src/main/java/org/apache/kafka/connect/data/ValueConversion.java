// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.errors.DataException;

/** Converts single values to the type of a schema. Lists, maps and structs are taken as they are. */
final class ValueConversion {
    private ValueConversion() {}

    static Object convert(Schema to, Schema from, Object value) {
        if (value == null) {
            if (to.isOptional()) return null;
            throw new DataException("Unable to convert a null value to a schema that requires a value");
        }
        return switch (to.type()) {
            case BYTES -> toBytes(to, from, value);
            case STRING -> ValueText.of(value);
            case BOOLEAN -> toBoolean(from, value);
            case INT8 -> value instanceof Byte ? value : (Object) (byte) asLong(value, from, null);
            case INT16 -> value instanceof Short ? value : (Object) (short) asLong(value, from, null);
            case INT32 -> toInt32(to, from, value);
            case INT64 -> toInt64(to, from, value);
            case FLOAT32 -> value instanceof Float ? value : (Object) (float) asDouble(value, from, null);
            case FLOAT64 -> value instanceof Double ? value : (Object) asDouble(value, from, null);
            case ARRAY -> requireInstance(java.util.List.class, fromText(value), to);
            case MAP -> requireInstance(java.util.Map.class, fromText(value), to);
            case STRUCT -> requireInstance(Struct.class, value, to);
        };
    }

    private static Object fromText(Object value) {
        return value instanceof String text ? Values.parseString(text).value() : value;
    }

    private static Object requireInstance(Class<?> wanted, Object value, Schema to) {
        if (wanted.isInstance(value)) return value;
        throw unable(value, to.toString(), null);
    }

    @SuppressWarnings("ByteBufferBackingArray") // as in Struct.getBytes
    private static Object toBytes(Schema to, Schema from, Object value) {
        if (Decimal.LOGICAL_NAME.equals(to.name())) return toDecimal(to, value);
        if (value instanceof byte[]) return value;
        if (value instanceof ByteBuffer buffer) return buffer.array();
        if (value instanceof BigDecimal decimal) return Decimal.fromLogical(from, decimal);
        throw unable(value, to.toString(), null);
    }

    @SuppressWarnings("ByteBufferBackingArray") // as in Struct.getBytes
    private static BigDecimal toDecimal(Schema to, Object value) {
        if (value instanceof byte[] bytes) return Decimal.toLogical(to, bytes);
        if (value instanceof ByteBuffer buffer) return Decimal.toLogical(to, buffer.array());
        if (value instanceof BigDecimal decimal) return decimal;
        if (value instanceof Number number) return BigDecimal.valueOf(number.doubleValue());
        if (value instanceof String text) return new BigDecimal(text);
        throw unable(value, to.toString(), null);
    }

    private static Boolean toBoolean(Schema from, Object value) {
        if (value instanceof Boolean known) return known;
        if (value instanceof String text && Values.parseString(text).value() instanceof Boolean parsed) return parsed;
        return asLong(value, from, null) != 0;
    }

    private static Object toInt32(Schema to, Schema from, Object value) {
        if (Date.LOGICAL_NAME.equals(to.name())) return toDate(from, value);
        if (Time.LOGICAL_NAME.equals(to.name())) return toTime(from, value);
        return value instanceof Integer ? value : (Object) (int) asLong(value, from, null);
    }

    private static Object toInt64(Schema to, Schema from, Object value) {
        if (Timestamp.LOGICAL_NAME.equals(to.name())) return toTimestamp(from, value);
        return value instanceof Long ? value : (Object) asLong(value, from, null);
    }

    private static java.util.Date toDate(Schema from, Object value) {
        Object known = fromText(value);
        if (known instanceof java.util.Date date) {
            if (from == null || Date.LOGICAL_NAME.equals(from.name())) return date;
            if (Timestamp.LOGICAL_NAME.equals(from.name())) return Temporals.dayOf(date);
        }
        return Date.toLogical(Date.SCHEMA, (int) asLong(known, from, null));
    }

    private static java.util.Date toTime(Schema from, Object value) {
        Object known = fromText(value);
        if (known instanceof java.util.Date date) {
            if (from == null || Time.LOGICAL_NAME.equals(from.name())) return date;
            if (Timestamp.LOGICAL_NAME.equals(from.name())) return Temporals.timeOf(date);
        }
        return Time.toLogical(Time.SCHEMA, (int) asLong(known, from, null));
    }

    private static java.util.Date toTimestamp(Schema from, Object value) {
        Object known = fromText(value);
        if (known instanceof java.util.Date date) {
            if (from == null || Timestamp.LOGICAL_NAME.equals(from.name())) return date;
            if (Date.LOGICAL_NAME.equals(from.name())) {
                return new java.util.Date(Date.fromLogical(from, date) * Date.MILLIS_PER_DAY);
            }
        }
        return Timestamp.toLogical(Timestamp.SCHEMA, asLong(known, from, null));
    }

    static long asLong(Object value, Schema from, Throwable error) {
        Throwable reason = error;
        try {
            if (value instanceof Number number) return number.longValue();
            if (value instanceof String text) return new BigDecimal(text).longValue();
        } catch (NumberFormatException e) {
            reason = e;
        }
        if (from == null) throw unable(value, "a number", reason);
        if (value instanceof java.util.Date date && from.name() != null) {
            switch (from.name()) {
                case Date.LOGICAL_NAME -> {
                    return Date.fromLogical(from, date);
                }
                case Time.LOGICAL_NAME -> {
                    return Time.fromLogical(from, date);
                }
                case Timestamp.LOGICAL_NAME -> {
                    return Timestamp.fromLogical(from, date);
                }
                default -> {}
            }
        }
        throw unable(value, from.toString(), reason);
    }

    static double asDouble(Object value, Schema from, Throwable error) {
        Throwable reason = error;
        try {
            if (value instanceof Number number) return number.doubleValue();
            if (value instanceof String text) return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            reason = e;
        }
        return asLong(value, from, reason);
    }

    private static DataException unable(Object value, String target, Throwable reason) {
        return new DataException("Unable to convert " + value + " (" + value.getClass() + ") to " + target, reason);
    }
}
