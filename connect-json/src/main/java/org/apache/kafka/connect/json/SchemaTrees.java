// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.cache.Cache;
import org.apache.kafka.common.cache.LRUCache;
import org.apache.kafka.common.cache.SynchronizedCache;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;

/**
 * Turns schemas into JSON trees and back, each once: the same schema yields the same tree as long as it is remembered,
 * and the other way round.
 *
 * <p>Thread: any.
 */
final class SchemaTrees {
    private static final Map<Schema.Type, String> TYPE_NAMES = new EnumMap<>(Schema.Type.class);
    private static final Map<String, Schema.Type> TYPES = new HashMap<>();

    static {
        for (Schema.Type type : Schema.Type.values()) {
            String name =
                    switch (type) {
                        case FLOAT32 -> "float";
                        case FLOAT64 -> "double";
                        default -> type.getName();
                    };
            TYPE_NAMES.put(type, name);
            TYPES.put(name, type);
        }
    }

    private final TreeWriter writer;
    private final TreeReader reader;
    private final Cache<Schema, ObjectNode> trees;
    private final Cache<JsonNode, Schema> schemas;

    SchemaTrees(TreeWriter writer, TreeReader reader, int cacheSize) {
        this.writer = writer;
        this.reader = reader;
        this.trees = new SynchronizedCache<>(new LRUCache<>(cacheSize));
        this.schemas = new SynchronizedCache<>(new LRUCache<>(cacheSize));
    }

    ObjectNode toTree(Schema schema) {
        if (schema == null) return null;
        ObjectNode known = trees.get(schema);
        if (known != null) return known;
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put(JsonSchema.TYPE, TYPE_NAMES.get(schema.type()));
        addParts(tree, schema);
        tree.put(JsonSchema.OPTIONAL, schema.isOptional());
        if (schema.name() != null) tree.put(JsonSchema.NAME, schema.name());
        if (schema.version() != null) tree.put(JsonSchema.VERSION, schema.version());
        if (schema.doc() != null) tree.put(JsonSchema.DOC, schema.doc());
        if (schema.parameters() != null) {
            ObjectNode parameters = JsonNodeFactory.instance.objectNode();
            schema.parameters().forEach(parameters::put);
            tree.set(JsonSchema.PARAMETERS, parameters);
        }
        if (schema.defaultValue() != null) {
            tree.set(JsonSchema.DEFAULT, writer.write(schema, schema.defaultValue()));
        }
        trees.put(schema, tree);
        return tree;
    }

    private void addParts(ObjectNode tree, Schema schema) {
        switch (schema.type()) {
            case ARRAY -> tree.set(JsonSchema.ITEMS, toTree(schema.valueSchema()));
            case MAP -> {
                tree.set(JsonSchema.KEYS, toTree(schema.keySchema()));
                tree.set(JsonSchema.VALUES, toTree(schema.valueSchema()));
            }
            case STRUCT -> {
                ArrayNode fields = JsonNodeFactory.instance.arrayNode();
                for (Field field : schema.fields()) {
                    // The tree of the field's schema is shared, its name is this struct's alone.
                    ObjectNode fieldTree = toTree(field.schema()).deepCopy();
                    fieldTree.put(JsonSchema.FIELD_NAME, field.name());
                    fields.add(fieldTree);
                }
                tree.set(JsonSchema.FIELDS, fields);
            }
            default -> {}
        }
    }

    Schema toSchema(JsonNode tree) {
        if (tree.isNull()) return null;
        Schema known = schemas.get(tree);
        if (known != null) return known;
        SchemaBuilder builder = newBuilder(tree);
        if (tree.path(JsonSchema.OPTIONAL).booleanValue()) {
            builder.optional();
        } else {
            builder.required();
        }
        JsonNode name = tree.path(JsonSchema.NAME);
        if (name.isTextual()) builder.name(name.textValue());
        JsonNode version = tree.path(JsonSchema.VERSION);
        if (version.isIntegralNumber()) builder.version(version.intValue());
        JsonNode doc = tree.path(JsonSchema.DOC);
        if (doc.isTextual()) builder.doc(doc.textValue());
        JsonNode parameters = tree.path(JsonSchema.PARAMETERS);
        if (parameters.isObject()) {
            for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
                if (!parameter.getValue().isTextual()) {
                    throw new DataException("Schema parameters must have string values.");
                }
                builder.parameter(parameter.getKey(), parameter.getValue().textValue());
            }
        }
        JsonNode defaultValue = tree.get(JsonSchema.DEFAULT);
        if (defaultValue != null) builder.defaultValue(reader.read(builder, defaultValue));
        Schema schema = builder.build();
        schemas.put(tree, schema);
        return schema;
    }

    private SchemaBuilder newBuilder(JsonNode tree) {
        JsonNode typeName = tree.get(JsonSchema.TYPE);
        if (typeName == null || !typeName.isTextual()) {
            throw new DataException("Schema must contain 'type' field");
        }
        Schema.Type type = TYPES.get(typeName.textValue());
        if (type == null) throw new DataException("Unknown schema type: " + typeName.textValue());
        return switch (type) {
            case ARRAY -> {
                JsonNode items = tree.get(JsonSchema.ITEMS);
                if (items == null || items.isNull()) {
                    throw new DataException("Array schema did not specify the element type");
                }
                yield SchemaBuilder.array(toSchema(items));
            }
            case MAP -> {
                JsonNode keys = tree.get(JsonSchema.KEYS);
                if (keys == null) throw new DataException("Map schema did not specify the key type");
                JsonNode values = tree.get(JsonSchema.VALUES);
                if (values == null) throw new DataException("Map schema did not specify the value type");
                yield SchemaBuilder.map(toSchema(keys), toSchema(values));
            }
            case STRUCT -> newStructBuilder(tree);
            default -> SchemaBuilder.type(type);
        };
    }

    private SchemaBuilder newStructBuilder(JsonNode tree) {
        JsonNode fields = tree.get(JsonSchema.FIELDS);
        if (fields == null || !fields.isArray()) {
            throw new DataException("Struct schema's \"fields\" argument is not an array.");
        }
        SchemaBuilder builder = SchemaBuilder.struct();
        for (JsonNode field : fields) {
            JsonNode name = field.get(JsonSchema.FIELD_NAME);
            if (name == null || !name.isTextual()) {
                throw new DataException("Struct schema's field name not specified properly");
            }
            builder.field(name.textValue(), toSchema(field));
        }
        return builder;
    }
}
