// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * Turns values into JSON trees: for defaults within schemas, and for the rare values that {@link WritePlan} passes on.
 * What it accepts, and what it says about the rest, is the measure for that class.
 *
 * <p>Thread: any.
 */
final class TreeWriter {
    private static final JsonNodeFactory NODES = new JsonNodeFactory(true);

    private final DecimalFormat decimalFormat;
    private final boolean replaceNullWithDefault;

    TreeWriter(DecimalFormat decimalFormat, boolean replaceNullWithDefault) {
        this.decimalFormat = decimalFormat;
        this.replaceNullWithDefault = replaceNullWithDefault;
    }

    JsonNode write(Schema schema, Object value) {
        if (value == null) return writeMissing(schema);
        if (schema != null && schema.name() != null) {
            JsonNode logical = writeLogical(schema, value);
            if (logical != null) return logical;
        }
        Schema.Type type = schema == null ? ConnectSchema.schemaType(value.getClass()) : schema.type();
        if (type == null) {
            throw new DataException("Java class " + value.getClass() + " does not have corresponding schema type.");
        }
        return switch (type) {
            case INT8 -> NODES.numberNode(cast(Byte.class, value, type).byteValue());
            case INT16 -> NODES.numberNode(cast(Short.class, value, type).shortValue());
            case INT32 -> NODES.numberNode(cast(Integer.class, value, type).intValue());
            case INT64 -> NODES.numberNode(cast(Long.class, value, type).longValue());
            case FLOAT32 -> NODES.numberNode(cast(Float.class, value, type).floatValue());
            case FLOAT64 -> NODES.numberNode(cast(Double.class, value, type).doubleValue());
            case BOOLEAN -> NODES.booleanNode(cast(Boolean.class, value, type));
            case STRING -> NODES.textNode(cast(CharSequence.class, value, type).toString());
            case BYTES -> NODES.binaryNode(bytes(value));
            case ARRAY -> writeArray(schema, cast(Collection.class, value, type));
            case MAP -> writeMap(schema, cast(Map.class, value, type));
            case STRUCT -> writeStruct(schema, cast(Struct.class, value, type));
        };
    }

    private JsonNode writeMissing(Schema schema) {
        if (schema == null) return NODES.nullNode();
        if (schema.defaultValue() != null && replaceNullWithDefault) return write(schema, schema.defaultValue());
        if (schema.isOptional()) return NODES.nullNode();
        throw missing();
    }

    private JsonNode writeLogical(Schema schema, Object value) {
        return switch (schema.name()) {
            case Decimal.LOGICAL_NAME -> {
                BigDecimal decimal = decimal(value);
                yield decimalFormat == DecimalFormat.NUMERIC
                        ? NODES.numberNode(decimal)
                        : NODES.binaryNode(Decimal.fromLogical(schema, decimal));
            }
            case Date.LOGICAL_NAME -> NODES.numberNode(Date.fromLogical(schema, date("Date", value)));
            case Time.LOGICAL_NAME -> NODES.numberNode(Time.fromLogical(schema, date("Time", value)));
            case Timestamp.LOGICAL_NAME -> NODES.numberNode(Timestamp.fromLogical(schema, date("Timestamp", value)));
            default -> null;
        };
    }

    private ArrayNode writeArray(Schema schema, Collection<?> values) {
        Schema elementSchema = schema == null ? null : schema.valueSchema();
        ArrayNode array = NODES.arrayNode();
        for (Object value : values) array.add(write(elementSchema, value));
        return array;
    }

    private JsonNode writeMap(Schema schema, Map<?, ?> map) {
        Schema keySchema = schema == null ? null : schema.keySchema();
        Schema valueSchema = schema == null ? null : schema.valueSchema();
        boolean asObject = schema == null ? hasTextKeys(map) : keySchema.type() == Schema.Type.STRING;
        ObjectNode object = NODES.objectNode();
        ArrayNode pairs = NODES.arrayNode();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            JsonNode key = write(keySchema, entry.getKey());
            JsonNode value = write(valueSchema, entry.getValue());
            if (asObject) {
                object.set(key.asText(), value);
            } else {
                pairs.add(NODES.arrayNode().add(key).add(value));
            }
        }
        return asObject ? object : pairs;
    }

    static boolean hasTextKeys(Map<?, ?> map) {
        for (Object key : map.keySet()) {
            if (!(key instanceof String)) return false;
        }
        return true;
    }

    private ObjectNode writeStruct(Schema schema, Struct struct) {
        requireSameSchema(schema, struct);
        ObjectNode object = NODES.objectNode();
        for (Field field : struct.schema().fields()) {
            object.set(field.name(), write(field.schema(), struct.getWithoutDefault(field.name())));
        }
        return object;
    }

    static void requireSameSchema(Schema schema, Struct struct) {
        if (!struct.schema().equals(schema)) throw new DataException("Mismatching schema.");
    }

    static DataException missing() {
        return new DataException("Conversion error: null value for field that is required and has no default value");
    }

    static <T> T cast(Class<T> wanted, Object value, Schema.Type type) {
        if (!wanted.isInstance(value)) {
            throw new DataException("Invalid type for " + type + ": " + value.getClass());
        }
        return wanted.cast(value);
    }

    @SuppressWarnings("ByteBufferBackingArray") // buffers are taken for wrapped arrays, as everywhere in Connect
    static byte[] bytes(Object value) {
        if (value instanceof byte[] array) return array;
        if (value instanceof ByteBuffer buffer) return buffer.array();
        throw new DataException("Invalid type for bytes type: " + value.getClass());
    }

    static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal decimal) return decimal;
        throw new DataException("Invalid type for Decimal, expected BigDecimal but was " + value.getClass());
    }

    static java.util.Date date(String name, Object value) {
        if (value instanceof java.util.Date date) return date;
        throw new DataException("Invalid type for " + name + ", expected Date but was " + value.getClass());
    }
}
