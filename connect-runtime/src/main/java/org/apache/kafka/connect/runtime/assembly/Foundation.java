// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.assembly;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.runtime.clients.ClientConfigs;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.clients.KafkaClients;
import org.apache.kafka.connect.runtime.clients.Topics;
import org.apache.kafka.connect.runtime.clients.WorkerIdentity;
import org.apache.kafka.connect.runtime.concurrent.PluginCalls;
import org.apache.kafka.connect.runtime.config.ConfigVariables;
import org.apache.kafka.connect.runtime.config.ExactlyOnceSupport;
import org.apache.kafka.connect.runtime.config.RestServerConfig;
import org.apache.kafka.connect.runtime.config.WorkerConfig;
import org.apache.kafka.connect.runtime.herder.ConnectorCheck;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.herder.PluginCatalog;
import org.apache.kafka.connect.runtime.lifecycle.Redaction;
import org.apache.kafka.connect.runtime.logging.Loggers;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.plugins.PluginDesc;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.apache.kafka.connect.runtime.plugins.VersionRequirement;
import org.apache.kafka.connect.runtime.rest.forward.RestClient;
import org.apache.kafka.connect.runtime.rest.server.RestServer;
import org.apache.kafka.connect.runtime.storage.offset.OffsetStore;
import org.apache.kafka.connect.runtime.validation.ConnectorValidator;
import org.apache.kafka.connect.runtime.worker.ConnectWorker;
import org.apache.kafka.connect.runtime.worker.WorkerEnvironment;
import org.apache.kafka.connect.runtime.worker.WorkerThreads;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What workers of both modes stand on: plugins, settings, open ports, a connection to Kafka.
 *
 * <p>Thread: built and closed by one thread after another.
 */
