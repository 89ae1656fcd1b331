// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;

/** Writes values as text. */
final class ValueText {
    private ValueText() {}

    static String of(Object value) {
        if (value instanceof String text) return text;
        StringBuilder text = new StringBuilder();
        append(text, value, false);
        return text.toString();
    }

    @SuppressWarnings("ByteBufferBackingArray") // as in Struct.getBytes
    static void append(StringBuilder text, Object value, boolean embedded) {
        if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof String string) {
            appendString(text, string, embedded);
        } else if (value instanceof byte[] bytes) {
            appendQuoted(text, Base64.getEncoder().encodeToString(bytes), embedded);
        } else if (value instanceof ByteBuffer buffer) {
            append(text, buffer.array(), embedded);
        } else if (value instanceof List<?> list) {
            text.append('[');
            appendAll(text, list.iterator());
            text.append(']');
        } else if (value instanceof Map<?, ?> map) {
            text.append('{');
            appendAll(text, map.entrySet().iterator());
            text.append('}');
        } else if (value instanceof Struct struct) {
            appendStruct(text, struct);
        } else if (value instanceof Map.Entry<?, ?> entry) {
            append(text, entry.getKey(), true);
            text.append(':');
            append(text, entry.getValue(), true);
        } else if (value instanceof java.util.Date date) {
            text.append(Temporals.formatFor(date).format(date));
        } else {
            throw new DataException("Failed to serialize unexpected value type "
                    + value.getClass().getName() + ": " + value);
        }
    }

    static void appendAll(StringBuilder text, Iterator<?> values) {
        while (values.hasNext()) {
            append(text, values.next(), true);
            if (values.hasNext()) text.append(',');
        }
    }

    private static void appendStruct(StringBuilder text, Struct struct) {
        text.append('{');
        boolean first = true;
        for (Field field : struct.schema().fields()) {
            if (!first) text.append(',');
            first = false;
            append(text, field.name(), true);
            text.append(':');
            append(text, struct.get(field), true);
        }
        text.append('}');
    }

    private static void appendString(StringBuilder text, String string, boolean embedded) {
        appendQuoted(text, embedded ? escape(string) : string, embedded);
    }

    private static void appendQuoted(StringBuilder text, String string, boolean embedded) {
        if (embedded) {
            text.append('"').append(string).append('"');
        } else {
            text.append(string);
        }
    }

    static String escape(String string) {
        return string.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
