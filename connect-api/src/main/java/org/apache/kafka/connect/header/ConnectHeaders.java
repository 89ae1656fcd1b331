// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.header;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * The usual headers. Most records have none, so the list is made with the first one.
 *
 * <p>Thread: that of the record.
 */
public class ConnectHeaders implements Headers {
    private List<Header> headers;

    public ConnectHeaders() {}

    /** Copies other headers; null means none. */
    public ConnectHeaders(Iterable<Header> original) {
        if (original == null) return;
        if (original instanceof ConnectHeaders that) {
            if (!that.isEmpty()) headers = new ArrayList<>(that.headers);
            return;
        }
        for (Header header : original) add(header);
    }

    @Override
    public int size() {
        return headers == null ? 0 : headers.size();
    }

    @Override
    public boolean isEmpty() {
        return headers == null || headers.isEmpty();
    }

    @Override
    public Headers clear() {
        if (headers != null) headers.clear();
        return this;
    }

    @Override
    public Headers add(Header header) {
        Objects.requireNonNull(header, "Cannot add a null header");
        if (headers == null) headers = new ArrayList<>(4);
        headers.add(header);
        return this;
    }

    protected Headers addWithoutValidating(String key, Object value, Schema schema) {
        return add(new ConnectHeader(key, new SchemaAndValue(schema, value)));
    }

    @Override
    public Headers add(String key, SchemaAndValue schemaAndValue) {
        if (schemaAndValue == null) return add(new ConnectHeader(key, SchemaAndValue.NULL));
        requireMatch(schemaAndValue.schema(), schemaAndValue.value());
        return add(new ConnectHeader(key, schemaAndValue));
    }

    @Override
    public Headers add(String key, Object value, Schema schema) {
        return add(key, new SchemaAndValue(schema, value));
    }

    @Override
    public Headers addString(String key, String value) {
        return addWithoutValidating(key, value, value == null ? Schema.OPTIONAL_STRING_SCHEMA : Schema.STRING_SCHEMA);
    }

    @Override
    public Headers addBytes(String key, byte[] value) {
        return addWithoutValidating(key, value, value == null ? Schema.OPTIONAL_BYTES_SCHEMA : Schema.BYTES_SCHEMA);
    }

    @Override
    public Headers addBoolean(String key, boolean value) {
        return addWithoutValidating(key, value, Schema.BOOLEAN_SCHEMA);
    }

    @Override
    public Headers addByte(String key, byte value) {
        return addWithoutValidating(key, value, Schema.INT8_SCHEMA);
    }

    @Override
    public Headers addShort(String key, short value) {
        return addWithoutValidating(key, value, Schema.INT16_SCHEMA);
    }

    @Override
    public Headers addInt(String key, int value) {
        return addWithoutValidating(key, value, Schema.INT32_SCHEMA);
    }

    @Override
    public Headers addLong(String key, long value) {
        return addWithoutValidating(key, value, Schema.INT64_SCHEMA);
    }

    @Override
    public Headers addFloat(String key, float value) {
        return addWithoutValidating(key, value, Schema.FLOAT32_SCHEMA);
    }

    @Override
    public Headers addDouble(String key, double value) {
        return addWithoutValidating(key, value, Schema.FLOAT64_SCHEMA);
    }

    @Override
    public Headers addList(String key, List<?> value, Schema schema) {
        return addCollection(key, value, schema, Schema.Type.ARRAY);
    }

    @Override
    public Headers addMap(String key, Map<?, ?> value, Schema schema) {
        return addCollection(key, value, schema, Schema.Type.MAP);
    }

    private Headers addCollection(String key, Object value, Schema schema, Schema.Type type) {
        if (value == null) return add(new ConnectHeader(key, SchemaAndValue.NULL));
        if (schema.type() != type) {
            throw new DataException("Expecting " + type + " but instead found " + schema.type());
        }
        return addWithoutValidating(key, value, schema);
    }

    @Override
    public Headers addStruct(String key, Struct value) {
        return addWithoutValidating(key, value, value == null ? null : value.schema());
    }

    @Override
    public Headers addDecimal(String key, BigDecimal value) {
        return addWithoutValidating(key, value, value == null ? null : Decimal.schema(value.scale()));
    }

    @Override
    public Headers addDate(String key, java.util.Date value) {
        if (value != null) Date.fromLogical(Date.SCHEMA, value); // throws if there is a time of day
        return addWithoutValidating(key, value, Date.SCHEMA);
    }

    @Override
    public Headers addTime(String key, java.util.Date value) {
        if (value != null) Time.fromLogical(Time.SCHEMA, value); // throws if it is not of the first day
        return addWithoutValidating(key, value, Time.SCHEMA);
    }

    @Override
    public Headers addTimestamp(String key, java.util.Date value) {
        return addWithoutValidating(key, value, Timestamp.SCHEMA);
    }

