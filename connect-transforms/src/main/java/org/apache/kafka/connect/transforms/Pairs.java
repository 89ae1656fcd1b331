// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Reads settings of the form {@code a:b,c:d}. */
final class Pairs {
    static final ConfigDef.Validator VALIDATOR = ConfigDef.LambdaValidator.with(
            (name, value) -> validate(value), () -> "list of colon-delimited pairs, e.g. <code>foo:bar,abc:xyz</code>");

    private Pairs() {}

    /** Of two pairs with the same left side the last one counts. */
    static Map<String, String> parse(List<String> mappings) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String mapping : mappings) {
            String[] parts = mapping.split(":");
            if (parts.length != 2) throw invalid(mappings, mapping);
            pairs.put(parts[0], parts[1]);
        }
        return pairs;
    }

    /** The message names {@code renames} whichever key it is for: that is what users of other workers know. */
    static ConfigException invalid(Object mappings, String mapping) {
        return new ConfigException("renames", mappings, "Invalid rename mapping: " + mapping);
    }

    @SuppressWarnings("unchecked") // the definition's type is a list of texts
    private static void validate(Object value) {
        parse((List<String>) value);
    }
}
