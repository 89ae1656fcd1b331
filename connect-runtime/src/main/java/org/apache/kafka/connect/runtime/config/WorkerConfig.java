// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.ClientDnsLookup;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.jspecify.annotations.Nullable;

/**
 * What every worker can be told. References to config providers are replaced while this is built, by providers that the calling
 * thread's context loader can see; {@link #rawProperties()} keeps the text as written. Values that came from a provider or are
 * passwords are never part of {@link #loggable}, and {@code toString} shows none at all.
 */
public abstract class WorkerConfig extends AbstractConfig {
    public static final String BOOTSTRAP_SERVERS_CONFIG = CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
    public static final String CLIENT_DNS_LOOKUP_CONFIG = CommonClientConfigs.CLIENT_DNS_LOOKUP_CONFIG;
    public static final String KEY_CONVERTER_CLASS_CONFIG = "key.converter";
    public static final String KEY_CONVERTER_VERSION_CONFIG = "key.converter.plugin.version";
    public static final String VALUE_CONVERTER_CLASS_CONFIG = "value.converter";
    public static final String VALUE_CONVERTER_VERSION_CONFIG = "value.converter.plugin.version";
    public static final String HEADER_CONVERTER_CLASS_CONFIG = "header.converter";
    public static final String HEADER_CONVERTER_VERSION_CONFIG = "header.converter.plugin.version";
    public static final String TASK_SHUTDOWN_GRACEFUL_TIMEOUT_MS_CONFIG = "task.shutdown.graceful.timeout.ms";
    public static final String OFFSET_FLUSH_INTERVAL_MS_CONFIG = "offset.flush.interval.ms";
    public static final String OFFSET_FLUSH_TIMEOUT_MS_CONFIG = "offset.flush.timeout.ms";
    public static final String PLUGIN_PATH_CONFIG = "plugin.path";
    public static final String PLUGIN_DISCOVERY_CONFIG = "plugin.discovery";
    public static final String CONFIG_PROVIDERS_CONFIG = AbstractConfig.CONFIG_PROVIDERS_CONFIG;
    public static final String CLIENT_OVERRIDE_POLICY_CONFIG = "connector.client.config.override.policy";
    public static final String TOPIC_CREATION_ENABLE_CONFIG = "topic.creation.enable";
    public static final String TOPIC_TRACKING_ENABLE_CONFIG = "topic.tracking.enable";
    public static final String TOPIC_TRACKING_ALLOW_RESET_CONFIG = "topic.tracking.allow.reset";

    /** Beyond Apache: folder of the plugin index; empty text turns the index off. */
    public static final String PLUGIN_INDEX_PATH_CONFIG = "penstock.plugin.index.path";
    /** Beyond Apache: a display name for the cluster, shown in the log and under {@code /penstock/v1}. */
    public static final String CLUSTER_NAME_CONFIG = "penstock.cluster.name";
    /** Settings of task producers. */
    public static final String PRODUCER_PREFIX = "producer.";
    /** Settings of task consumers. */
    public static final String CONSUMER_PREFIX = "consumer.";
    /** Settings of task admin clients. */
    public static final String ADMIN_PREFIX = "admin.";

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final String DISCOVERY_DEFAULT = "hybrid_warn";

    private final Map<String, String> rawProperties;

    protected WorkerConfig(ConfigDef definition, Map<String, String> properties) {
        super(definition, properties, false);
        this.rawProperties = Map.copyOf(properties);
    }

    /** The keys that standalone and distributed workers share, REST included. */
    public static ConfigDef commonConfigDef() {
        ConfigDef def = new ConfigDef();
        defineConnection(def);
        defineConverters(def);
        defineTasks(def);
        definePlugins(def);
        defineMetrics(def);
        SslConfigs.addClientSslSupport(def);
        RestServerConfig.addTo(def);
        return def;
    }

    private static void defineConnection(ConfigDef def) {
        def.define(
                BOOTSTRAP_SERVERS_CONFIG,
                ConfigDef.Type.LIST,
                ConfigDef.NO_DEFAULT_VALUE,
                Validators.anyList(false, false),
                Importance.HIGH,
                "Brokers to contact first, as host:port pairs. The rest of the Kafka cluster is learned from them, so a few that"
                        + " are likely to be up are enough.");
        def.define(
                CLIENT_DNS_LOOKUP_CONFIG,
                ConfigDef.Type.STRING,
                ClientDnsLookup.USE_ALL_DNS_IPS.toString(),
                ValidString.in(
                        ClientDnsLookup.USE_ALL_DNS_IPS.toString(),
                        ClientDnsLookup.RESOLVE_CANONICAL_BOOTSTRAP_SERVERS_ONLY.toString()),
                MEDIUM,
                "How clients turn broker names into addresses: try each address of a name in turn, or first expand the bootstrap"
                        + " names into canonical names.");
    }

