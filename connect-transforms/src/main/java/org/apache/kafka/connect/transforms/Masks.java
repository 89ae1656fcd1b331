// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.errors.DataException;

/**
 * What stands in for a value that must not be seen: something empty of its class, or the user's text read as its
 * class. Read once for each class.
 *
 * <p>Thread: that of the task.
 */
final class Masks {
    private static final Map<Class<?>, Object> EMPTY = Map.ofEntries(
            Map.entry(Byte.class, (byte) 0),
            Map.entry(Short.class, (short) 0),
            Map.entry(Integer.class, 0),
            Map.entry(Long.class, 0L),
            Map.entry(Float.class, 0f),
            Map.entry(Double.class, 0d),
            Map.entry(BigInteger.class, BigInteger.ZERO),
            Map.entry(BigDecimal.class, BigDecimal.ZERO),
            Map.entry(Boolean.class, false),
            Map.entry(String.class, ""));

    /** Null if values become empty. */
    private final String replacement;

    private final Map<Class<?>, Object> read = new HashMap<>();

    Masks(String replacement) {
        this.replacement = replacement;
    }

    Object mask(Object value) {
        if (value == null) return null;
        return replacement == null ? empty(value) : replacementFor(value.getClass());
    }

    private static Object empty(Object value) {
        Object mask = EMPTY.get(value.getClass());
        if (mask != null) return mask;
        if (value instanceof Date) return new Date(0);
        if (value instanceof List) return List.of();
        if (value instanceof Map) return Map.of();
        throw new DataException("Cannot mask value of type: " + value.getClass());
    }

    private Object replacementFor(Class<?> type) {
        Object mask = read.get(type);
        if (mask == null) {
            mask = read(type);
            read.put(type, mask);
        }
        return mask;
    }

    private Object read(Class<?> type) {
        if (type == String.class) return replacement;
        if (type == Byte.class) return Values.convertToByte(null, replacement);
        if (type == Short.class) return Values.convertToShort(null, replacement);
        if (type == Integer.class) return Values.convertToInteger(null, replacement);
        if (type == Long.class) return Values.convertToLong(null, replacement);
        if (type == Float.class) return Values.convertToFloat(null, replacement);
        if (type == Double.class) return Values.convertToDouble(null, replacement);
        try {
            if (type == BigInteger.class) return new BigInteger(replacement);
            if (type == BigDecimal.class) return new BigDecimal(replacement);
        } catch (NumberFormatException e) {
            throw new DataException(
                    "Unable to convert " + replacement + " (" + replacement.getClass() + ") to number", e);
        }
        throw new DataException("Cannot mask value of type " + type + " with custom replacement.");
    }
}
