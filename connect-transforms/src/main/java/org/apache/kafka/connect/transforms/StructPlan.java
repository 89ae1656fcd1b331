// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * How structs of one schema become structs of another: which field goes where, and changed in which way. Made once
 * for a schema; applying it looks no name up and builds no schema.
 */
final class StructPlan {
    /** Changes the value of a field on its way. */
    @FunctionalInterface
    interface Change {
        Object apply(Schema schema, Object value);
    }

    private static final Change NONE = (schema, value) -> value;

    private final Schema target;
    private final Nulls nulls;
    private final List<Field> from = new ArrayList<>();
    private final List<Field> to = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    StructPlan(Schema target, Nulls nulls) {
        this.target = target;
        this.nulls = nulls;
    }

    /** The plan for a target whose first fields are those of the source, in its order. */
    static StructPlan ofAllFields(Schema source, Schema target, Nulls nulls) {
        StructPlan plan = new StructPlan(target, nulls);
        for (Field field : source.fields()) plan.move(field, target.fields().get(field.index()));
        return plan;
    }

    StructPlan move(Field source, Field destination) {
        return move(source, destination, NONE);
    }

    StructPlan move(Field source, Field destination, Change change) {
        from.add(source);
        to.add(destination);
        changes.add(change);
        return this;
    }

    /** The same plan to the same fields, in a schema that is optional and has a default where the source's is. */
    StructPlan withOptionalAndDefaultOf(Schema source) {
        Struct defaults = (Struct) source.defaultValue();
        if (!source.isOptional() && defaults == null) return this;
        Schema updated = new ConnectSchema(
                target.type(),
                source.isOptional(),
                defaults == null ? null : apply(defaults),
                target.name(),
                target.version(),
                target.doc(),
                target.parameters(),
                target.fields(),
                null,
                null);
        StructPlan plan = new StructPlan(updated, nulls);
        for (int i = 0; i < from.size(); i++) plan.move(from.get(i), to.get(i), changes.get(i));
        return plan;
    }

    Schema target() {
        return target;
    }

    Struct apply(Struct source) {
        Struct result = new Struct(target);
        for (int i = 0; i < from.size(); i++) {
            Field field = from.get(i);
            result.put(to.get(i), changes.get(i).apply(field.schema(), nulls.read(source, field)));
        }
        return result;
    }
}
