// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.validation;

import static org.apache.kafka.connect.runtime.config.ConnectorSettings.CONNECTOR_VERSION_CONFIG;
import static org.apache.kafka.connect.runtime.config.ConnectorSettings.HEADER_CONVERTER_CLASS_CONFIG;
import static org.apache.kafka.connect.runtime.config.ConnectorSettings.HEADER_CONVERTER_VERSION_CONFIG;
import static org.apache.kafka.connect.runtime.config.ConnectorSettings.KEY_CONVERTER_CLASS_CONFIG;
import static org.apache.kafka.connect.runtime.config.ConnectorSettings.KEY_CONVERTER_VERSION_CONFIG;
import static org.apache.kafka.connect.runtime.config.ConnectorSettings.VALUE_CONVERTER_CLASS_CONFIG;
import static org.apache.kafka.connect.runtime.config.ConnectorSettings.VALUE_CONVERTER_VERSION_CONFIG;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.runtime.config.ConnectorSettings;
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

    /** The keys of every connector, for one that is not there in the version asked for. */
    ConfigDef common(String connectorClass, Map<String, String> properties) {
        return changed(ConnectorSettings.configDef(), changes(connectorClass, properties));
    }

    /** The keys of a source or sink with this configuration. */
    ConfigDef of(PluginDesc connector, Map<String, String> properties) {
        return changed(published(connector), changes(connector.className(), properties));
    }

    /** The keys of a source or sink apart from any configuration: of the plugin defaults only its own version. */
    ConfigDef unconfigured(PluginDesc connector) {
        Map<String, Change> changes = new HashMap<>();
        changes.put(CONNECTOR_VERSION_CONFIG, versions(connector.className(), connector.version()));
        return changed(published(connector), changes);
    }

    private static ConfigDef published(PluginDesc connector) {
        return connector.type() == PluginType.SINK ? SinkSettings.configDef() : SourceSettings.configDef();
    }

    private Map<String, Change> changes(String connectorClass, Map<String, String> properties) {
        Map<String, Change> changes = new HashMap<>();
        changes.put(CONNECTOR_VERSION_CONFIG, versions(connectorClass, null));
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
        changes.put(versionKey, versions(own == null ? workerClass.getName() : own, workerVersion));
    }

    /** @param wanted the default; null for the newest there is */
    private Change versions(String classOrAlias, @Nullable String wanted) {
        String version =
                wanted == null || wanted.equals(PluginDesc.UNDEFINED) ? registry.latestVersion(classOrAlias) : wanted;
        return new Change(version, versionsOf(classOrAlias));
    }

    /** Every version that copies of a plugin report. */
    Recommendation versionsOf(String classOrAlias) {
        List<String> versions = registry.copies(classOrAlias).stream()
                .filter(PluginDesc::hasVersion)
                .map(PluginDesc::version)
                .distinct()
                .toList();
        return Recommendation.of(versions);
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
