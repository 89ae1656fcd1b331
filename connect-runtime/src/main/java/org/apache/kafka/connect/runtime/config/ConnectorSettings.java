// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.runtime.plugins.VersionRequirement;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.jspecify.annotations.Nullable;

/**
 * What every connector can be told by its configuration. Expects references to be resolved already. Classes are looked up through
 * the calling thread's context loader, which should be the connector's.
 */
public class ConnectorSettings extends AbstractConfig {
    public static final String NAME_CONFIG = "name";
    public static final String CONNECTOR_CLASS_CONFIG = "connector.class";
    public static final String CONNECTOR_VERSION_CONFIG = "connector.plugin.version";
    public static final String TASKS_MAX_CONFIG = "tasks.max";
    public static final String TASKS_MAX_ENFORCE_CONFIG = "tasks.max.enforce";
    public static final String KEY_CONVERTER_CLASS_CONFIG = WorkerConfig.KEY_CONVERTER_CLASS_CONFIG;
    public static final String KEY_CONVERTER_VERSION_CONFIG = WorkerConfig.KEY_CONVERTER_VERSION_CONFIG;
    public static final String VALUE_CONVERTER_CLASS_CONFIG = WorkerConfig.VALUE_CONVERTER_CLASS_CONFIG;
    public static final String VALUE_CONVERTER_VERSION_CONFIG = WorkerConfig.VALUE_CONVERTER_VERSION_CONFIG;
    public static final String HEADER_CONVERTER_CLASS_CONFIG = WorkerConfig.HEADER_CONVERTER_CLASS_CONFIG;
    public static final String HEADER_CONVERTER_VERSION_CONFIG = WorkerConfig.HEADER_CONVERTER_VERSION_CONFIG;
    public static final String TRANSFORMS_CONFIG = "transforms";
    public static final String PREDICATES_CONFIG = "predicates";
    public static final String CONFIG_RELOAD_ACTION_CONFIG = "config.action.reload";
    public static final String ERRORS_RETRY_TIMEOUT_CONFIG = "errors.retry.timeout";
    public static final String ERRORS_RETRY_MAX_DELAY_CONFIG = "errors.retry.delay.max.ms";
    public static final String ERRORS_TOLERANCE_CONFIG = "errors.tolerance";
    public static final String ERRORS_LOG_ENABLE_CONFIG = "errors.log.enable";
    public static final String ERRORS_LOG_INCLUDE_MESSAGES_CONFIG = "errors.log.include.messages";
    public static final String DLQ_TOPIC_NAME_CONFIG = "errors.deadletterqueue.topic.name";
    public static final String DLQ_TOPIC_REPLICATION_FACTOR_CONFIG = "errors.deadletterqueue.topic.replication.factor";
    public static final String DLQ_CONTEXT_HEADERS_ENABLE_CONFIG = "errors.deadletterqueue.context.headers.enable";
    public static final String PRODUCER_OVERRIDE_PREFIX = "producer.override.";
    public static final String CONSUMER_OVERRIDE_PREFIX = "consumer.override.";
    public static final String ADMIN_OVERRIDE_PREFIX = "admin.override.";
    /** The class of a task, put beside its connector's settings in the task's own configuration. */
    public static final String TASK_CLASS_CONFIG = "task.class";

    public static final String COMMON_GROUP = "Common";
    public static final String TRANSFORMS_GROUP = "Transforms";
    public static final String PREDICATES_GROUP = "Predicates";
    public static final String ERROR_GROUP = "Error Handling";

    private static final ConfigDef DEFINITION = define();

    private final Map<String, String> properties;

    public ConnectorSettings(Map<String, String> properties) {
        this(DEFINITION, properties);
    }

    protected ConnectorSettings(ConfigDef definition, Map<String, String> properties) {
        super(definition, properties, Map.of(), false);
        this.properties = Map.copyOf(PresentValues.of(properties));
    }

    /** The keys that sources and sinks share. */
    public static ConfigDef configDef() {
        return new ConfigDef(DEFINITION);
    }

    private static ConfigDef define() {
        ConfigDef def = new ConfigDef();
        defineIdentity(def);
        defineConverters(def);
        defineChain(def);
        defineErrorHandling(def);
        return def;
    }

