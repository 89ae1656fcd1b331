// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.DataException;

/**
 * The finished form of a schema. Immutable, so its hash is computed once.
 *
 * <p>Checking a value runs for every field of every record: it builds no text and no list unless the value is wrong,
 * and only then walks it a second time to say where.
 */
public class ConnectSchema implements Schema {
    private static final Map<String, Class<?>> LOGICAL_CLASSES = Map.of(
            Decimal.LOGICAL_NAME, java.math.BigDecimal.class,
            Date.LOGICAL_NAME, java.util.Date.class,
            Time.LOGICAL_NAME, java.util.Date.class,
            Timestamp.LOGICAL_NAME, java.util.Date.class);

    private static final Map<Class<?>, Type> TYPES = Map.of(
            Byte.class, Type.INT8,
            Short.class, Type.INT16,
            Integer.class, Type.INT32,
            Long.class, Type.INT64,
            Float.class, Type.FLOAT32,
            Double.class, Type.FLOAT64,
            Boolean.class, Type.BOOLEAN,
            String.class, Type.STRING,
            byte[].class, Type.BYTES,
            Struct.class, Type.STRUCT);

    private final Type type;
    private final boolean optional;
    private final Object defaultValue;
    private final List<Field> fields;
    private final Map<String, Field> fieldsByName;
    private final Schema keySchema;
    private final Schema valueSchema;
    private final String name;
    private final Integer version;
    private final String doc;
    private final Map<String, String> parameters;
    /** What a value must be because of the schema's name; null if the type alone decides. */
    private final Class<?> logicalClass;
    /** Zero until computed. Threads may compute it twice, but only to the same number. */
    private int hash;

    /** The parts as they are, unchecked; {@link SchemaBuilder} is the careful way. */
    public ConnectSchema(
            Type type,
            boolean optional,
            Object defaultValue,
            String name,
            Integer version,
            String doc,
            Map<String, String> parameters,
            List<Field> fields,
            Schema keySchema,
            Schema valueSchema) {
        this.type = type;
        this.optional = optional;
        this.defaultValue = defaultValue;
        this.name = name;
        this.version = version;
        this.doc = doc;
        this.parameters = parameters;
        if (type == Type.STRUCT) {
            this.fields = fields == null ? List.of() : fields;
            this.fieldsByName = new HashMap<>();
            for (Field field : this.fields) fieldsByName.put(field.name(), field);
        } else {
            this.fields = null;
            this.fieldsByName = null;
        }
        this.keySchema = keySchema;
        this.valueSchema = valueSchema;
        this.logicalClass = logicalClass(name);
    }

    public ConnectSchema(Type type, boolean optional, Object defaultValue, String name, Integer version, String doc) {
        this(type, optional, defaultValue, name, version, doc, null, null, null, null);
    }

    public ConnectSchema(Type type) {
        this(type, false, null, null, null, null);
    }

    @Override
    public Type type() {
        return type;
    }

    @Override
    public boolean isOptional() {
        return optional;
    }

    @Override
    public Object defaultValue() {
        return defaultValue;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Integer version() {
        return version;
    }

    @Override
    public String doc() {
        return doc;
    }

    @Override
    public Map<String, String> parameters() {
        return parameters;
    }

    @Override
    public List<Field> fields() {
        if (type != Type.STRUCT) throw new DataException("Cannot list fields on non-struct type");
        return fields;
    }

    @Override
    public Field field(String fieldName) {
        if (type != Type.STRUCT) throw new DataException("Cannot look up fields on non-struct type");
        return fieldsByName.get(fieldName);
    }

    @Override
    public Schema keySchema() {
        if (type != Type.MAP) throw new DataException("Cannot look up key schema on non-map type");
        return keySchema;
    }

    @Override
    public Schema valueSchema() {
        if (type != Type.MAP && type != Type.ARRAY) {
            throw new DataException("Cannot look up value schema on non-array and non-map type");
        }
        return valueSchema;
    }

    /**
     * Checks a value against a schema, all the way down.
     *
     * @param schema the schema
     * @param value  the value
     * @throws DataException if they do not fit
     */
    public static void validateValue(Schema schema, Object value) {
        validateValue(null, schema, value);
    }

    /**
     * Checks the value of a field against the field's schema, all the way down.
     *
     * @param field  the field's name for the message, or null
     * @param schema the schema
     * @param value  the value
     * @throws DataException if they do not fit
     */
    public static void validateValue(String field, Schema schema, Object value) {
        if (!fits(schema, value)) {
            throw new DataException(misfit(field == null ? "value" : "field: \"" + field + "\"", schema, value));
        }
    }

    /**
     * Checks a value against this schema, all the way down.
     *
     * @param value the value
     * @throws DataException if they do not fit
     */
    public void validateValue(Object value) {
        validateValue(this, value);
    }

    /** Structs of the right schema check themselves, and throw what is wrong with them. */
    private static boolean fits(Schema schema, Object value) {
        if (value == null) return schema.isOptional();
        if (!isInstance(schema, value)) return false;
        switch (schema.type()) {
            case STRUCT -> {
                Struct struct = (Struct) value;
                if (!struct.schema().equals(schema)) return false;
                struct.validate();
                return true;
            }
            case ARRAY -> {
                return allFit(required(schema.valueSchema(), "elements", schema), (Collection<?>) value);
            }
            case MAP -> {
                Schema keys = required(schema.keySchema(), "keys", schema);
                Schema values = required(schema.valueSchema(), "values", schema);
                for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                    if (!fits(keys, entry.getKey()) || !fits(values, entry.getValue())) return false;
                }
                return true;
            }
            default -> {
                return true;
            }
        }
    }

