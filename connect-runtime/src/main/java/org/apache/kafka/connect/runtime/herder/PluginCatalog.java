// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.concurrent.Failure;
import org.apache.kafka.connect.runtime.concurrent.Stage;
import org.apache.kafka.connect.runtime.info.ConfigInfos;
import org.apache.kafka.connect.runtime.info.ConfigKeyInfo;
import org.apache.kafka.connect.runtime.info.PluginInfo;
import org.apache.kafka.connect.runtime.plugins.LinkageFinding;
import org.apache.kafka.connect.runtime.plugins.LoaderSwap;
import org.apache.kafka.connect.runtime.plugins.PluginDesc;
import org.apache.kafka.connect.runtime.plugins.PluginType;
import org.apache.kafka.connect.runtime.plugins.PluginVersionException;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.apache.kafka.connect.runtime.plugins.VersionRequirement;
import org.apache.kafka.connect.runtime.validation.ConnectorValidator;
import org.apache.kafka.connect.runtime.validation.InvalidConnectorConfigException;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.jspecify.annotations.Nullable;

/**
 * What this worker can tell of its plugins.
 *
 * <p>Thread: any. {@link #settings} runs plugin code on the caller's thread.
 */
public final class PluginCatalog implements ConnectorCheck {
    private static final List<PluginType> CONNECTORS = List.of(PluginType.SINK, PluginType.SOURCE);
    private static final List<PluginType> LISTED = List.of(
            PluginType.SINK,
            PluginType.SOURCE,
            PluginType.TRANSFORMATION,
            PluginType.PREDICATE,
            PluginType.CONVERTER,
            PluginType.HEADER_CONVERTER);

    private final Plugins plugins;
    private final ConnectorValidator validator;

    public PluginCatalog(Plugins plugins, ConnectorValidator validator) {
        this.plugins = plugins;
        this.validator = validator;
    }

    /** The plugins, sinks and sources first, each kind by class name and version. */
    public List<PluginInfo> plugins(boolean connectorsOnly) {
        List<PluginInfo> infos = new ArrayList<>();
        for (PluginType type : connectorsOnly ? CONNECTORS : LISTED) {
            for (PluginDesc plugin : plugins.registry().all(type)) {
                infos.add(new PluginInfo(plugin.className(), type.toString(), plugin.version()));
            }
        }
        return infos;
    }

    /** What the connector's plugin is asked at the moment; empty if nothing. */
    public Optional<Stage> pluginCall(String connector) {
        return validator.pluginCall(connector);
    }

    /** What plugins need of the framework in vain. */
    public List<LinkageFinding> linkageFindings() {
        return plugins.linkageFindings();
    }

    /**
     * The settings that a plugin knows; for a connector with those that every connector has.
     *
     * @param version a version or range; null for the newest
     * @throws NotFoundException when there is no such plugin
     * @throws HerderException.InvalidRequest when there is none of that version, or of a kind that is not listed
     */
    public List<ConfigKeyInfo> settings(String classOrAlias, @Nullable String version) {
        VersionRequirement requirement = requirement(version);
        requireKnown(classOrAlias, requirement);
        PluginDesc plugin;
        try {
            plugin = plugins.registry().find(classOrAlias, requirement);
        } catch (PluginVersionException e) {
            throw new HerderException.InvalidRequest(String.valueOf(e.getMessage()));
        }
        if (!LISTED.contains(plugin.type())) {
            throw new HerderException.InvalidRequest("Invalid plugin class " + classOrAlias
                    + ". Valid types are sink, source, converter, header_converter, transformation, predicate.");
        }
        ConfigDef def = CONNECTORS.contains(plugin.type())
                ? validator.settings(plugin, (Connector) instance(plugin, requirement))
                : ownSettings(instance(plugin, requirement));
        return def.configKeys().values().stream().map(ConfigKeyInfo::of).toList();
    }

    private static VersionRequirement requirement(@Nullable String version) {
        try {
            return VersionRequirement.parse(version);
        } catch (InvalidVersionSpecificationException e) {
            throw new HerderException.InvalidRequest("Invalid version specification: " + version);
        }
    }

    private void requireKnown(String classOrAlias, VersionRequirement requirement) {
        if (plugins.registry().copies(classOrAlias).isEmpty()) {
            try {
                plugins.delegatingLoader().loadClass(classOrAlias);
            } catch (ClassNotFoundException | LinkageError e) {
                throw new NotFoundException("Unknown plugin " + classOrAlias + ".");
            }
            if (!requirement.isAny()) {
                throw new HerderException.InvalidRequest("Plugin " + classOrAlias
                        + " is not part of Connect's plugin loading mechanism (ClassPath or Plugin Path)");
            }
            throw new ConnectException("Instantiation error");
        }
    }

    private ConnectPlugin instance(PluginDesc plugin, VersionRequirement requirement) {
        return plugins.newPlugin(ConnectPlugin.class, plugin.className(), requirement, null);
    }

    private ConfigDef ownSettings(ConnectPlugin plugin) {
        try (LoaderSwap swap = plugins.withClassLoader(plugins.loaderOf(plugin))) {
            ConfigDef def = plugin.config();
            return def == null ? new ConfigDef() : def;
        }
    }

    /** The verdict on a configuration, errors included; see {@link ConnectorValidator#validate}. */
    public CompletableFuture<ConfigInfos> validate(Map<String, ? extends @Nullable String> config) {
        return validator.validate(config);
    }

    @Override
    public CompletableFuture<@Nullable Void> requireValid(Map<String, @Nullable String> config) {
        return validator.requireValid(config).handle((infos, failure) -> {
            Throwable cause = Failure.causeIfAny(failure);
            if (cause instanceof InvalidConnectorConfigException invalid) {
                throw new HerderException.InvalidRequest(String.valueOf(invalid.getMessage()));
            }
            if (cause instanceof RuntimeException unexpected) {
                throw unexpected;
            }
            if (cause != null) {
                throw new CompletionException(cause);
            }
            return null;
        });
    }

    /** The type of the connector that a configuration names: {@code source}, {@code sink}, or {@code unknown}. */
    public String connectorType(Map<String, ? extends @Nullable String> config) {
        String connectorClass = config.get("connector.class");
        if (connectorClass == null) {
            return "unknown";
        }
        try {
            VersionRequirement requirement = VersionRequirement.parse(config.get("connector.plugin.version"));
            return plugins.registry()
                    .connector(connectorClass, requirement)
                    .type()
                    .toString();
        } catch (ConnectException | InvalidVersionSpecificationException e) {
            return "unknown";
        }
    }
}