    private static void defineIdentity(ConfigDef def) {
        def.define(
                NAME_CONFIG,
                ConfigDef.Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                ConfigDef.NonEmptyStringWithoutControlChars.nonEmptyStringWithoutControlChars(),
                HIGH,
                "Name of the connector, unique in the cluster.",
                COMMON_GROUP,
                1,
                Width.MEDIUM,
                "Connector name");
        def.define(
                CONNECTOR_CLASS_CONFIG,
                ConfigDef.Type.STRING,
                HIGH,
                "Class of the connector, or an alias: its simple name, with or without the ending Connector.",
                COMMON_GROUP,
                2,
                Width.LONG,
                "Connector class");
        def.define(
                CONNECTOR_VERSION_CONFIG,
                ConfigDef.Type.STRING,
                null,
                Validators.versionRange(),
                MEDIUM,
                versionDoc("connector"),
                COMMON_GROUP,
                3,
                Width.MEDIUM,
                "Connector version");
        def.define(
                TASKS_MAX_CONFIG,
                ConfigDef.Type.INT,
                1,
                Range.atLeast(1),
                HIGH,
                "Most tasks the connector may use.",
                COMMON_GROUP,
                4,
                Width.SHORT,
                "Tasks max");
        def.define(
                TASKS_MAX_ENFORCE_CONFIG,
                ConfigDef.Type.BOOLEAN,
                true,
                LOW,
                "Deprecated. Whether a connector that asks for more than tasks.max tasks fails; if not, it is only warned about.",
                COMMON_GROUP,
                5,
                Width.SHORT,
                "Enforce tasks max");
    }

    private static void defineConverters(ConfigDef def) {
        defineConverter(def, KEY_CONVERTER_CLASS_CONFIG, KEY_CONVERTER_VERSION_CONFIG, Converter.class, 6, "Key");
        defineConverter(def, VALUE_CONVERTER_CLASS_CONFIG, VALUE_CONVERTER_VERSION_CONFIG, Converter.class, 8, "Value");
        defineConverter(
                def,
                HEADER_CONVERTER_CLASS_CONFIG,
                HEADER_CONVERTER_VERSION_CONFIG,
                HeaderConverter.class,
                10,
                "Header");
    }

    private static void defineConverter(
            ConfigDef def, String classKey, String versionKey, Class<?> type, int order, String part) {
        def.define(
                classKey,
                ConfigDef.Type.CLASS,
                null,
                PluginClassValidator.of(type),
                LOW,
                part + " converter of this connector, in place of the worker's.",
                COMMON_GROUP,
                order,
                Width.SHORT,
                part + " converter class");
        def.define(
                versionKey,
                ConfigDef.Type.STRING,
                null,
                Validators.versionRange(),
                LOW,
                versionDoc(part.toLowerCase(Locale.ROOT) + " converter"),
                COMMON_GROUP,
                order + 1,
                Width.SHORT,
                part + " converter version",
                new ConverterVersions(classKey, List.of()));
    }

    private static String versionDoc(String plugin) {
        return "Version of the " + plugin
                + ": a version, a Maven version range, or 'latest' (also when unset) for the newest.";
    }

    private static void defineChain(ConfigDef def) {
        def.define(
                TRANSFORMS_CONFIG,
                ConfigDef.Type.LIST,
                List.of(),
                Validators.uniqueAliases(),
                LOW,
                "Aliases of the transformations each record passes, in this order.",
                TRANSFORMS_GROUP,
                12,
                Width.LONG,
                "Transforms");
        def.define(
                PREDICATES_CONFIG,
                ConfigDef.Type.LIST,
                List.of(),
                Validators.uniqueAliases(),
                LOW,
                "Aliases of the predicates that transformations may refer to.",
                PREDICATES_GROUP,
                13,
                Width.LONG,
                "Predicates");
        def.define(
                CONFIG_RELOAD_ACTION_CONFIG,
                ConfigDef.Type.STRING,
                "restart",
                ValidString.in("none", "restart"),
                LOW,
                "What to do when a value from a config provider runs out: restart the connector, or none.",
                COMMON_GROUP,
                14,
                Width.MEDIUM,
                "Reload Action");
    }