final class Foundation<C extends WorkerConfig> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Foundation.class);
    private static final String STOCK_PLUGINS_PROPERTY = "penstock.plugins";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    final C config;
    final Plugins plugins;
    final RestServerConfig restConfig;
    final RestServer rest;
    final RestClient restClient;
    final URI advertisedUrl;
    final String workerId;
    final String kafkaClusterId;
    final ClientConfigs clientConfigs;
    final KafkaClients clients = KafkaClients.real();
    final PluginCalls underWay;
    final Topics topics;
    final ConnectMetrics metrics;
    final Loggers loggers;
    final PluginCatalog catalog;
    final Time time;
    private final Admin admin;
    private final ConfigVariables variables;
    private final ClientOverrides overrides;
    private final ConnectorValidator validator;
    private final ExecutorService pluginCalls;
    private final Map<String, String> properties;
    private final Redaction secrets;

    /**
     * @param raw    the worker's properties, references unresolved
     * @param parser reads the settings of the worker's mode
     */
    Foundation(Map<String, String> raw, Function<Map<String, String>, C> parser, Time time) {
        this.time = time;
        this.loggers = new Loggers(time);
        long begunMs = time.hiResClockMs();
        this.plugins = Plugins.discover(Plugins.Settings.of(
                pluginPath(raw), WorkerConfig.pluginDiscovery(raw), WorkerConfig.pluginIndexPath(raw)));
        log.info("Found the plugins in {} ms", time.hiResClockMs() - begunMs);
        // From here on this thread, and every thread it starts, finds plugins by name: converters, reporters, login
        // modules.
        Thread.currentThread().setContextClassLoader(plugins.delegatingLoader());
        this.variables = new ConfigVariables(plugins.newConfigProviders(raw));
        this.properties = variables.resolve(raw).values();
        this.secrets = Redaction.of(raw, properties);
        this.config = parser.apply(withoutProviders(properties));
        logSettings(raw);
        this.pluginCalls = Executors.newCachedThreadPool(daemons("plugin-call-"));
        ConnectorClientConfigOverridePolicy policy =
                plugins.newOverridePolicy(config.clientOverridePolicy(), config.originals());
        this.overrides = new ClientOverrides(policy);
        this.underWay = new PluginCalls(time);
        this.validator = new ConnectorValidator(config, plugins, variables, overrides, pluginCalls, underWay);
        this.catalog = new PluginCatalog(plugins, validator);
        this.admin = clients.admin(firstAdminSettings());
        try {
            this.kafkaClusterId = clusterId();
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
        WorkerIdentity identity = new WorkerIdentity(
                config.groupId(),
                String.valueOf(properties.getOrDefault(CommonClientConfigs.CLIENT_ID_CONFIG, "")),
                kafkaClusterId,
                config.exactlyOnceSupport() == ExactlyOnceSupport.ENABLED);
        this.clientConfigs = new ClientConfigs(identity, properties);
        this.topics = new Topics(admin, time);
        this.restConfig = new RestServerConfig(properties);
        this.rest = new RestServer(restConfig, time);
        rest.bind();
        this.advertisedUrl = rest.advertisedUrl();
        this.workerId = advertisedUrl.getHost() + ":" + advertisedUrl.getPort();
        this.restClient = new RestClient(restConfig, RestServer.REQUEST_TIMEOUT.toMillis());
        this.metrics = ConnectMetrics.of(workerId, config, clientConfigs.metricsContext(), time);
        giveMetrics(policy, WorkerConfig.CLIENT_OVERRIDE_POLICY_CONFIG);
        log.info("This is worker '{}' of Kafka cluster '{}'", workerId, kafkaClusterId);
    }

    /** Before Kafka is reached, so that the log shows them when it cannot be. */
    private void logSettings(Map<String, String> raw) {
        StringBuilder lines = new StringBuilder();
        config.loggable(raw).forEach((key, value) -> lines.append(System.lineSeparator())
                .append('\t')
                .append(key)
                .append(" = ")
                .append(value));
        log.info("Settings of this worker:{}", lines);
        if (config.clusterName() != null) {
            log.info("This worker belongs to the cluster named '{}'", config.clusterName());
        }
    }

    /** Without a plugin path of their own, workers find the plugins that come with Penstock. */
    private static List<String> pluginPath(Map<String, String> raw) {
        String stock = System.getProperty(STOCK_PLUGINS_PROPERTY);
        return raw.containsKey(WorkerConfig.PLUGIN_PATH_CONFIG) || stock == null
                ? WorkerConfig.pluginPath(raw)
                : List.of(stock);
    }

    /** The id of the cluster is part of the settings of all clients but this first one. */
    private Map<String, Object> firstAdminSettings() {
        return new ClientConfigs(
                        new WorkerIdentity(
                                config.groupId(),
                                properties.getOrDefault(CommonClientConfigs.CLIENT_ID_CONFIG, ""),
                                "",
                                config.exactlyOnceSupport() == ExactlyOnceSupport.ENABLED),
                        properties)
                .sharedAdmin();
    }

    private String clusterId() {
        try {
            String id = admin.describeCluster().clusterId().get();
            if (id == null) {
                throw new ConnectException("The Kafka cluster at '" + config.bootstrapServers() + "' has no id");
            }
            return id;
        } catch (ExecutionException e) {
            throw new ConnectException(
                    "Cannot reach Kafka at '" + config.bootstrapServers() + "': " + e.getCause()
                            + ". Check bootstrap.servers and the security settings.",
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while connecting to Kafka", e);
        }
    }

    /** The worker proper, over a store for source offsets. */
    ConnectWorker worker(OffsetStore offsets) {
        return new ConnectWorker(
                new WorkerEnvironment(
                        config,
                        plugins,
                        variables,
                        secrets,
                        new WorkerEnvironment.Kafka(clients, clientConfigs, overrides),
                        offsets,
                        metrics,
                        time),
                WorkerThreads.start(),
                underWay);
    }

    /** Judges configurations as a herder wants it. */
    ConnectorCheck check() {
        return given -> validator.validate(given).thenAccept(infos -> infos.refusal()
                .ifPresent(refusal -> {
                    throw new HerderException.InvalidRequest(refusal);
                }));
    }

    /** {@code source}, {@code sink} or {@code unknown}. */
    String connectorType(String connector, Map<String, @Nullable String> properties) {
        String classOrAlias = properties.get("connector.class");
        if (classOrAlias == null) {
            return "unknown";
        }
        try {
            PluginDesc plugin = plugins.registry()
                    .find(classOrAlias, VersionRequirement.parse(properties.get("connector.plugin.version")));
            return plugin.type().toString().toLowerCase(Locale.ROOT);
        } catch (InvalidVersionSpecificationException | RuntimeException e) {
            log.debug("The type of connector '{}' cannot be told", connector, e);
            return "unknown";
        }
    }

    /** REST extensions, configured. */
    List<ConnectRestExtension> restExtensions() {
        List<ConnectRestExtension> extensions =
                plugins.newRestExtensions(restConfig.restExtensions(), config.originals());
        extensions.forEach(extension -> giveMetrics(extension, RestServerConfig.REST_EXTENSION_CLASSES_CONFIG));
        return extensions;
    }

    /** Lets a plugin of the worker have metrics of its own, if it wants any. */
    private void giveMetrics(Object plugin, String key) {
        if (plugin instanceof Monitorable monitorable) {
            monitorable.withPluginMetrics(metrics.pluginMetrics(
                    "config", key, "class", plugin.getClass().getSimpleName()));
        }
    }

    /** References are resolved; providers would only be made a second time. */
    private static Map<String, String> withoutProviders(Map<String, String> resolved) {
        Map<String, String> own = new HashMap<>(resolved);
        own.keySet()
                .removeIf(key -> key.equals(WorkerConfig.CONFIG_PROVIDERS_CONFIG)
                        || key.startsWith(WorkerConfig.CONFIG_PROVIDERS_CONFIG + "."));
        return own;
    }

    /** For calls that wait for a plugin or another worker. */
    ExecutorService pluginCalls() {
        return pluginCalls;
    }

    private static java.util.concurrent.ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        Utils.closeQuietly(restClient, "REST client");
        Utils.closeQuietly(metrics, "metrics");
        Utils.closeQuietly(() -> admin.close(CLOSE_TIMEOUT), "shared admin client");
        Utils.closeQuietly(variables, "config providers");
        pluginCalls.shutdownNow();
    }
}
