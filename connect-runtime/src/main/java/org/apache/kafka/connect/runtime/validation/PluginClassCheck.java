// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.validation;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.runtime.config.PluginClassValidator;

/** Whether the check of a class setting would let a class pass. */
final class PluginClassCheck {
    private PluginClassCheck() {}

    static boolean isUsable(Class<?> type, Class<?> pluginClass) {
        try {
            PluginClassValidator.of(type).ensureValid("", pluginClass);
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }
}
