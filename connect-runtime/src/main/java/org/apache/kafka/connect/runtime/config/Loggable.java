// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/**
 * What of a configuration may be shown. A value that holds a {@code ${...}} reference is shown as the reference, a password is
 * hidden, and keys the definition does not know are named without their value, since they may be secrets of a plugin.
 */
final class Loggable {
    private Loggable() {}

    static Map<String, String> of(AbstractConfig config, Map<String, String> raw) {
        Map<String, String> shown = new TreeMap<>();
        config.values().forEach((key, value) -> {
            String written = raw.get(key);
            if (written != null && written.contains("${")) {
                shown.put(key, written);
            } else {
                shown.put(key, value instanceof Password ? Password.HIDDEN : text(config, key, value));
            }
        });
        raw.keySet().forEach(key -> shown.putIfAbsent(key, Password.HIDDEN));
        return shown;
    }

    private static String text(AbstractConfig config, String key, Object value) {
        ConfigDef.Type type = config.typeOf(key);
        return String.valueOf(ConfigDef.convertToString(value, type));
    }
}
