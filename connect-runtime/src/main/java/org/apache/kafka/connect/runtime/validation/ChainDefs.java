// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.validation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.config.ConnectorSettings;
import org.apache.kafka.connect.runtime.config.PluginClassValidator;
import org.apache.kafka.connect.runtime.config.Validators;
import org.apache.kafka.connect.runtime.plugins.LoaderSwap;
import org.apache.kafka.connect.runtime.plugins.PluginNotFoundException;
import org.apache.kafka.connect.runtime.plugins.PluginType;
import org.apache.kafka.connect.runtime.plugins.PluginVersionException;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.apache.kafka.connect.runtime.plugins.VersionRequirement;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the keys of each transformation and predicate of a connector into its definition, under the alias, and notes what is wrong
 * with the plugins themselves.
 *
 * <p>Thread: the one that validates; the connector's loader is in place. Runs plugin code.
 */
final class ChainDefs {
    static final String TYPE = "type";
    static final String VERSION = "plugin.version";
    static final String PREDICATE = "predicate";
    static final String NEGATE = "negate";

    private static final Logger log = LoggerFactory.getLogger(ChainDefs.class);

    private final Plugins plugins;
    private final PluginConfigDefs defs;
    private final ClassLoader connectorLoader;

    ChainDefs(Plugins plugins, PluginConfigDefs defs, ClassLoader connectorLoader) {
        this.plugins = plugins;
        this.defs = defs;
        this.connectorLoader = connectorLoader;
    }

    /** What the two kinds of aliases have in common. */
    private record Kind(String listKey, String label, String noun, PluginType pluginType, Class<?> pluginClass) {
        static final Kind TRANSFORMS = new Kind(
                ConnectorSettings.TRANSFORMS_CONFIG,
                ConnectorSettings.TRANSFORMS_GROUP,
                "Transformation",
                PluginType.TRANSFORMATION,
                Transformation.class);
        static final Kind PREDICATES = new Kind(
                ConnectorSettings.PREDICATES_CONFIG,
                ConnectorSettings.PREDICATES_GROUP,
                "Predicate",
                PluginType.PREDICATE,
                Predicate.class);
    }

    /** An error that belongs to a key. */
    record KeyError(String key, String message) {}

    void embed(ConfigDef into, Map<String, String> properties, List<KeyError> errors) {
        for (Kind kind : List.of(Kind.TRANSFORMS, Kind.PREDICATES)) {
            for (String alias : aliases(kind.listKey(), properties)) {
                embed(into, kind, alias, properties, errors);
            }
        }
    }

    private static Set<String> aliases(String listKey, Map<String, String> properties) {
        Object parsed = ConfigDef.parseType(listKey, properties.getOrDefault(listKey, ""), ConfigDef.Type.LIST);
        Set<String> aliases = new LinkedHashSet<>();
        if (parsed instanceof List<?> list) {
            list.forEach(alias -> aliases.add(String.valueOf(alias)));
        }
        return aliases;
    }

    private void embed(ConfigDef into, Kind kind, String alias, Map<String, String> properties, List<KeyError> errors) {
        String prefix = kind.listKey() + "." + alias + ".";
        String group = kind.label() + ": " + alias;
        String type = properties.get(prefix + TYPE);
        into.define(
                prefix + TYPE,
                ConfigDef.Type.CLASS,
                ConfigDef.NO_DEFAULT_VALUE,
                PluginClassValidator.of(kind.pluginClass()),
                Importance.HIGH,
                "Class of the " + kind.noun().toLowerCase(Locale.ROOT) + " called '" + alias + "'.",
                group,
                0,
                Width.LONG,
                kind.noun() + " type for " + alias,
                List.of(),
                defs.classes(kind.pluginType()));
        into.define(
                prefix + VERSION,
                ConfigDef.Type.STRING,
                type == null ? null : defs.latestVersion(type, Set.of(kind.pluginType())),
                Validators.versionRange(),
                Importance.HIGH,
                "Version of '" + alias + "': a version, a Maven version range, or 'latest'.",
                group,
                1,
                Width.LONG,
                kind.noun() + " version for " + alias,
                List.of(),
                type == null
                        ? PluginConfigDefs.Recommendation.of(List.of())
                        : defs.versionsOf(type, Set.of(kind.pluginType())));
        ConfigDef own = type == null ? null : pluginDef(kind, prefix, type, properties, errors);
        if (own != null) {
            into.embed(prefix, group, 2, own);
        }
        if (properties.containsKey(prefix + NEGATE) && !properties.containsKey(prefix + PREDICATE)) {
            errors.add(new KeyError(
                    prefix + TYPE,
                    "Config '" + prefix + NEGATE + "' was provided but there is no config '" + prefix + PREDICATE
                            + "' defining a predicate to be negated."));
        }
    }

    /** The plugin's own keys; null when the plugin cannot be had, which its type or version key then says. */
    private @Nullable ConfigDef pluginDef(
            Kind kind, String prefix, String type, Map<String, String> properties, List<KeyError> errors) {
        try {
            VersionRequirement version = VersionRequirement.parse(properties.get(prefix + VERSION));
            Class<?> pluginClass = plugins.pluginClass(type, version, connectorLoader);
            if (!PluginClassCheck.isUsable(kind.pluginClass(), pluginClass)) {
                return null; // the check of the type key says why
            }
            Object plugin = plugins.newPlugin(kind.pluginClass(), type, version, connectorLoader);
            try (LoaderSwap swap = plugins.withClassLoader(plugins.loaderOf(plugin))) {
                return kind.pluginType() == PluginType.TRANSFORMATION
                        ? withPredicate(type, ((Transformation<?>) plugin).config())
                        : ((Predicate<?>) plugin).config();
            }
        } catch (PluginVersionException e) {
            errors.add(new KeyError(prefix + TYPE, String.valueOf(e.getMessage())));
            errors.add(new KeyError(prefix + VERSION, String.valueOf(e.getMessage())));
        } catch (InvalidVersionSpecificationException e) {
            log.debug("The check of '{}{}' reports: {}", prefix, VERSION, String.valueOf(e.getMessage()));
        } catch (PluginNotFoundException e) {
            log.debug("The check of '{}{}' reports: {}", prefix, TYPE, String.valueOf(e.getMessage()));
        } catch (ConnectException e) {
            errors.add(new KeyError(prefix + TYPE, String.valueOf(e.getMessage())));
        }
        return null;
    }

    private static ConfigDef withPredicate(String type, @Nullable ConfigDef own) {
        ConfigDef def = new ConfigDef();
        if (own != null) {
            own.configKeys().values().forEach(key -> {
                if (key.name.equals(NEGATE) || key.name.equals(PREDICATE)) {
                    log.warn("'{}' has a setting of its own called '{}', which nobody can reach", type, key.name);
                } else {
                    def.define(key);
                }
            });
        }
        def.define(
                NEGATE,
                ConfigDef.Type.BOOLEAN,
                false,
                Importance.MEDIUM,
                "Whether to apply this where the predicate does not hold, instead of where it does.");
        def.define(
                PREDICATE,
                ConfigDef.Type.STRING,
                null,
                Importance.MEDIUM,
                "Alias of the predicate that decides which records this applies to; unset for all.");
        return def;
    }
}
