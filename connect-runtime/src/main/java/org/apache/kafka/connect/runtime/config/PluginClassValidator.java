// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import java.util.Arrays;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Accepts a class that can be made into an instance of the plugin type, or nothing at all. */
public final class PluginClassValidator implements ConfigDef.Validator {
    private final Class<?> type;

    private PluginClassValidator(Class<?> type) {
        this.type = type;
    }

    public static ConfigDef.Validator of(Class<?> type) {
        return new PluginClassValidator(type);
    }

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (value == null) {
            return;
        }
        Class<?> plugin = (Class<?>) value;
        Utils.ensureConcreteSubclass(type, plugin);
        if (Arrays.stream(plugin.getConstructors()).noneMatch(constructor -> constructor.getParameterCount() == 0)) {
            throw new ConfigException(
                    name, plugin.getName(), "A public constructor without parameters is needed to make an instance");
        }
    }

    @Override
    public String toString() {
        return "A concrete subclass of " + type.getName() + " with a public, no-argument constructor";
    }
}