    private static void defineConverters(ConfigDef def) {
        def.define(KEY_CONVERTER_CLASS_CONFIG, ConfigDef.Type.CLASS, Importance.HIGH, converterDoc("keys"));
        def.define(KEY_CONVERTER_VERSION_CONFIG, ConfigDef.Type.STRING, null, LOW, versionDoc("key converter"));
        def.define(VALUE_CONVERTER_CLASS_CONFIG, ConfigDef.Type.CLASS, Importance.HIGH, converterDoc("values"));
        def.define(VALUE_CONVERTER_VERSION_CONFIG, ConfigDef.Type.STRING, null, LOW, versionDoc("value converter"));
        def.define(
                HEADER_CONVERTER_CLASS_CONFIG,
                ConfigDef.Type.CLASS,
                SimpleHeaderConverter.class.getName(),
                LOW,
                converterDoc("headers"));
        def.define(HEADER_CONVERTER_VERSION_CONFIG, ConfigDef.Type.STRING, null, LOW, versionDoc("header converter"));
    }

    private static String converterDoc(String part) {
        return "Class that turns record " + part
                + " into bytes and back, for every connector that does not bring its own.";
    }

    private static String versionDoc(String plugin) {
        return "Which version of the " + plugin
                + " to load: a version, a Maven version range, or unset for the newest.";
    }

    private static void defineTasks(ConfigDef def) {
        def.define(
                TASK_SHUTDOWN_GRACEFUL_TIMEOUT_MS_CONFIG,
                ConfigDef.Type.LONG,
                5_000L,
                LOW,
                "Time in milliseconds that tasks together are given to stop by themselves before they are cancelled.");
        def.define(
                OFFSET_FLUSH_INTERVAL_MS_CONFIG,
                ConfigDef.Type.LONG,
                60_000L,
                LOW,
                "Time in milliseconds between two offset commits of a task.");
        def.define(
                OFFSET_FLUSH_TIMEOUT_MS_CONFIG,
                ConfigDef.Type.LONG,
                5_000L,
                LOW,
                "Longest time in milliseconds that one offset commit may take. A commit that is not done by then is given up and"
                        + " tried again at the next interval.");
        def.define(
                TOPIC_CREATION_ENABLE_CONFIG,
                ConfigDef.Type.BOOLEAN,
                true,
                LOW,
                "Whether source connectors with topic.creation. settings may have their topics created by the worker.");
        def.define(
                TOPIC_TRACKING_ENABLE_CONFIG,
                ConfigDef.Type.BOOLEAN,
                true,
                LOW,
                "Whether the worker remembers which topics a connector used.");
        def.define(
                TOPIC_TRACKING_ALLOW_RESET_CONFIG,
                ConfigDef.Type.BOOLEAN,
                true,
                LOW,
                "Whether a REST client may clear the set of topics remembered for a connector.");
    }

    private static void definePlugins(ConfigDef def) {
        def.define(
                PLUGIN_PATH_CONFIG,
                ConfigDef.Type.LIST,
                null,
                Validators.anyList(false, true),
                LOW,
                "Where plugins are: a comma-separated list of folders and archives. In a folder, every archive and every child"
                        + " folder is one plugin with class loading of its own. References to config providers are not resolved here.");
        def.define(
                PLUGIN_DISCOVERY_CONFIG,
                ConfigDef.Type.STRING,
                DISCOVERY_DEFAULT,
                ConfigDef.CaseInsensitiveValidString.in("ONLY_SCAN", "HYBRID_WARN", "HYBRID_FAIL", "SERVICE_LOAD"),
                LOW,
                "How plugins are found. only_scan: by reading all classes. service_load: by ServiceLoader manifests alone."
                        + " hybrid_warn: both, with a warning for plugins without a manifest; hybrid_fail: both, and the worker does"
                        + " not start when a manifest is missing.");
        def.define(
                CONFIG_PROVIDERS_CONFIG,
                ConfigDef.Type.LIST,
                List.of(),
                Validators.anyList(true, false),
                LOW,
                "Names of the config providers that may be referred to as ${name:path:key}. Each has its class under"
                        + " config.providers.<name>.class and its settings under config.providers.<name>.param.");
        def.define(
                CLIENT_OVERRIDE_POLICY_CONFIG,
                ConfigDef.Type.STRING,
                "All",
                MEDIUM,
                "Class or alias of the policy that says which client settings a connector may override: All, None, Principal,"
                        + " Allowlist, or a plugin.");
    }

