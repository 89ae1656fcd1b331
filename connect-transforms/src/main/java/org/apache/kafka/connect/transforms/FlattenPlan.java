// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.util.SchemaUtil;

/** How structs of one schema become flat: the schema of the result, and which nested field each of its fields is. */
final class FlattenPlan {
    /** A field of the source: a leaf knows its place in the result, a struct its own fields. */
    private record Node(Field source, Field destination, List<Node> children) {}

    private final Schema target;
    private final List<Node> nodes;

    private FlattenPlan(Schema target, List<Node> nodes) {
        this.target = target;
        this.nodes = nodes;
    }

    static FlattenPlan of(Schema schema, String delimiter) {
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema, SchemaBuilder.struct());
        Struct defaults = (Struct) schema.defaultValue();
        addFields(schema, "", delimiter, schema.isOptional(), defaults, builder);
        Schema target = builder.build();
        return new FlattenPlan(target, nodes(schema, "", delimiter, target));
    }

    private static void addFields(
            Schema schema, String prefix, String delimiter, boolean optional, Struct defaults, SchemaBuilder builder) {
        for (Field field : schema.fields()) {
            Schema fieldSchema = field.schema();
            String name = name(prefix, delimiter, field);
            boolean fieldOptional = optional || fieldSchema.isOptional();
            Object fieldDefault = fieldSchema.defaultValue();
            if (fieldDefault == null && defaults != null) fieldDefault = defaults.get(field);
            switch (fieldSchema.type()) {
                case STRUCT -> addFields(fieldSchema, name, delimiter, fieldOptional, (Struct) fieldDefault, builder);
                case MAP ->
                    throw new DataException("Flatten transformation does not support " + fieldSchema.type()
                            + " for record with schemas (for field " + name + ").");
                default -> builder.field(name, leaf(fieldSchema, fieldOptional, fieldDefault));
            }
        }
    }

    private static Schema leaf(Schema schema, boolean optional, Object defaultValue) {
        if (optional == schema.isOptional() && defaultValue == schema.defaultValue()) return schema;
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema);
        if (optional) builder.optional();
        if (defaultValue != null) builder.defaultValue(defaultValue);
        return builder.build();
    }

    private static List<Node> nodes(Schema schema, String prefix, String delimiter, Schema target) {
        List<Node> nodes = new ArrayList<>();
        for (Field field : schema.fields()) {
            String name = name(prefix, delimiter, field);
            nodes.add(
                    field.schema().type() == Schema.Type.STRUCT
                            ? new Node(field, null, nodes(field.schema(), name, delimiter, target))
                            : new Node(field, target.field(name), List.of()));
        }
        return nodes;
    }

    private static String name(String prefix, String delimiter, Field field) {
        return prefix.isEmpty() ? field.name() : prefix + delimiter + field.name();
    }

    Schema target() {
        return target;
    }

    Struct apply(Struct source) {
        Struct result = new Struct(target);
        fill(nodes, source, result);
        return result;
    }

    /** What a missing struct would have held stays unset: its default is in the defaults of the new fields. */
    private static void fill(List<Node> nodes, Struct source, Struct result) {
        if (source == null) return;
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (node.destination() == null) {
                Object child = source.getWithoutDefault(node.source().name());
                fill(node.children(), (Struct) child, result);
            } else {
                result.put(node.destination(), source.get(node.source()));
            }
        }
    }
}