    private static void defineErrorHandling(ConfigDef def) {
        def.define(
                ERRORS_RETRY_TIMEOUT_CONFIG,
                ConfigDef.Type.LONG,
                0L,
                MEDIUM,
                "Time in milliseconds to go on retrying a failed operation; 0 does not retry, -1 retries for ever.",
                ERROR_GROUP,
                1,
                Width.MEDIUM,
                "Retry Timeout for Errors");
        def.define(
                ERRORS_RETRY_MAX_DELAY_CONFIG,
                ConfigDef.Type.LONG,
                60_000L,
                MEDIUM,
                "Longest wait in milliseconds between two tries; a random part keeps tasks from retrying together.",
                ERROR_GROUP,
                2,
                Width.MEDIUM,
                "Maximum Delay Between Retries for Errors");
        def.define(
                ERRORS_TOLERANCE_CONFIG,
                ConfigDef.Type.STRING,
                "none",
                ValidString.in("none", "all"),
                MEDIUM,
                "Whether a record that cannot be processed fails the task (none) or is skipped (all).",
                ERROR_GROUP,
                3,
                Width.SHORT,
                "Error Tolerance");
        defineFlag(
                def, ERRORS_LOG_ENABLE_CONFIG, "Whether each failed operation is written to the log.", 4, "Log Errors");
        defineFlag(
                def,
                ERRORS_LOG_INCLUDE_MESSAGES_CONFIG,
                "Whether those log lines also say which record failed; this may reveal data.",
                5,
                "Log Error Details");
    }

    static void defineFlag(ConfigDef def, String key, String documentation, int order, String displayName) {
        def.define(
                key,
                ConfigDef.Type.BOOLEAN,
                false,
                MEDIUM,
                documentation,
                ERROR_GROUP,
                order,
                Width.SHORT,
                displayName);
    }

    /** The properties this was made from, without those that have no value. */
    public Map<String, String> properties() {
        return properties;
    }

    public String name() {
        return getString(NAME_CONFIG);
    }

    public String connectorClass() {
        return getString(CONNECTOR_CLASS_CONFIG);
    }

    public VersionRequirement connectorVersion() {
        return version(CONNECTOR_VERSION_CONFIG);
    }

    public int tasksMax() {
        return getInt(TASKS_MAX_CONFIG);
    }

    public boolean enforceTasksMax() {
        return getBoolean(TASKS_MAX_ENFORCE_CONFIG);
    }

    /** The version wished for under a key that holds one. */
    public VersionRequirement version(String key) {
        try {
            return VersionRequirement.parse(properties.get(key));
        } catch (InvalidVersionSpecificationException e) {
            throw new ConfigException(key, properties.get(key), e.getMessage());
        }
    }

    /** Name of the class the connector itself sets under a converter key; null when the worker's converter applies. */
    public @Nullable String converterClass(String classKey) {
        return properties.get(classKey);
    }

    /** The connector's settings below {@code prefix}, prefix removed. */
    public Map<String, String> withPrefix(String prefix) {
        return PresentValues.withPrefix(properties, prefix);
    }

    public List<String> transformAliases() {
        return getList(TRANSFORMS_CONFIG);
    }

    public List<String> predicateAliases() {
        return getList(PREDICATES_CONFIG);
    }

    public ReloadAction reloadAction() {
        return ReloadAction.valueOf(getString(CONFIG_RELOAD_ACTION_CONFIG).toUpperCase(Locale.ROOT));
    }

    /** Zero: no retries. Negative: for ever. */
    public long errorRetryTimeoutMs() {
        return getLong(ERRORS_RETRY_TIMEOUT_CONFIG);
    }

    public Duration errorMaxDelay() {
        return Duration.ofMillis(getLong(ERRORS_RETRY_MAX_DELAY_CONFIG));
    }

    /** Whether failed records are skipped instead of failing the task. */
    public boolean toleratesErrors() {
        return getString(ERRORS_TOLERANCE_CONFIG).equals("all");
    }

    public boolean logsErrors() {
        return getBoolean(ERRORS_LOG_ENABLE_CONFIG);
    }

    public boolean logsErrorDetails() {
        return getBoolean(ERRORS_LOG_INCLUDE_MESSAGES_CONFIG);
    }

    /** Whether failures lead to restarts by themselves. */
    public RestartPolicy restartPolicy() {
        return BeyondApache.restartPolicy(properties);
    }

    /** Names the keys and none of the values, which may be secrets. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + properties.get(NAME_CONFIG) + ", keys "
                + new TreeSet<>(properties.keySet()) + "]";
    }
}
