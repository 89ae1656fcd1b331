// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;

/** Reads the tables of published keys and describes a definition in the same words, validators by what they accept. */
final class PublishedKeys {
    record Row(
            String type,
            String defaultValue,
            String importance,
            String group,
            String order,
            String width,
            String display) {}

    private PublishedKeys() {}

    /** Rows by key, and beside them the text of the {@code valid} column under the same key. */
    static Map<String, Row> table(String file) throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String[] cells : cells(file)) {
            rows.put(cells[0], new Row(cells[1], cells[2], cells[3], cells[5], cells[6], cells[7], cells[8]));
        }
        return rows;
    }

    static Map<String, String> checks(String file) throws IOException {
        Map<String, String> checks = new LinkedHashMap<>();
        for (String[] cells : cells(file)) {
            checks.put(cells[0], cells[4]);
        }
        return checks;
    }

    private static List<String[]> cells(String file) throws IOException {
        List<String[]> all = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(PublishedKeys.class.getResourceAsStream("/configs/" + file), file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().skip(1).forEach(line -> all.add(line.split("\t", -1)));
        }
        return all;
    }

    static Map<String, Row> describe(ConfigDef def) {
        Map<String, Row> rows = new LinkedHashMap<>();
        def.configKeys().forEach((name, key) -> rows.put(name, describe(key)));
        return rows;
    }

    static Row describe(ConfigDef.ConfigKey key) {
        return new Row(
                key.type.name(),
                defaultText(key),
                key.importance.name(),
                Objects.requireNonNullElse(key.group, ""),
                String.valueOf(key.orderInGroup),
                key.width.name(),
                key.displayName);
    }

    private static String defaultText(ConfigDef.ConfigKey key) {
        if (!key.hasDefault()) {
            return "<none>";
        }
        if (key.defaultValue == null) {
            return "<null>";
        }
        String text = ConfigDef.convertToString(key.defaultValue, key.type);
        return text.isEmpty() ? "<empty>" : text;
    }

    /** Whether a text passes both parsing and the check of a key. */
    static boolean accepts(ConfigDef.ConfigKey key, String text) {
        Object value = ConfigDef.parseType(key.name, text, key.type);
        if (key.validator == null) {
            return true;
        }
        try {
            key.validator.ensureValid(key.name, value);
            return true;
        } catch (org.apache.kafka.common.config.ConfigException e) {
            return false;
        }
    }

    /** The choices a {@code one of [...]} check allows. */
    static Set<String> choices(String check) {
        String list = check.substring(check.indexOf('[') + 1, check.lastIndexOf(']'));
        return new TreeSet<>(Arrays.asList(list.split(", ")));
    }
}
