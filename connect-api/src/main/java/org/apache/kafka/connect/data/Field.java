// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import java.util.Objects;

/** A field of a struct's schema: its name, its place and its schema. Immutable. */
public class Field {
    private final String name;
    private final int index;
    private final Schema schema;

    public Field(String name, int index, Schema schema) {
        this.name = name;
        this.index = index;
        this.schema = schema;
    }

    public String name() {
        return name;
    }

    /**
     * The place of this field among those of its struct.
     *
     * @return the place, from 0
     */
    public int index() {
        return index;
    }

    public Schema schema() {
        return schema;
    }

    @Override
    public boolean equals(Object o) {
        if (this == o) return true;
        if (o == null || getClass() != o.getClass()) return false;
        Field that = (Field) o;
        return index == that.index && Objects.equals(name, that.name) && Objects.equals(schema, that.schema);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, index, schema);
    }

    @Override
    public String toString() {
        return "Field{name=" + name + ", index=" + index + ", schema=" + schema + "}";
    }
}
