// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.runtime.info.ConfigInfos;
import org.apache.kafka.connect.runtime.info.ConfigInfos.ConfigInfo;
import org.apache.kafka.connect.runtime.info.ConfigInfos.ConfigValueInfo;
import org.apache.kafka.connect.runtime.info.ConfigKeyInfo;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is found out about one configuration: definitions and values by key, and headings in the order they came up. Later
 * entries under a key replace earlier ones, except that no error is forgotten.
 *
 * <p>Thread: the one that validates.
 */
final class Verdict {
    /** A definition as it is shown; the type says how to print values. Without both it only has its place in the order. */
    private record Key(@Nullable ConfigKeyInfo info, ConfigDef.@Nullable Type type) {}

    private final Secrets secrets;
    private final Set<String> groups = new LinkedHashSet<>();
    private final Map<String, Key> keys = new LinkedHashMap<>();
    private final Map<String, ConfigValue> values = new LinkedHashMap<>();

    Verdict(Secrets secrets) {
        this.secrets = secrets;
    }

    void addDefinition(ConfigDef def) {
        addDefinition(def, "");
    }

    /** @param prefix stands before every key of the definition */
    void addDefinition(ConfigDef def, String prefix) {
        groups.addAll(def.groups());
        def.configKeys().values().forEach(key -> addKey(key, prefix));
    }

    void addKey(ConfigDef.ConfigKey key, String prefix) {
        keys.put(prefix + key.name, new Key(ConfigKeyInfo.of(key, prefix), key.type));
    }

    /** A key that nobody defines, but which stands behind those there are. */
    void addKey(String name) {
        keys.put(name, new Key(null, null));
    }

    void addValues(Iterable<ConfigValue> checked) {
        addValues(checked, "");
    }

    /**
     * Errors that a key has already are kept.
     *
     * @param prefix stands before every name
     */
    void addValues(Iterable<ConfigValue> checked, String prefix) {
        for (ConfigValue value : checked) {
            String name = prefix + value.name();
            Set<String> errors = new LinkedHashSet<>();
            ConfigValue before = values.get(name);
            if (before != null) {
                errors.addAll(before.errorMessages());
            }
            errors.addAll(value.errorMessages());
            ConfigValue prefixed =
                    new ConfigValue(name, value.value(), value.recommendedValues(), new ArrayList<>(errors));
            prefixed.visible(value.visible());
            values.put(name, prefixed);
        }
    }

    /** The value under a key, which is made up without content when nothing was said of it yet. */
    ConfigValue value(String key) {
        return values.computeIfAbsent(key, ConfigValue::new);
    }

    void addError(String key, String message) {
        value(key).addErrorMessage(message);
    }

    boolean hasErrors(String key) {
        ConfigValue value = values.get(key);
        return value != null && !value.errorMessages().isEmpty();
    }

    /** What has no key comes first. */
    ConfigInfos infos(String connectorClass) {
        List<ConfigInfo> configs = new ArrayList<>();
        values.forEach((name, value) -> {
            if (!keys.containsKey(name)) {
                configs.add(new ConfigInfo(null, shown(value, null)));
            }
        });
        keys.forEach((name, key) -> {
            ConfigValue value = values.get(name);
            configs.add(new ConfigInfo(key.info(), value == null ? null : shown(value, key.type())));
        });
        int errors = configs.stream()
                .mapToInt(config ->
                        config.value() == null ? 0 : config.value().errors().size())
                .sum();
        return new ConfigInfos(connectorClass, errors, new ArrayList<>(groups), configs);
    }

    private ConfigValueInfo shown(ConfigValue value, ConfigDef.@Nullable Type type) {
        String text = secrets.reference(value.name());
        if (text == null) {
            text = text(value.value(), type);
        }
        List<String> recommended = new ArrayList<>();
        for (Object choice : value.recommendedValues()) {
            recommended.add(secrets.hide(String.valueOf(text(choice, type))));
        }
        List<String> errors = value.errorMessages().stream()
                .map(error -> secrets.hide(value.name(), error))
                .toList();
        return new ConfigValueInfo(value.name(), text, recommended, errors, value.visible());
    }

    private static @Nullable String text(@Nullable Object value, ConfigDef.@Nullable Type type) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        return type == null ? value.toString() : ConfigDef.convertToString(value, type);
    }
}
