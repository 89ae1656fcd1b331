// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.errors.DataException;

/** A type that values are cast to. Numbers are cut off as Java's narrowing does; text has to be a whole number. */
final class CastTarget {
    private static final Set<Schema.Type> TARGETS = EnumSet.of(
            Schema.Type.INT8,
            Schema.Type.INT16,
            Schema.Type.INT32,
            Schema.Type.INT64,
            Schema.Type.FLOAT32,
            Schema.Type.FLOAT64,
            Schema.Type.BOOLEAN,
            Schema.Type.STRING);
    private static final Set<Schema.Type> SOURCES = EnumSet.copyOf(TARGETS);

    static {
        SOURCES.add(Schema.Type.BYTES);
    }

    private final Schema.Type type;

    private CastTarget(Schema.Type type) {
        this.type = type;
    }

    static CastTarget parse(String text) {
        String name = text.trim();
        Schema.Type type;
        try {
            type = Schema.Type.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Invalid type found in casting spec: " + name, e);
        }
        if (!TARGETS.contains(type)) {
            throw new ConfigException(
                    "Cast transformation does not support casting to " + type + "; supported types are " + TARGETS);
        }
        return new CastTarget(type);
    }

    Schema.Type type() {
        return type;
    }

    /** The schema tells dates and decimals apart from plain numbers; without one the class of the value decides. */
    Object cast(Schema schema, Object value) {
        if (value == null) return null;
        Schema.Type source = schema == null ? ConnectSchema.schemaType(value.getClass()) : schema.type();
        if (source == null) {
            throw new DataException("Cast transformation was passed a value of type " + value.getClass()
                    + " which is not supported by Connect's data API");
        }
        if (!SOURCES.contains(source)) {
            throw new DataException(
                    "Cast transformation does not support casting from " + source + "; supported types are " + SOURCES);
        }
        if (type == Schema.Type.STRING) return text(value);
        Object plain = value instanceof java.util.Date date ? encoded(schema, date) : value;
        if (plain instanceof Number number) return ofNumber(number);
        if (plain instanceof Boolean flag) return type == Schema.Type.BOOLEAN ? flag : ofNumber(flag ? 1 : 0);
        if (plain instanceof String string) return ofText(string);
        throw new DataException("Unexpected type in Cast transformation: " + value.getClass());
    }

    private static Object encoded(Schema schema, java.util.Date value) {
        String name = schema == null ? null : schema.name();
        if (Timestamp.LOGICAL_NAME.equals(name)) return Timestamp.fromLogical(schema, value);
        if (Date.LOGICAL_NAME.equals(name)) return Date.fromLogical(schema, value);
        if (Time.LOGICAL_NAME.equals(name)) return Time.fromLogical(schema, value);
        return value;
    }

    private Object ofNumber(Number number) {
        return switch (type) {
            case INT8 -> (Object) number.byteValue();
            case INT16 -> number.shortValue();
            case INT32 -> number.intValue();
            case INT64 -> number.longValue();
            case FLOAT32 -> number.floatValue();
            case FLOAT64 -> number.doubleValue();
            case BOOLEAN -> number.longValue() != 0;
            default -> throw new AssertionError(type);
        };
    }

    private Object ofText(String text) {
        try {
            return switch (type) {
                case INT8 -> (Object) Byte.parseByte(text);
                case INT16 -> Short.parseShort(text);
                case INT32 -> Integer.parseInt(text);
                case INT64 -> Long.parseLong(text);
                case FLOAT32 -> Float.parseFloat(text);
                case FLOAT64 -> Double.parseDouble(text);
                case BOOLEAN -> Boolean.parseBoolean(text);
                default -> throw new AssertionError(type);
            };
        } catch (NumberFormatException e) {
            throw new DataException("Value (" + text + ") was out of range for requested data type", e);
        }
    }

    private static String text(Object value) {
        if (value instanceof java.util.Date date)
            return Values.dateFormatFor(date).format(date);
        if (value instanceof byte[] bytes) return Base64.getEncoder().encodeToString(bytes);
        if (value instanceof ByteBuffer buffer) {
            ByteBuffer encoded = Base64.getEncoder().encode(buffer.duplicate());
            return StandardCharsets.ISO_8859_1.decode(encoded).toString();
        }
        return value.toString();
    }
}
