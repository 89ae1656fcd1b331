// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.config.ConfigVariables;
import org.apache.kafka.connect.runtime.config.ConnectorSettings;
import org.apache.kafka.connect.runtime.config.ReloadAction;
import org.apache.kafka.connect.runtime.config.SinkSettings;
import org.apache.kafka.connect.runtime.config.SourceSettings;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorInstance;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorMetrics;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorRunner;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorSignals;
import org.apache.kafka.connect.runtime.lifecycle.Redaction;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.metrics.PluginMetricGroup;
import org.apache.kafka.connect.runtime.plugins.LoaderSwap;
import org.apache.kafka.connect.runtime.plugins.PluginDesc;
import org.apache.kafka.connect.runtime.plugins.VersionRequirement;
import org.apache.kafka.connect.runtime.storage.offset.ConnectorOffsetStore;
import org.apache.kafka.connect.runtime.storage.offset.OffsetReader;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkConnectorContext;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;

/**
 * Makes connector instances from their configurations, and tells which plugin a configuration is about.
 *
 * <p>Thread: the connector's.
 */
final class ConnectorFactory {
    private final WorkerEnvironment worker;
    private final OffsetStores offsetStores;
    private final ReloadTimer reloads;

    ConnectorFactory(WorkerEnvironment worker, OffsetStores offsetStores, ReloadTimer reloads) {
        this.reloads = reloads;
        this.worker = worker;
        this.offsetStores = offsetStores;
    }

    /** The plugin that the configuration, references resolved, is about. */
    PluginDesc plugin(Map<String, String> config) {
        return worker.plugins().registry().connector(className(config), version(config));
    }

    /** The loader of that plugin. */
    ClassLoader loader(Map<String, String> config) {
        return worker.plugins().connectorLoader(className(config), version(config));
    }

    /** An instance of its own for a question, never started. */
    Connector instance(Map<String, String> config) {
        return worker.plugins().newConnector(className(config), version(config));
    }

    /** Whose client settings the override policy judges. */
    ClientOverrides.Owner owner(String name, Map<String, String> config) {
        Class<? extends Connector> type = worker.plugins()
                .pluginClass(className(config), version(config), null)
                .asSubclass(Connector.class);
        ConnectorType kind = SourceConnector.class.isAssignableFrom(type) ? ConnectorType.SOURCE : ConnectorType.SINK;
        return new ClientOverrides.Owner(name, kind, type);
    }

    ConnectorInstance build(StartConnector request, ConnectorRunner runner) {
        Closers closers = new Closers();
        ConfigVariables.Resolved resolved = worker.variables().resolve(request.config());
        Map<String, String> config = resolved.values();
        runner.redactWith(worker.secrets().and(Redaction.of(request.config(), config)));
        try (LoaderSwap swap = LoaderSwap.to(loader(config))) {
            Connector connector = instance(config);
            PluginMetricGroup own =
                    closers.add(worker.metrics().pluginMetrics(MetricNames.CONNECTOR_TAG, request.name()));
            ConnectorContext context;
            ConnectorSettings settings;
            if (connector instanceof SourceConnector) {
                SourceSettings source = new SourceSettings(config);
                settings = source;
                context = sourceContext(request.name(), config, source, runner.signals(), own, closers);
            } else if (connector instanceof SinkConnector) {
                settings = sinkSettings(config);
                context = new SinkContext(runner.signals(), own);
            } else {
                throw new ConnectException("Class '" + connector.getClass().getName()
                        + "' is neither a source connector nor a sink connector");
            }
            if (!resolved.ttlsMs().isEmpty() && settings.reloadAction() == ReloadAction.RESTART) {
                reloads.schedule(request.name(), resolved.ttlsMs(), () -> request.callbacks()
                        .reloadDue(request.name()));
            }
            ConnectorMetrics metrics = new ConnectorMetrics(
                    worker.metrics(),
                    request.name(),
                    connector instanceof SourceConnector ? "source" : "sink",
                    connector.getClass().getName(),
                    connector.version(),
                    runner::runState);
            metrics.hideAlso(own);
            return new ConnectorInstance(connector, loader(config), config, context, metrics, closers::run);
        } catch (Throwable e) {
            closers.run();
            throw e;
        }
    }

    private SourceContextView sourceContext(
            String name,
            Map<String, String> config,
            SourceSettings settings,
            ConnectorSignals signals,
            PluginMetrics metrics,
            Closers closers) {
        ConnectorOffsetStore offsets =
                offsetStores.of(new OffsetStores.Request(owner(name, config), settings, null, null), closers);
        OffsetReader reader = closers.add("offset reader", new OffsetReader(offsets, name));
        offsets.start();
        return new SourceContextView(signals, metrics, reader);
    }

    private static SinkSettings sinkSettings(Map<String, String> config) {
        SinkSettings settings = new SinkSettings(config);
        if (settings.topics().isEmpty() != settings.usesPattern()) {
            throw new ConfigException("Exactly one of '" + SinkSettings.TOPICS_CONFIG + "' and '"
                    + SinkSettings.TOPICS_REGEX_CONFIG + "' must say what the sink reads");
        }
        return settings;
    }

    private static String className(Map<String, String> config) {
        String name = config.get(ConnectorSettings.CONNECTOR_CLASS_CONFIG);
        if (name == null) {
            throw new ConfigException("Setting '" + ConnectorSettings.CONNECTOR_CLASS_CONFIG + "' is missing");
        }
        return name;
    }

    private static VersionRequirement version(Map<String, String> config) {
        String key = ConnectorSettings.CONNECTOR_VERSION_CONFIG;
        try {
            return VersionRequirement.parse(config.get(key));
        } catch (InvalidVersionSpecificationException e) {
            throw new ConfigException(key, config.get(key), e.getMessage());
        }
    }

    private record SinkContext(ConnectorSignals signals, PluginMetrics pluginMetrics) implements SinkConnectorContext {
        @Override
        public void requestTaskReconfiguration() {
            signals.requestTaskReconfiguration();
        }

        @Override
        public void raiseError(Exception e) {
            signals.raiseError(e);
        }
    }

    private record SourceContextView(
            ConnectorSignals signals, PluginMetrics pluginMetrics, OffsetStorageReader offsetStorageReader)
            implements SourceConnectorContext {
        @Override
        public void requestTaskReconfiguration() {
            signals.requestTaskReconfiguration();
        }

        @Override
        public void raiseError(Exception e) {
            signals.raiseError(e);
        }
    }
}