    /** Even an empty list or map fits only a schema that says what it may hold. */
    private static Schema required(Schema part, String what, Schema whole) {
        if (part == null) throw new DataException("The schema of the " + what + " is missing in " + whole);
        return part;
    }

    private static boolean allFit(Schema schema, Collection<?> values) {
        for (Object value : values) {
            if (!fits(schema, value)) return false;
        }
        return true;
    }

    private static boolean isInstance(Schema schema, Object value) {
        Class<?> logical = schema instanceof ConnectSchema own ? own.logicalClass : logicalClass(schema.name());
        if (logical != null) return logical.isInstance(value);
        return switch (schema.type()) {
            case INT8 -> value instanceof Byte;
            case INT16 -> value instanceof Short;
            case INT32 -> value instanceof Integer;
            case INT64 -> value instanceof Long;
            case FLOAT32 -> value instanceof Float;
            case FLOAT64 -> value instanceof Double;
            case BOOLEAN -> value instanceof Boolean;
            case STRING -> value instanceof String;
            case BYTES -> value instanceof byte[] || value instanceof ByteBuffer;
            case ARRAY -> value instanceof List;
            case MAP -> value instanceof Map;
            case STRUCT -> value instanceof Struct;
        };
    }

    private static Class<?> logicalClass(String name) {
        return name == null ? null : LOGICAL_CLASSES.get(name);
    }

    /** Finds the first thing wrong with a value that does not fit, in the order in which it was checked. */
    private static String misfit(String place, Schema schema, Object value) {
        if (value == null) {
            return "Invalid value: null used for required " + place + ", schema type: " + schema.type();
        }
        if (!isInstance(schema, value)) {
            String named = schema.name() == null ? "" : " \"" + schema.name() + "\"";
            return "Invalid Java object for schema" + named + " with type " + schema.type() + ": " + value.getClass()
                    + " for " + place;
        }
        if (schema.type() == Type.ARRAY) {
            for (Object element : (List<?>) value) {
                if (!fits(schema.valueSchema(), element)) {
                    return misfit("element of array " + place, schema.valueSchema(), element);
                }
            }
        }
        if (schema.type() == Type.MAP) {
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                if (!fits(schema.keySchema(), entry.getKey())) {
                    return misfit("key of map " + place, schema.keySchema(), entry.getKey());
                }
                if (!fits(schema.valueSchema(), entry.getValue())) {
                    return misfit("value of map " + place, schema.valueSchema(), entry.getValue());
                }
            }
        }
        return "Struct schemas do not match.";
    }

    @Override
    public ConnectSchema schema() {
        return this;
    }

    @Override
    public boolean equals(Object o) {
        if (this == o) return true;
        if (o == null || getClass() != o.getClass()) return false;
        ConnectSchema that = (ConnectSchema) o;
        return type == that.type
                && optional == that.optional
                && Objects.equals(name, that.name)
                && Objects.equals(version, that.version)
                && Objects.equals(doc, that.doc)
                && Objects.deepEquals(defaultValue, that.defaultValue)
                && Objects.equals(keySchema, that.keySchema)
                && Objects.equals(valueSchema, that.valueSchema)
                && Objects.equals(fields, that.fields)
                && Objects.equals(parameters, that.parameters);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Arrays.deepHashCode(new Object[] {
                type, optional, defaultValue, name, version, doc, parameters, fields, keySchema, valueSchema
            });
            hash = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return name == null ? "Schema{" + type + "}" : "Schema{" + name + ":" + type + "}";
    }

    /**
     * The type whose values are instances of a class.
     *
     * @param klass the class
     * @return the type, or null if there is none; classes of logical types have none
     */
    public static Type schemaType(Class<?> klass) {
        Type exact = TYPES.get(klass);
        if (exact != null) return exact;
        if (ByteBuffer.class.isAssignableFrom(klass)) return Type.BYTES;
        if (List.class.isAssignableFrom(klass)) return Type.ARRAY;
        if (Map.class.isAssignableFrom(klass)) return Type.MAP;
        return Struct.class.isAssignableFrom(klass) ? Type.STRUCT : null;
    }
}
