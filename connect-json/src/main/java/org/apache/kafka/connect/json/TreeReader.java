// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * Turns JSON trees into values: for defaults within schemas, and for whatever surprises {@link ReadPlan}. What it
 * accepts, and what it says about the rest, is the measure for that class.
 *
 * <p>Thread: any.
 */
final class TreeReader {
    private final boolean replaceNullWithDefault;

    TreeReader(boolean replaceNullWithDefault) {
        this.replaceNullWithDefault = replaceNullWithDefault;
    }

    Object read(Schema schema, JsonNode node) {
        if (schema == null) return readSchemaless(node);
        if (node == null || node.isNull()) {
            if (schema.defaultValue() != null && replaceNullWithDefault) return schema.defaultValue();
            if (schema.isOptional()) return null;
            throw new DataException("Invalid null value for required " + schema.type() + " field");
        }
        if (schema.name() != null) {
            switch (schema.name()) {
                case Decimal.LOGICAL_NAME -> {
                    return readDecimal(schema, node);
                }
                case Date.LOGICAL_NAME -> {
                    return Date.toLogical(schema, requireInt("Date", node));
                }
                case Time.LOGICAL_NAME -> {
                    return Time.toLogical(schema, requireInt("Time", node));
                }
                case Timestamp.LOGICAL_NAME -> {
                    return readTimestamp(schema, node);
                }
                default -> {}
            }
        }
        return switch (schema.type()) {
            case INT8 -> (byte) node.intValue();
            case INT16 -> (short) node.intValue();
            case INT32 -> node.intValue();
            case INT64 -> node.longValue();
            case FLOAT32 -> node.floatValue();
            case FLOAT64 -> node.doubleValue();
            case BOOLEAN -> node.booleanValue();
            case STRING -> node.textValue();
            case BYTES -> readBytes(node);
            case ARRAY -> readArray(schema.valueSchema(), node);
            case MAP -> readMap(schema, node);
            case STRUCT -> readStruct(schema, node);
        };
    }

    private Object readSchemaless(JsonNode node) {
        if (node == null) return null;
        return switch (node.getNodeType()) {
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
            case STRING -> node.textValue();
            case ARRAY -> readArray(null, node);
            case OBJECT -> readObject(null, node);
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }

    private static Object readBytes(JsonNode node) {
        try {
            return node.binaryValue();
        } catch (IOException e) {
            throw new DataException("Invalid bytes field", e);
        }
    }

    private static Object readDecimal(Schema schema, JsonNode node) {
        if (node.isNumber()) return node.decimalValue();
        if (!node.isTextual() && !node.isBinary()) {
            throw new DataException(
                    "Invalid type for Decimal, underlying representation should be numeric or bytes but was "
                            + node.getNodeType());
        }
        try {
            return Decimal.toLogical(schema, node.binaryValue());
        } catch (IOException | RuntimeException e) {
            throw new DataException("Invalid bytes for Decimal field", e);
        }
    }

    private static int requireInt(String name, JsonNode node) {
        if (node.isInt()) return node.intValue();
        throw new DataException("Invalid type for " + name + ", underlying representation should be integer but was "
                + node.getNodeType());
    }

    private static Object readTimestamp(Schema schema, JsonNode node) {
        if (node.isIntegralNumber()) return Timestamp.toLogical(schema, node.longValue());
        throw new DataException("Invalid type for Timestamp, underlying representation should be integral but was "
                + node.getNodeType());
    }

    /** Takes the values of an object for a list and a scalar for an empty one, as has always been. */
    private List<Object> readArray(Schema elementSchema, JsonNode node) {
        List<Object> list = new ArrayList<>(node.size());
        for (JsonNode element : node) list.add(read(elementSchema, element));
        return list;
    }

    private Map<Object, Object> readMap(Schema schema, JsonNode node) {
        if (schema.keySchema().type() == Schema.Type.STRING) return readObject(schema, node);
        if (!node.isArray()) {
            throw new DataException("Maps with non-string fields should be encoded as JSON array of tuples, but found "
                    + node.getNodeType());
        }
        Map<Object, Object> map = new HashMap<>();
        for (JsonNode entry : node) {
            if (!entry.isArray()) {
                throw new DataException("Found invalid map entry instead of array tuple: " + entry.getNodeType());
            }
            if (entry.size() != 2) {
                throw new DataException("Found invalid map entry, expected length 2 but found :" + entry.size());
            }
            map.put(read(schema.keySchema(), entry.get(0)), read(schema.valueSchema(), entry.get(1)));
        }
        return map;
    }

    private Map<Object, Object> readObject(Schema schema, JsonNode node) {
        if (!node.isObject()) {
            throw new DataException(
                    "Maps with string fields should be encoded as JSON objects, but found " + node.getNodeType());
        }
        Schema valueSchema = schema == null ? null : schema.valueSchema();
        Map<Object, Object> map = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            map.put(entry.getKey(), read(valueSchema, entry.getValue()));
        }
        return map;
    }

    private Struct readStruct(Schema schema, JsonNode node) {
        if (!node.isObject()) {
            throw new DataException("Structs should be encoded as JSON objects, but found " + node.getNodeType());
        }
        Struct struct = new Struct(schema.schema());
        for (Field field : schema.fields()) {
            struct.put(field, read(field.schema(), node.get(field.name())));
        }
        return struct;
    }
}
