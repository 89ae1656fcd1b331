// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.SchemaBuilderException;

/**
 * Puts a schema together; {@link #build()} yields the immutable result. Each property may be set once. A builder can
 * stand where a schema is wanted, but equals none.
 *
 * <p>Thread: one.
 */
public class SchemaBuilder implements Schema {
    private final Type type;
    private Boolean optional;
    private Object defaultValue;
    private String name;
    private Integer version;
    private String doc;
    private Map<String, String> parameters;
    private final Map<String, Field> fields;
    private Schema keySchema;
    private Schema valueSchema;

    public SchemaBuilder(Type type) {
        if (type == null) throw new SchemaBuilderException("type cannot be null");
        this.type = type;
        this.fields = type == Type.STRUCT ? new LinkedHashMap<>() : null;
    }

    public static SchemaBuilder type(Type type) {
        return new SchemaBuilder(type);
    }

    public static SchemaBuilder int8() {
        return new SchemaBuilder(Type.INT8);
    }

    public static SchemaBuilder int16() {
        return new SchemaBuilder(Type.INT16);
    }

    public static SchemaBuilder int32() {
        return new SchemaBuilder(Type.INT32);
    }

    public static SchemaBuilder int64() {
        return new SchemaBuilder(Type.INT64);
    }

    public static SchemaBuilder float32() {
        return new SchemaBuilder(Type.FLOAT32);
    }

    public static SchemaBuilder float64() {
        return new SchemaBuilder(Type.FLOAT64);
    }

    public static SchemaBuilder bool() {
        return new SchemaBuilder(Type.BOOLEAN);
    }

    public static SchemaBuilder string() {
        return new SchemaBuilder(Type.STRING);
    }

    public static SchemaBuilder bytes() {
        return new SchemaBuilder(Type.BYTES);
    }

    public static SchemaBuilder struct() {
        return new SchemaBuilder(Type.STRUCT);
    }

    public static SchemaBuilder array(Schema valueSchema) {
        requirePart(valueSchema, "valueSchema cannot be null.");
        SchemaBuilder builder = new SchemaBuilder(Type.ARRAY);
        builder.valueSchema = valueSchema;
        return builder;
    }

    public static SchemaBuilder map(Schema keySchema, Schema valueSchema) {
        requirePart(keySchema, "keySchema cannot be null.");
        requirePart(valueSchema, "valueSchema cannot be null.");
        SchemaBuilder builder = new SchemaBuilder(Type.MAP);
        builder.keySchema = keySchema;
        builder.valueSchema = valueSchema;
        return builder;
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public boolean isOptional() {
        return optional != null && optional;
    }

    public SchemaBuilder optional() {
        requireUnset("optional", optional, true);
        optional = true;
        return this;
    }

    public SchemaBuilder required() {
        requireUnset("optional", optional, false);
        optional = false;
        return this;
    }

    @Override
    public Object defaultValue() {
        return defaultValue;
    }

    /**
     * Sets what stands in for a missing value. It must be valid for what is set so far, so this comes last.
     *
     * @param value the default; null only for an optional schema
     * @return this builder
     */
    public SchemaBuilder defaultValue(Object value) {
        requireUnset("defaultValue", defaultValue, value);
        requirePart(type, "Invalid SchemaBuilder call: type must be specified to set default value.");
        try {
            ConnectSchema.validateValue(this, value);
        } catch (DataException e) {
            throw new SchemaBuilderException("Invalid default value", e);
        }
        defaultValue = value;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    public SchemaBuilder name(String name) {
        requireUnset("name", this.name, name);
        this.name = name;
        return this;
    }

    @Override
    public Integer version() {
        return version;
    }

    public SchemaBuilder version(Integer version) {
        requireUnset("version", this.version, version);
        this.version = version;
        return this;
    }

    @Override
    public String doc() {
        return doc;
    }

    public SchemaBuilder doc(String doc) {
        requireUnset("doc", this.doc, doc);
        this.doc = doc;
        return this;
    }

    @Override
    public Map<String, String> parameters() {
        return parameters == null ? null : Collections.unmodifiableMap(parameters);
    }

    public SchemaBuilder parameter(String propertyName, String propertyValue) {
        ownParameters().put(propertyName, propertyValue);
        return this;
    }

    public SchemaBuilder parameters(Map<String, String> props) {
        // An empty map changes nothing: null and empty parameters are different schemas.
        if (props.isEmpty()) return this;
        ownParameters().putAll(props);
        return this;
    }

    private Map<String, String> ownParameters() {
        if (parameters == null) parameters = new LinkedHashMap<>();
        return parameters;
    }

    /**
     * Adds a field behind those already there.
     *
     * @param fieldName   its name
     * @param fieldSchema its schema
     * @return this builder
     */
    public SchemaBuilder field(String fieldName, Schema fieldSchema) {
        if (type != Type.STRUCT) throw new SchemaBuilderException("Cannot create fields on type " + type);
        if (fieldName == null || fieldName.isEmpty()) throw new SchemaBuilderException("fieldName cannot be null.");
        if (fieldSchema == null) {
            throw new SchemaBuilderException("fieldSchema for field " + fieldName + " cannot be null.");
        }
        if (fields.containsKey(fieldName)) {
            throw new SchemaBuilderException("Cannot create field because of field name duplication " + fieldName);
        }
        fields.put(fieldName, new Field(fieldName, fields.size(), fieldSchema));
        return this;
    }

    @Override
    public List<Field> fields() {
        if (type != Type.STRUCT) throw new DataException("Cannot list fields on non-struct type");
        return new ArrayList<>(fields.values());
    }

    @Override
    public Field field(String fieldName) {
        if (type != Type.STRUCT) throw new DataException("Cannot look up fields on non-struct type");
        return fields.get(fieldName);
    }

    @Override
    public Schema keySchema() {
        return keySchema;
    }

    @Override
    public Schema valueSchema() {
        return valueSchema;
    }

    /**
     * The schema as set so far. What happens to the builder afterwards does not change it.
     *
     * @return the finished schema
     */
    public Schema build() {
        return new ConnectSchema(
                type,
                isOptional(),
                defaultValue,
                name,
                version,
                doc,
                parameters == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(parameters)),
                fields == null ? null : Collections.unmodifiableList(new ArrayList<>(fields.values())),
                keySchema,
                valueSchema);
    }

    @Override
    public Schema schema() {
        return build();
    }

    private static void requirePart(Object part, String message) {
        if (part == null) throw new SchemaBuilderException(message);
    }

    /** Compares by identity: setting a property again to the very same object has always been let through. */
    @SuppressWarnings("ReferenceEquality")
    private static void requireUnset(String property, Object present, Object wanted) {
        if (present != null && present != wanted) {
            throw new SchemaBuilderException("Invalid SchemaBuilder call: " + property + " has already been set.");
        }
    }
}
