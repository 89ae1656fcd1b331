// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms.field;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMapOrNull;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStructOrNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Where one field is to be found. The text is taken apart once; two paths that lead the same way are equal, however
 * they were written.
 */
public class SingleFieldPath {
    private static final String NESTED_ACCESS = "nested field access";
    private static final char BACK_QUOTE = '`';
    private static final char DOT = '.';

    private final FieldSyntaxVersion version;
    private final List<String> steps;

    /**
     * Reads a path.
     *
     * @param pathText the text
     * @param version  how to read it
     * @throws ConfigException if a back quote opens a name that is never closed
     */
    public SingleFieldPath(String pathText, FieldSyntaxVersion version) {
        this.version = version;
        this.steps = switch (version) {
            case V1 -> List.of(pathText);
            case V2 -> List.copyOf(split(pathText));
        };
    }

    private static List<String> split(String path) {
        List<String> steps = new ArrayList<>();
        int start = 0;
        while (true) {
            int end;
            if (start < path.length() && path.charAt(start) == BACK_QUOTE) {
                int closing = closingQuote(path, start);
                steps.add(path.substring(start + 1, closing).replace("\\`.", "`."));
                end = closing + 1;
            } else {
                int dot = path.indexOf(DOT, start);
                end = dot < 0 ? path.length() : dot;
                steps.add(path.substring(start, end));
            }
            if (end == path.length()) return steps;
            start = end + 1;
        }
    }

    /** The quote that ends a name stands before a dot or at the end of the text, and has no backslash before it. */
    private static int closingQuote(String path, int opening) {
        for (int i = opening + 1; i < path.length(); i++) {
            if (path.charAt(i) != BACK_QUOTE) continue;
            boolean ends = i + 1 == path.length() || path.charAt(i + 1) == DOT;
            if (ends && path.charAt(i - 1) != '\\') return i;
        }
        throw new ConfigException("Incomplete backtick pair in path: [" + path
                + "], consider adding a backslash before backtick at position " + opening + " to escape it");
    }

    /**
     * Finds the field in a schema.
     *
     * @param schema of the whole value, or null
     * @return the field, or null if some step leads nowhere
     * @throws org.apache.kafka.connect.errors.DataException if a step leads into something that is no struct
     */
    public Field fieldFrom(Schema schema) {
        Schema current = schema;
        for (int i = 0; i < steps.size() - 1; i++) {
            if (current == null) return null;
            Field field = current.field(steps.get(i));
            current = field == null ? null : field.schema();
        }
        return current == null ? null : current.field(last());
    }

    /**
     * Finds the value in a struct; where a field is null, its default counts.
     *
     * @param struct the whole value, or null
     * @return the value, or null if some step leads nowhere
     */
    public Object valueFrom(Struct struct) {
        return valueFrom(struct, true);
    }

    /**
     * Finds the value in a struct. On the way to the field defaults always count.
     *
     * @param struct            the whole value, or null
     * @param withDefaultOnNull whether its default counts where the field itself is null
     * @return the value, or null if some step leads nowhere
     */
    public Object valueFrom(Struct struct, boolean withDefaultOnNull) {
        Struct current = struct;
        for (int i = 0; i < steps.size() - 1; i++) {
            if (current == null) return null;
            current = requireStructOrNull(read(current, steps.get(i), true), NESTED_ACCESS);
        }
        return current == null ? null : read(current, last(), withDefaultOnNull);
    }

    /**
     * Finds the value in a map without schema.
     *
     * @param map the whole value, or null
     * @return the value, or null if some step leads nowhere
     */
    public Object valueFrom(Map<String, Object> map) {
        Map<String, Object> current = map;
        for (int i = 0; i < steps.size() - 1; i++) {
            if (current == null) return null;
            current = requireMapOrNull(current.get(steps.get(i)), NESTED_ACCESS);
        }
        return current == null ? null : current.get(last());
    }

    private static Object read(Struct struct, String name, boolean withDefaultOnNull) {
        Field field = struct.schema().field(name);
        if (field == null) return null;
        return withDefaultOnNull ? struct.get(field) : struct.getWithoutDefault(name);
    }

    private String last() {
        return steps.get(steps.size() - 1);
    }

    @Override
    public boolean equals(Object o) {
        return this == o || (o instanceof SingleFieldPath that && steps.equals(that.steps));
    }

    @Override
    public int hashCode() {
        return Objects.hash(steps);
    }

    @Override
    public String toString() {
        return "SingleFieldPath{version=" + version + ", path=" + String.join(".", steps) + "}";
    }
}
