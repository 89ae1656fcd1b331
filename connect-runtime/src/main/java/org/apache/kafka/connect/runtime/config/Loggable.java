// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/**
 * What of a configuration may be shown. A value is shown as it was written, so that a {@code ${...}} reference stays one; a password
 * is hidden, and keys the definition does not know are named without their value, since they may be secrets of a plugin.
 * Penstock's own keys hold no secrets.
 */
final class Loggable {
    private static final String OWN_PREFIX = "penstock.";

    private Loggable() {}

    static Map<String, String> of(AbstractConfig config, Map<String, String> raw) {
        Map<String, String> shown = new TreeMap<>();
        config.values().forEach((key, value) -> {
            String written = raw.get(key);
            if (config.typeOf(key) == ConfigDef.Type.PASSWORD) {
                shown.put(key, value == null ? "null" : Password.HIDDEN);
            } else {
                shown.put(key, written == null ? text(config, key, value) : written);
            }
        });
        raw.forEach((key, value) -> shown.putIfAbsent(key, key.startsWith(OWN_PREFIX) ? value : Password.HIDDEN));
        return shown;
    }

    private static String text(AbstractConfig config, String key, Object value) {
        ConfigDef.Type type = config.typeOf(key);
        return String.valueOf(ConfigDef.convertToString(value, type));
    }
}
