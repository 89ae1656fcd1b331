// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.SchemaProjectorException;

/**
 * Fits a value of one schema into another one: fields that the target does not know are left out, those it adds get
 * their defaults, numbers grow to wider types. What would lose or invent something is refused.
 */
public class SchemaProjector {
    public SchemaProjector() {}

    /**
     * Projects a value.
     *
     * @param source the schema it was written with
     * @param record the value
     * @param target the schema wanted
     * @return the value for the target schema
     * @throws SchemaProjectorException if the schemas do not allow it
     */
    public static Object project(Schema source, Object record, Schema target) throws SchemaProjectorException {
        requireCompatible(source, target);
        if (source.isOptional() && !target.isOptional()) {
            if (target.defaultValue() == null) {
                throw new SchemaProjectorException(
                        "Writer schema is optional, however, target schema does not provide a default value.");
            }
            return record == null ? target.defaultValue() : projectPresent(source, record, target);
        }
        return record == null ? null : projectPresent(source, record, target);
    }

    private static void requireCompatible(Schema source, Schema target) {
        if (source.type() != target.type() && !widens(source.type(), target.type())) {
            throw new SchemaProjectorException(
                    "Schema type mismatch. source type: " + source.type() + " and target type: " + target.type());
        }
        if (!Objects.equals(source.name(), target.name())) {
            throw new SchemaProjectorException(
                    "Schema name mismatch. source name: " + source.name() + " and target name: " + target.name());
        }
        if (!Objects.equals(source.parameters(), target.parameters())) {
            throw new SchemaProjectorException("Schema parameters not equal. source parameters: " + source.parameters()
                    + " and target parameters: " + target.parameters());
        }
    }

    private static Object projectPresent(Schema source, Object record, Schema target) {
        return switch (target.type()) {
            case STRUCT -> projectStruct(source, (Struct) record, target);
            case ARRAY -> projectArray(source, (List<?>) record, target);
            case MAP -> projectMap(source, (Map<?, ?>) record, target);
            default -> source.type() == target.type() ? record : widen(record, target.type());
        };
    }

    private static Object projectStruct(Schema source, Struct record, Schema target) {
        Struct projected = new Struct(target);
        for (Field targetField : target.fields()) {
            String name = targetField.name();
            Field sourceField = source.field(name);
            if (sourceField != null) {
                try {
                    projected.put(name, project(sourceField.schema(), record.get(name), targetField.schema()));
                } catch (DataException e) {
                    throw new SchemaProjectorException("Error projecting " + name, e);
                }
            } else if (!targetField.schema().isOptional()) {
                projected.put(name, defaultOf(targetField, source));
            }
        }
        return projected;
    }

    private static Object defaultOf(Field field, Schema source) {
        Object value = field.schema().defaultValue();
        if (value == null) {
            throw new SchemaProjectorException(
                    "Required field `" + field.name() + "` is missing from source schema: " + source);
        }
        return value;
    }

    private static Object projectArray(Schema source, List<?> record, Schema target) {
        List<Object> projected = new ArrayList<>(record.size());
        for (Object element : record) projected.add(project(source.valueSchema(), element, target.valueSchema()));
        return projected;
    }

    private static Object projectMap(Schema source, Map<?, ?> record, Schema target) {
        Map<Object, Object> projected = new HashMap<>(record.size());
        record.forEach((key, value) -> projected.put(
                project(source.keySchema(), key, target.keySchema()),
                project(source.valueSchema(), value, target.valueSchema())));
        return projected;
    }

    /** Numbers stand first in the order of types, the narrower before the wider, whole ones before the others. */
    private static boolean widens(Schema.Type source, Schema.Type target) {
        return source.compareTo(target) < 0 && target.compareTo(Schema.Type.FLOAT64) <= 0;
    }

    private static Object widen(Object record, Schema.Type target) {
        if (!(record instanceof Number number)) return record;
        return switch (target) {
            case INT16 -> number.shortValue();
            case INT32 -> number.intValue();
            case INT64 -> number.longValue();
            case FLOAT32 -> number.floatValue();
            case FLOAT64 -> number.doubleValue();
            default -> throw new SchemaProjectorException("Not promotable type: " + target);
        };
    }
}
