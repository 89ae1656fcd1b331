// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.concurrent.EventLoop.StageScope;
import org.apache.kafka.connect.runtime.concurrent.PluginCalls;
import org.apache.kafka.connect.runtime.concurrent.Stage;
import org.apache.kafka.connect.runtime.config.BeyondApache;
import org.apache.kafka.connect.runtime.config.ConfigVariables;
import org.apache.kafka.connect.runtime.config.ConnectorSettings;
import org.apache.kafka.connect.runtime.config.TopicCreationSettings;
import org.apache.kafka.connect.runtime.config.WorkerConfig;
import org.apache.kafka.connect.runtime.info.ConfigInfos;
import org.apache.kafka.connect.runtime.plugins.LoaderSwap;
import org.apache.kafka.connect.runtime.plugins.PluginDesc;
import org.apache.kafka.connect.runtime.plugins.PluginNotFoundException;
import org.apache.kafka.connect.runtime.plugins.PluginType;
import org.apache.kafka.connect.runtime.plugins.PluginVersionException;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.apache.kafka.connect.runtime.plugins.VersionRequirement;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.jspecify.annotations.Nullable;

/**
 * Judges a connector's configuration as a whole: every key that is published or that a plugin adds, what the connector itself says,
 * and the rules between keys. The connector instances it asks are its own, are never started, and serve later judgements too.
 *
 * <p>Thread: any may ask; the work, plugin code included, is done on the executor.
 */
public final class ConnectorValidator {
    private final WorkerConfig worker;
    private final Plugins plugins;
    private final ConfigVariables variables;
    private final PluginConfigDefs defs;
    private final ClientOverrideRules overrideRules;
    private final Executor executor;
    private final PluginCalls underWay;
    private final Map<PluginDesc, Connector> connectors = new ConcurrentHashMap<>();

    /**
     * @param executor runs plugin code, so it should have threads to spare
     * @param underWay is told of calls into connectors
     */
    public ConnectorValidator(
            WorkerConfig worker,
            Plugins plugins,
            ConfigVariables variables,
            ClientOverrides overrides,
            Executor executor,
            PluginCalls underWay) {
        this.underWay = underWay;
        this.worker = worker;
        this.plugins = plugins;
        this.variables = variables;
        this.defs = new PluginConfigDefs(worker, plugins.registry());
        this.overrideRules = new ClientOverrideRules(worker, overrides);
        this.executor = executor;
    }

    /**
     * The verdict, errors included. Fails with {@link InvalidConnectorConfigException} when there is no connector to ask, and with
     * whatever else comes up on the way.
     *
     * @param raw the configuration as written
     */
    public CompletableFuture<ConfigInfos> validate(Map<String, ? extends @Nullable String> raw) {
        Map<String, @Nullable String> copy = new LinkedHashMap<>(raw);
        String name = String.valueOf(copy.get(ConnectorSettings.NAME_CONFIG));
        return CompletableFuture.supplyAsync(
                () -> {
                    try (StageScope ignored =
                            underWay.began(name, "validating the configuration of connector " + name)) {
                        return judge(copy);
                    }
                },
                executor);
    }

    /** What the connector's plugin is asked at the moment; empty if nothing. */
    public Optional<Stage> pluginCall(String connector) {
        return underWay.longest(connector);
    }

    /** The same, but a verdict with errors is a failure: {@link InvalidConnectorConfigException} with all of them. */
    public CompletableFuture<ConfigInfos> requireValid(Map<String, ? extends @Nullable String> raw) {
        return validate(raw).thenApply(infos -> {
            infos.refusal().ifPresent(refusal -> {
                throw new InvalidConnectorConfigException(refusal);
            });
            return infos;
        });
    }

    /** The settings of a connector apart from any configuration: those of every connector, and its own. */
    public ConfigDef settings(PluginDesc plugin, Connector connector) {
        ClassLoader loader = plugin.isIsolated() ? plugin.loader() : plugins.delegatingLoader();
        try (LoaderSwap swap = plugins.withClassLoader(loader)) {
            ConfigDef def = new ConfigDef();
            Map<String, ConfigDef.ConfigKey> keys =
                    new LinkedHashMap<>(defs.unconfigured(plugin).configKeys());
            keys.putAll(ownDefinition(connector).configKeys());
            keys.values().forEach(def::define);
            return def;
        }
    }

    private ConfigInfos judge(Map<String, @Nullable String> raw) {
        Map<String, String> resolved = variables.resolve(raw).values();
        Secrets secrets = new Secrets(raw, resolved);
        try {
            return judge(raw, resolved, secrets);
        } catch (InvalidConnectorConfigException e) {
            throw e;
        } catch (KafkaException e) {
            if (!secrets.any()) {
                throw e;
            }
            throw new ConnectException(secrets.hide(String.valueOf(e.getMessage())));
        }
    }

