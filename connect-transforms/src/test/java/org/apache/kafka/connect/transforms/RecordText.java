// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/** Writes schemas, values and headers as the recorded vectors do. */
final class RecordText {
    private RecordText() {}

    static String of(Schema schema) {
        if (schema == null) return null;
        StringBuilder text = new StringBuilder(schema.type().getName());
        switch (schema.type()) {
            case STRUCT ->
                text.append(schema.fields().stream()
                        .map(field -> field.name() + ":" + of(field.schema()))
                        .collect(Collectors.joining(",", "{", "}")));
            case ARRAY -> text.append('<').append(of(schema.valueSchema())).append('>');
            case MAP ->
                text.append('<')
                        .append(of(schema.keySchema()))
                        .append(',')
                        .append(of(schema.valueSchema()))
                        .append('>');
            default -> {}
        }
        if (schema.isOptional()) text.append('?');
        if (schema.defaultValue() != null) text.append('=').append(of(schema.defaultValue()));
        if (schema.name() != null) text.append('#').append(schema.name());
        if (schema.version() != null) text.append('@').append(schema.version());
        return text.toString();
    }

    static String of(Object value) {
        if (value == null) return "null";
        if (value instanceof Struct struct) {
            return struct.schema().fields().stream()
                    .map(field -> field.name() + "=" + of(struct.get(field)))
                    .collect(Collectors.joining(",", "Struct{", "}"));
        }
        if (value instanceof Map<?, ?> map) {
            TreeSet<String> entries = new TreeSet<>();
            map.forEach((key, entry) -> entries.add(of(key) + "=" + of(entry)));
            return "{" + String.join(",", entries) + "}";
        }
        if (value instanceof List<?> list) {
            List<String> elements = new ArrayList<>();
            list.forEach(element -> elements.add(of(element)));
            return "[" + String.join(",", elements) + "]";
        }
        if (value instanceof Date date) return "date:" + date.getTime();
        return value.getClass().getSimpleName() + ":" + value;
    }

    static String of(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .map((Header header) -> header.key() + "=" + of(header.schema()) + ":" + of(header.value()))
                .collect(Collectors.joining(","));
    }
}