    private static void defineMetrics(ConfigDef def) {
        def.define(
                CommonClientConfigs.METRICS_SAMPLE_WINDOW_MS_CONFIG,
                ConfigDef.Type.LONG,
                30_000L,
                Range.atLeast(0),
                LOW,
                CommonClientConfigs.METRICS_SAMPLE_WINDOW_MS_DOC);
        def.define(
                CommonClientConfigs.METRICS_NUM_SAMPLES_CONFIG,
                ConfigDef.Type.INT,
                2,
                Range.atLeast(1),
                LOW,
                CommonClientConfigs.METRICS_NUM_SAMPLES_DOC);
        def.define(
                CommonClientConfigs.METRICS_RECORDING_LEVEL_CONFIG,
                ConfigDef.Type.STRING,
                RecordingLevel.INFO.toString(),
                ValidString.in(RecordingLevel.INFO.toString(), RecordingLevel.DEBUG.toString()),
                LOW,
                CommonClientConfigs.METRICS_RECORDING_LEVEL_DOC);
        def.define(
                CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
                ConfigDef.Type.LIST,
                "org.apache.kafka.common.metrics.JmxReporter",
                Validators.anyList(true, false),
                LOW,
                CommonClientConfigs.METRIC_REPORTER_CLASSES_DOC);
    }

    /** Where plugins are, read before any provider exists. */
    public static List<String> pluginPath(Map<String, String> rawProperties) {
        String path = rawProperties.get(PLUGIN_PATH_CONFIG);
        if (path == null) {
            return List.of();
        }
        if (path.isBlank()) {
            throw new ConfigException(
                    PLUGIN_PATH_CONFIG, path, "must name at least one folder or archive, or be left out");
        }
        return List.of(COMMA.split(path.trim()));
    }

    /** How plugins are found, read before any provider exists; one of the four modes in lower case. */
    public static String pluginDiscovery(Map<String, String> rawProperties) {
        return rawProperties
                .getOrDefault(PLUGIN_DISCOVERY_CONFIG, DISCOVERY_DEFAULT)
                .trim()
                .toLowerCase(Locale.ROOT);
    }

    /** Where the plugin index is kept: a folder, the empty string for nowhere, null for the default place. */
    public static @Nullable String pluginIndexPath(Map<String, String> rawProperties) {
        return rawProperties.get(PLUGIN_INDEX_PATH_CONFIG);
    }

    /** The properties as they were written, references unresolved. */
    public Map<String, String> rawProperties() {
        return rawProperties;
    }

    public String bootstrapServers() {
        return String.join(",", getList(BOOTSTRAP_SERVERS_CONFIG));
    }

    public Duration taskShutdownTimeout() {
        return Duration.ofMillis(getLong(TASK_SHUTDOWN_GRACEFUL_TIMEOUT_MS_CONFIG));
    }

    public Duration offsetFlushInterval() {
        return Duration.ofMillis(getLong(OFFSET_FLUSH_INTERVAL_MS_CONFIG));
    }

    public Duration offsetFlushTimeout() {
        return Duration.ofMillis(getLong(OFFSET_FLUSH_TIMEOUT_MS_CONFIG));
    }

    public String clientOverridePolicy() {
        return getString(CLIENT_OVERRIDE_POLICY_CONFIG);
    }

    public boolean topicCreationEnabled() {
        return getBoolean(TOPIC_CREATION_ENABLE_CONFIG);
    }

    public boolean topicTrackingEnabled() {
        return getBoolean(TOPIC_TRACKING_ENABLE_CONFIG);
    }

    public boolean topicTrackingResetAllowed() {
        return getBoolean(TOPIC_TRACKING_ALLOW_RESET_CONFIG);
    }

    /** The display name of the cluster, if it was given one. */
    public @Nullable String clusterName() {
        return (String) originals().get(CLUSTER_NAME_CONFIG);
    }

    /** Whether sources may run exactly once here; standalone workers never do. */
    public abstract ExactlyOnceSupport exactlyOnceSupport();

    /** The group that makes this worker part of a cluster; null for a worker that stands alone. */
    public abstract @Nullable String groupId();

    /** Isolation of reads from the worker's internal topics: only committed records once sources run exactly once. */
    public final boolean readsCommittedOnly() {
        return exactlyOnceSupport() == ExactlyOnceSupport.ENABLED;
    }

    /**
     * The settings for the log, in the order of their keys: passwords and what only plugins know hidden.
     *
     * @param written the properties before references were resolved; they are shown as references
     */
    public Map<String, String> loggable(Map<String, String> written) {
        return Loggable.of(this, written);
    }

    /** Names none of the settings, some of which are secret. */
    @Override
    public String toString() {
        return getClass().getSimpleName();
    }
}