    private ConfigInfos judge(Map<String, @Nullable String> raw, Map<String, String> resolved, Secrets secrets) {
        String connectorClass = resolved.get(ConnectorSettings.CONNECTOR_CLASS_CONFIG);
        if (connectorClass == null) {
            throw new InvalidConnectorConfigException(
                    "Connector config " + new HashMap<>(raw) + " contains no connector type");
        }
        PluginDesc desc;
        try {
            desc = plugins.registry().connector(connectorClass, connectorVersion(resolved));
        } catch (PluginVersionException e) {
            return wrongVersion(connectorClass, raw, resolved, secrets, String.valueOf(e.getMessage()));
        } catch (PluginNotFoundException e) {
            throw new InvalidConnectorConfigException(String.valueOf(e.getMessage()), e);
        }
        ClassLoader loader = desc.isIsolated() ? desc.loader() : plugins.delegatingLoader();
        try (LoaderSwap swap = plugins.withClassLoader(loader)) {
            Verdict verdict = new Verdict(secrets);
            judge(connector(desc), desc, loader, new Settings(raw, resolved), verdict);
            return verdict.infos(connectorClass);
        }
    }

    /** A configuration, with entries that have no value and without. */
    private record Settings(Map<String, @Nullable String> raw, Map<String, String> resolved) {
        /** What plugins and definitions are asked about: keys without a value are there, so that they are noticed. */
        Map<String, String> forChecks() {
            Map<String, String> all = new LinkedHashMap<>(resolved);
            raw.forEach((key, value) -> {
                if (value == null) {
                    putNull(all, key);
                }
            });
            return all;
        }

        @SuppressWarnings("NullAway") // ConfigDef and plugins are asked about null values on purpose
        private static void putNull(Map<String, String> map, String key) {
            map.put(key, null);
        }
    }

    private static VersionRequirement connectorVersion(Map<String, String> properties) {
        try {
            return VersionRequirement.parse(properties.get(ConnectorSettings.CONNECTOR_VERSION_CONFIG));
        } catch (InvalidVersionSpecificationException e) {
            throw new InvalidConnectorConfigException(String.valueOf(e.getMessage()), e);
        }
    }

    private ConfigInfos wrongVersion(
            String connectorClass,
            Map<String, @Nullable String> raw,
            Map<String, String> resolved,
            Secrets secrets,
            String message) {
        Verdict verdict = new Verdict(secrets);
        try (LoaderSwap swap = plugins.withClassLoader(plugins.delegatingLoader())) {
            ConfigDef def = defs.common(connectorClass);
            verdict.addDefinition(def);
            verdict.addValues(
                    def.validateAll(new Settings(raw, resolved).forChecks()).values());
        }
        verdict.addError(ConnectorSettings.CONNECTOR_CLASS_CONFIG, message);
        verdict.addError(ConnectorSettings.CONNECTOR_VERSION_CONFIG, message);
        return verdict.infos(connectorClass);
    }

    private Connector connector(PluginDesc desc) {
        return connectors.computeIfAbsent(desc, plugin -> {
            try {
                return plugins.newConnector(plugin.className(), VersionRequirement.parse(plugin.version()));
            } catch (InvalidVersionSpecificationException e) {
                return plugins.newConnector(plugin.className(), VersionRequirement.ANY);
            }
        });
    }

    private void judge(Connector connector, PluginDesc desc, ClassLoader loader, Settings settings, Verdict verdict) {
        boolean source = desc.type() == PluginType.SOURCE;
        Map<String, String> properties = settings.resolved();
        List<ChainDefs.KeyError> chainErrors = new ArrayList<>();
        ConfigDef def = defs.of(desc, properties);
        if (source) {
            TopicCreationSettings.embed(def, properties);
        }
        new ChainDefs(plugins, defs, loader).embed(def, properties, chainErrors);
        BeyondApache.definitionsFor(properties, source).configKeys().values().forEach(def::define);

        verdict.addDefinition(def);
        verdict.addValues(def.validateAll(settings.forChecks()).values());
        chainErrors.forEach(error -> verdict.addError(error.key(), error.message()));
        ConfigDef own = ownDefinition(connector);
        if (!source) {
            new SinkRules(worker.groupId()).check(properties, verdict);
        } else if (worker.groupId() != null && connector instanceof SourceConnector sourceConnector) {
            new SourceRules(worker.exactlyOnceSupport()).check(sourceConnector, properties, verdict);
        }
        rejectNulls(settings.raw(), own, verdict);
        askConnector(connector, own, settings, verdict);
        new ConverterChecks(plugins, loader).check(properties, verdict);
        ClientOverrides.Owner owner = new ClientOverrides.Owner(
                properties.getOrDefault(ConnectorSettings.NAME_CONFIG, ""),
                source ? ConnectorType.SOURCE : ConnectorType.SINK,
                connector.getClass());
        overrideRules.check(owner, source, properties, verdict);
    }

    /** Keys without a value are the connector's business where it defines them, and nobody's elsewhere. */
    private static void rejectNulls(Map<String, @Nullable String> raw, ConfigDef own, Verdict verdict) {
        raw.forEach((key, value) -> {
            if (value == null && !own.configKeys().containsKey(key)) {
                verdict.addError(key, "Null value can not be supplied as the configuration value.");
            }
        });
    }

    private static ConfigDef ownDefinition(Connector connector) {
        ConfigDef own = connector.config();
        if (own == null) {
            throw new InvalidConnectorConfigException(
                    connector.getClass().getName() + ".config() must return a ConfigDef that is not null.");
        }
        return own;
    }

    private static void askConnector(Connector connector, ConfigDef own, Settings settings, Verdict verdict) {
        Config judged = connector.validate(settings.forChecks());
        if (judged == null) {
            throw new InvalidConnectorConfigException(
                    connector.getClass().getName() + ".validate() must return a Config that is not null.");
        }
        verdict.addDefinition(own);
        verdict.addValues(judged.configValues());
    }
}