    @Override
    public Header lastWithName(String key) {
        requireKey(key);
        for (int i = size() - 1; i >= 0; i--) {
            Header header = headers.get(i);
            if (key.equals(header.key())) return header;
        }
        return null;
    }

    @Override
    public Iterator<Header> allWithName(String key) {
        return isEmpty() ? Collections.emptyIterator() : new OneKey(headers.iterator(), key);
    }

    @Override
    public Iterator<Header> iterator() {
        return headers == null ? Collections.emptyIterator() : headers.iterator();
    }

    @Override
    public Headers remove(String key) {
        requireKey(key);
        if (headers != null) headers.removeIf(header -> key.equals(header.key()));
        return this;
    }

    @Override
    public Headers retainLatest() {
        Set<String> seen = new HashSet<>();
        for (int i = size() - 1; i >= 0; i--) {
            if (!seen.add(headers.get(i).key())) headers.remove(i);
        }
        return this;
    }

    @Override
    public Headers retainLatest(String key) {
        requireKey(key);
        boolean seen = false;
        for (int i = size() - 1; i >= 0; i--) {
            if (!key.equals(headers.get(i).key())) continue;
            if (seen) headers.remove(i);
            seen = true;
        }
        return this;
    }

    @Override
    public ConnectHeaders duplicate() {
        return new ConnectHeaders(this);
    }

    @Override
    public Headers apply(HeaderTransform transform) {
        if (isEmpty()) return this;
        ListIterator<Header> all = headers.listIterator();
        while (all.hasNext()) replace(all, all.next(), transform);
        return this;
    }

    @Override
    public Headers apply(String key, HeaderTransform transform) {
        requireKey(key);
        if (isEmpty()) return this;
        ListIterator<Header> all = headers.listIterator();
        while (all.hasNext()) {
            Header header = all.next();
            if (key.equals(header.key())) replace(all, header, transform);
        }
        return this;
    }

    private static void replace(ListIterator<Header> at, Header header, HeaderTransform transform) {
        Header changed = transform.apply(header);
        if (changed == null) {
            at.remove();
        } else {
            at.set(changed);
        }
    }

    private static void requireKey(String key) {
        Objects.requireNonNull(key, "A header needs a key");
    }

    /** Checks the outermost type only: what lies within lists, maps and structs is the business of whoever made them. */
    private static void requireMatch(Schema schema, Object value) {
        if (schema == null) return;
        if (value == null) {
            if (schema.isOptional()) return;
            throw new DataException("A null value requires an optional schema but was " + schema);
        }
        if (!matches(schema, value)) {
            throw new DataException("The value " + value + " is not compatible with the schema " + schema);
        }
    }

    private static boolean matches(Schema schema, Object value) {
        String name = schema.name();
        return switch (schema.type()) {
            case INT8 -> value instanceof Byte;
            case INT16 -> value instanceof Short;
            case INT32 -> value instanceof Integer || (value instanceof java.util.Date && isDateOrTime(name));
            case INT64 ->
                value instanceof Long || (value instanceof java.util.Date && Timestamp.LOGICAL_NAME.equals(name));
            case FLOAT32 -> value instanceof Float;
            case FLOAT64 -> value instanceof Double;
            case BOOLEAN -> value instanceof Boolean;
            case STRING -> value instanceof String;
            case BYTES ->
                value instanceof byte[]
                        || value instanceof ByteBuffer
                        || (value instanceof BigDecimal && Decimal.LOGICAL_NAME.equals(name));
            case ARRAY -> value instanceof List;
            case MAP -> value instanceof Map;
            case STRUCT -> value instanceof Struct;
        };
    }

    private static boolean isDateOrTime(String name) {
        return Date.LOGICAL_NAME.equals(name) || Time.LOGICAL_NAME.equals(name);
    }

    @Override
    public boolean equals(Object o) {
        if (this == o) return true;
        if (!(o instanceof Headers that) || size() != that.size()) return false;
        Iterator<Header> others = that.iterator();
        for (Header header : this) {
            if (!Objects.equals(header, others.next())) return false;
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (Header header : this) hash = 31 * hash + Objects.hashCode(header);
        return 31 + hash;
    }

    @Override
    public String toString() {
        return "ConnectHeaders(headers=" + (headers == null ? "" : headers) + ")";
    }

    /** The headers of one key, one ahead of what was asked for. */
    private static final class OneKey implements Iterator<Header> {
        private final Iterator<Header> all;
        private final String key;
        private Header next;

        OneKey(Iterator<Header> all, String key) {
            this.all = all;
            this.key = key;
            seek();
        }

        private void seek() {
            next = null;
            while (next == null && all.hasNext()) {
                Header candidate = all.next();
                if (candidate.key().equals(key)) next = candidate;
            }
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Header next() {
            if (next == null) throw new NoSuchElementException();
            Header found = next;
            seek();
            return found;
        }

        @Override
        public void remove() {
            throw new UnsupportedOperationException("Removal not supported");
        }
    }
}
