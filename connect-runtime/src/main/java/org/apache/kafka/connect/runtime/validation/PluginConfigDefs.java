// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.validation;

import static org.apache.kafka.connect.runtime.config.ConnectorSettings.CONNECTOR_VERSION_CONFIG;
import static org.apache.kafka.connect.runtime.config.ConnectorSettings.HEADER_CONVERTER_CLASS_CONFIG;
import static org.apache.kafka.connect.runtime.config.ConnectorSettings.HEADER_CONVERTER_VERSION_CONFIG;
import static org.apache.kafka.connect.runtime.config.ConnectorSettings.KEY_CONVERTER_CLASS_CONFIG;
import static org.apache.kafka.connect.runtime.config.ConnectorSettings.KEY_CONVERTER_VERSION_CONFIG;
import static org.apache.kafka.connect.runtime.config.ConnectorSettings.VALUE_CONVERTER_CLASS_CONFIG;
import static org.apache.kafka.connect.runtime.config.ConnectorSettings.VALUE_CONVERTER_VERSION_CONFIG;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.runtime.config.ConnectorSettings;
import org.apache.kafka.connect.runtime.config.ConverterVersions;
import org.apache.kafka.connect.runtime.config.SinkSettings;
import org.apache.kafka.connect.runtime.config.SourceSettings;
import org.apache.kafka.connect.runtime.config.WorkerConfig;
import org.apache.kafka.connect.runtime.plugins.PluginDesc;
import org.apache.kafka.connect.runtime.plugins.PluginRegistry;
import org.apache.kafka.connect.runtime.plugins.PluginType;
import org.jspecify.annotations.Nullable;

/**
 * The published connector keys with what only a running worker knows: its converters as defaults, the newest version of each plugin
 * as default version, and the plugins at hand as recommendations.
 *
 * <p>Thread: any.
 */
final class PluginConfigDefs {
    private static final Set<PluginType> CONNECTORS = EnumSet.of(PluginType.SOURCE, PluginType.SINK);

    private final WorkerConfig worker;
    private final PluginRegistry registry;

    PluginConfigDefs(WorkerConfig worker, PluginRegistry registry) {
        this.worker = worker;
        this.registry = registry;
    }

    /** Recommends the same values whatever else is set. */
    record Recommendation(List<Object> values) implements ConfigDef.Recommender {
        static Recommendation of(Iterable<String> texts) {
            List<Object> values = new java.util.ArrayList<>();
            texts.forEach(values::add);
            return new Recommendation(List.copyOf(values));
        }

        @Override
        public List<Object> validValues(String name, Map<String, Object> parsed) {
            return values;
        }

        @Override
        public boolean visible(String name, Map<String, Object> parsed) {
            return true;
        }
    }

    private record Change(@Nullable Object defaultValue, ConfigDef.Recommender recommender) {}

    /** The keys of every connector, for one that is not there in the version asked for; nothing else is looked up for it. */
    ConfigDef common(String connectorClass) {
        return changed(
                ConnectorSettings.configDef(), Map.of(CONNECTOR_VERSION_CONFIG, connectorVersions(connectorClass)));
    }

    /** The keys of a source or sink with this configuration. */
    ConfigDef of(PluginDesc connector, Map<String, String> properties) {
        return changed(published(connector), changes(connector.className(), properties));
    }

    /** The keys of a source or sink apart from any configuration: of the plugin defaults only its own version. */
    ConfigDef unconfigured(PluginDesc connector) {
        Change own = new Change(connector.version(), versionsOf(connector.className(), CONNECTORS));
        return changed(published(connector), Map.of(CONNECTOR_VERSION_CONFIG, own));
    }

    private static ConfigDef published(PluginDesc connector) {
        return connector.type() == PluginType.SINK ? SinkSettings.configDef() : SourceSettings.configDef();
    }

    private Map<String, Change> changes(String connectorClass, Map<String, String> properties) {
        Map<String, Change> changes = new HashMap<>();
        changes.put(CONNECTOR_VERSION_CONFIG, connectorVersions(connectorClass));
        converter(changes, properties, PluginType.CONVERTER, KEY_CONVERTER_CLASS_CONFIG, KEY_CONVERTER_VERSION_CONFIG);
        converter(
                changes,
                properties,
                PluginType.CONVERTER,
                VALUE_CONVERTER_CLASS_CONFIG,
                VALUE_CONVERTER_VERSION_CONFIG);
        converter(
                changes,
                properties,
                PluginType.HEADER_CONVERTER,
                HEADER_CONVERTER_CLASS_CONFIG,
                HEADER_CONVERTER_VERSION_CONFIG);
        return changes;
    }

    private void converter(
            Map<String, Change> changes,
            Map<String, String> properties,
            PluginType type,
            String classKey,
            String versionKey) {
        Class<?> workerClass = worker.getClass(classKey);
        changes.put(classKey, new Change(workerClass, classes(type)));
        String own = properties.get(classKey);
        String workerVersion = own == null ? worker.getString(versionKey) : null;
        List<String> versions = registry.versions(own == null ? workerClass.getName() : own, EnumSet.of(type));
        Object defaultVersion = workerVersion == null ? newest(versions) : workerVersion;
        changes.put(versionKey, new Change(defaultVersion, new ConverterVersions(classKey, versions)));
    }

    private Change connectorVersions(String classOrAlias) {
        return new Change(latestVersion(classOrAlias, CONNECTORS), versionsOf(classOrAlias, CONNECTORS));
    }

    /** Every version that copies of a plugin report. */
    Recommendation versionsOf(String classOrAlias, Set<PluginType> types) {
        return Recommendation.of(registry.versions(classOrAlias, types));
    }

    /** The version that a look-up without a wish takes; null when there is no such plugin. */
    @Nullable
    String latestVersion(String classOrAlias, Set<PluginType> types) {
        return newest(registry.versions(classOrAlias, types));
    }

    private static @Nullable String newest(List<String> versions) {
        return versions.isEmpty() ? null : versions.get(versions.size() - 1);
    }

    /** Every class of a type, each once. */
    Recommendation classes(PluginType type) {
        SortedSet<String> names = new TreeSet<>();
        registry.all(type).forEach(plugin -> names.add(plugin.className()));
        return Recommendation.of(names);
    }

    private static ConfigDef changed(ConfigDef def, Map<String, Change> changes) {
        ConfigDef result = new ConfigDef();
        def.configKeys().values().forEach(key -> {
            Change change = changes.get(key.name);
            result.define(change == null ? key : changed(key, change));
        });
        return result;
    }

    private static ConfigDef.ConfigKey changed(ConfigDef.ConfigKey key, Change change) {
        return new ConfigDef.ConfigKey(
                key.name,
                key.type,
                change.defaultValue(),
                key.validator,
                key.importance,
                key.documentation,
                key.group,
                key.orderInGroup,
                key.width,
                key.displayName,
                key.dependents,
                change.recommender(),
                key.internalConfig);
    }
}
