// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.DataException;

/**
 * A record of named fields. What is put in is checked at once against its field's schema; that every required field
 * is there, only by {@link #validate()}.
 *
 * <p>Thread: one while it is filled.
 */
public class Struct {
    private final Schema schema;
    private final Object[] values;

    public Struct(Schema schema) {
        if (schema.type() != Schema.Type.STRUCT) throw new DataException("Not a struct schema: " + schema);
        this.schema = schema;
        this.values = new Object[schema.fields().size()];
    }

    public Schema schema() {
        return schema;
    }

    /**
     * The value of a field, or its default where nothing was put.
     *
     * @param fieldName the field
     * @return the value, or null
     */
    public Object get(String fieldName) {
        return get(lookup(fieldName));
    }

    /**
     * The value of a field, or its default where nothing was put.
     *
     * @param field a field of this struct's schema
     * @return the value, or null
     */
    public Object get(Field field) {
        Object value = values[field.index()];
        return value == null ? field.schema().defaultValue() : value;
    }

    /**
     * The value of a field as it was put.
     *
     * @param fieldName the field
     * @return the value, or null
     */
    public Object getWithoutDefault(String fieldName) {
        return values[lookup(fieldName).index()];
    }

    public Byte getInt8(String fieldName) {
        return (Byte) typed(fieldName, Schema.Type.INT8);
    }

    public Short getInt16(String fieldName) {
        return (Short) typed(fieldName, Schema.Type.INT16);
    }

    public Integer getInt32(String fieldName) {
        return (Integer) typed(fieldName, Schema.Type.INT32);
    }

    public Long getInt64(String fieldName) {
        return (Long) typed(fieldName, Schema.Type.INT64);
    }

    public Float getFloat32(String fieldName) {
        return (Float) typed(fieldName, Schema.Type.FLOAT32);
    }

    public Double getFloat64(String fieldName) {
        return (Double) typed(fieldName, Schema.Type.FLOAT64);
    }

    public Boolean getBoolean(String fieldName) {
        return (Boolean) typed(fieldName, Schema.Type.BOOLEAN);
    }

    public String getString(String fieldName) {
        return (String) typed(fieldName, Schema.Type.STRING);
    }

    @SuppressWarnings("ByteBufferBackingArray") // buffers are taken for wrapped arrays, here and everywhere in Connect
    public byte[] getBytes(String fieldName) {
        Object bytes = typed(fieldName, Schema.Type.BYTES);
        return bytes instanceof ByteBuffer buffer ? buffer.array() : (byte[]) bytes;
    }

    @SuppressWarnings("unchecked") // the element type is the caller's word
    public <T> List<T> getArray(String fieldName) {
        return (List<T>) typed(fieldName, Schema.Type.ARRAY);
    }

    @SuppressWarnings("unchecked") // the entry types are the caller's word
    public <K, V> Map<K, V> getMap(String fieldName) {
        return (Map<K, V>) typed(fieldName, Schema.Type.MAP);
    }

    public Struct getStruct(String fieldName) {
        return (Struct) typed(fieldName, Schema.Type.STRUCT);
    }

    /**
     * Sets a field.
     *
     * @param fieldName the field
     * @param value     a value of the field's schema
     * @return this struct
     * @throws DataException if there is no such field or the value does not fit
     */
    public Struct put(String fieldName, Object value) {
        return put(lookup(fieldName), value);
    }

    /**
     * Sets a field.
     *
     * @param field a field of this struct's schema
     * @param value a value of the field's schema
     * @return this struct
     * @throws DataException if the value does not fit
     */
    public Struct put(Field field, Object value) {
        if (field == null) throw new DataException("field cannot be null.");
        ConnectSchema.validateValue(field.name(), field.schema(), value);
        values[field.index()] = value;
        return this;
    }

    /**
     * Checks all values, and that none is missing. A field with a default may be.
     *
     * @throws DataException if something does not fit
     */
    public void validate() {
        List<Field> fields = schema.fields();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            Schema fieldSchema = field.schema();
            Object value = values[i];
            if (value == null && (fieldSchema.isOptional() || fieldSchema.defaultValue() != null)) continue;
            ConnectSchema.validateValue(field.name(), fieldSchema, value);
        }
    }

    private Field lookup(String fieldName) {
        Field field = schema.field(fieldName);
        if (field == null) throw new DataException(fieldName + " is not a valid field name");
        return field;
    }

    private Object typed(String fieldName, Schema.Type type) {
        Field field = lookup(fieldName);
        if (field.schema().type() != type) {
            throw new DataException("Field '" + fieldName + "' is not of type " + type);
        }
        return values[field.index()];
    }

    @Override
    public boolean equals(Object o) {
        if (this == o) return true;
        if (o == null || getClass() != o.getClass()) return false;
        Struct that = (Struct) o;
        return Objects.equals(schema, that.schema) && Arrays.deepEquals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * schema.hashCode() + Arrays.deepHashCode(values);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Struct{");
        boolean first = true;
        List<Field> fields = schema.fields();
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) continue;
            if (!first) text.append(',');
            first = false;
            text.append(fields.get(i).name()).append('=').append(values[i]);
        }
        return text.append('}').toString();
    }
}
