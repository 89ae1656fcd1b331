// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Views of string maps that may hold nulls, as JSON bodies and old config records do. */
final class PresentValues {
    private PresentValues() {}

    /** The entries that have a value, in their order. */
    static Map<String, String> of(Map<String, ? extends @Nullable String> properties) {
        Map<String, String> present = new LinkedHashMap<>();
        properties.forEach((key, value) -> {
            if (value != null) {
                present.put(key, value);
            }
        });
        return present;
    }

    static Map<String, String> withPrefix(Map<String, String> properties, String prefix) {
        Map<String, String> below = new LinkedHashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                below.put(key.substring(prefix.length()), value);
            }
        });
        return below;
    }
}
