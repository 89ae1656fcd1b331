// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.validation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.config.ConnectorSettings;
import org.apache.kafka.connect.runtime.plugins.LoaderSwap;
import org.apache.kafka.connect.runtime.plugins.PluginVersionException;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.apache.kafka.connect.runtime.plugins.VersionRequirement;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the settings of the converters that a connector names itself, and shows their keys under the converter's. Settings of a
 * converter that it does not name are not looked at, because nobody will.
 *
 * <p>Thread: the one that validates; the connector's loader is in place. Runs plugin code.
 */
final class ConverterChecks {
    private static final Logger log = LoggerFactory.getLogger(ConverterChecks.class);

    private final Plugins plugins;
    private final ClassLoader connectorLoader;

    ConverterChecks(Plugins plugins, ClassLoader connectorLoader) {
        this.plugins = plugins;
        this.connectorLoader = connectorLoader;
    }

    void check(Map<String, String> properties, Verdict verdict) {
        check(
                ConnectorSettings.KEY_CONVERTER_CLASS_CONFIG,
                ConnectorSettings.KEY_CONVERTER_VERSION_CONFIG,
                ConverterType.KEY,
                properties,
                verdict);
        check(
                ConnectorSettings.VALUE_CONVERTER_CLASS_CONFIG,
                ConnectorSettings.VALUE_CONVERTER_VERSION_CONFIG,
                ConverterType.VALUE,
                properties,
                verdict);
        check(
                ConnectorSettings.HEADER_CONVERTER_CLASS_CONFIG,
                ConnectorSettings.HEADER_CONVERTER_VERSION_CONFIG,
                ConverterType.HEADER,
                properties,
                verdict);
    }

    private void check(
            String classKey, String versionKey, ConverterType type, Map<String, String> properties, Verdict verdict) {
        String name = properties.get(classKey);
        if (name == null || verdict.hasErrors(classKey) || verdict.hasErrors(versionKey)) {
            return;
        }
        Class<? extends ConnectPlugin> pluginType =
                type == ConverterType.HEADER ? HeaderConverter.class : Converter.class;
        ConnectPlugin converter;
        try {
            VersionRequirement version = VersionRequirement.parse(properties.get(versionKey));
            converter = plugins.newPlugin(pluginType, name, version, connectorLoader);
        } catch (PluginVersionException e) {
            verdict.addError(classKey, String.valueOf(e.getMessage()));
            verdict.addError(versionKey, String.valueOf(e.getMessage()));
            return;
        } catch (InvalidVersionSpecificationException | ConnectException e) {
            verdict.addError(classKey, String.valueOf(e.getMessage()));
            return;
        }
        try (LoaderSwap swap = plugins.withClassLoader(plugins.loaderOf(converter))) {
            checkSettings(converter, classKey + ".", type, properties, verdict);
        }
    }

    private static void checkSettings(
            ConnectPlugin converter,
            String prefix,
            ConverterType type,
            Map<String, String> properties,
            Verdict verdict) {
        ConfigDef def = converter.config();
        if (def == null) {
            log.warn(
                    "The converter '{}' defines no settings, so none can be checked",
                    converter.getClass().getName());
            return;
        }
        Map<String, String> settings = new LinkedHashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                settings.put(key.substring(prefix.length()), value);
            }
        });
        settings.putIfAbsent(ConverterConfig.TYPE_CONFIG, type.getName());
        List<ConfigValue> checked = new ArrayList<>(def.validateAll(settings).values());
        verdict.addDefinition(def, prefix);
        verdict.addValues(checked, prefix);
    }
}
