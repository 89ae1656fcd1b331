// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.concurrent.PluginCalls;
import org.apache.kafka.connect.runtime.config.ConfigVariables;
import org.apache.kafka.connect.runtime.config.DistributedConfig;
import org.apache.kafka.connect.runtime.config.StandaloneConfig;
import org.apache.kafka.connect.runtime.config.WorkerConfig;
import org.apache.kafka.connect.runtime.herder.PluginCatalog;
import org.apache.kafka.connect.runtime.info.ConfigInfos;
import org.apache.kafka.connect.runtime.info.ConfigInfos.ConfigInfo;
import org.apache.kafka.connect.runtime.info.ConfigKeyInfo;
import org.apache.kafka.connect.runtime.plugins.DiscoveryMode;
import org.apache.kafka.connect.runtime.plugins.PluginJars;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.apache.kafka.connect.runtime.plugins.VersionRequirement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectorValidatorTest {
    private static final String DEF = "org.apache.kafka.common.config.ConfigDef";
    private static final String SOURCE = "p.NewsSourceConnector";
    private static final String SINK = "p.NewsSinkConnector";

    @TempDir
    private static Path temp;

    private static final ExecutorService POOL = Executors.newFixedThreadPool(1, work -> new Thread(work, "validator"));
    private static Plugins plugins;

    @BeforeAll
    static void makePlugins() {
        String body = " public static volatile String thread; public static volatile int made; { made++; }"
                + " public String version() { return \"3.2\"; }"
                + " public void start(java.util.Map<String, String> p) { throw new IllegalStateException(\"never started\"); }"
                + " public Class<? extends org.apache.kafka.connect.connector.Task> taskClass() { return null; }"
                + " public java.util.List<java.util.Map<String, String>> taskConfigs(int n) { return null; }"
                + " public void stop() {}"
                + " public " + DEF + " config() { thread = Thread.currentThread().getName(); return new " + DEF + "()"
                + ".define(\"topic\", " + DEF + ".Type.STRING, " + DEF + ".Importance.HIGH, \"doc\")"
                + ".define(\"paper\", " + DEF + ".Type.STRING, null, " + DEF + ".Importance.LOW, \"doc\")"
                + ".define(\"pin\", " + DEF + ".Type.PASSWORD, null, " + DEF + ".Importance.LOW, \"doc\")"
                + ".define(\"size\", " + DEF + ".Type.INT, 5, " + DEF + ".Range.atLeast(1), " + DEF
                + ".Importance.LOW, \"doc\"); }"
                + "%s }";
        String exactlyOnce =
                " public org.apache.kafka.connect.source.ExactlyOnceSupport exactlyOnceSupport(java.util.Map<String, String> p) {"
                        + " if (\"null\".equals(p.get(\"paper\"))) return null;"
                        + " if (\"boom\".equals(p.get(\"paper\"))) throw new RuntimeException(\"boom\");"
                        + " return \"yes\".equals(p.get(\"paper\")) ? org.apache.kafka.connect.source.ExactlyOnceSupport.SUPPORTED"
                        + " : org.apache.kafka.connect.source.ExactlyOnceSupport.UNSUPPORTED; }";
        String transformation = "implements org.apache.kafka.connect.transforms.Transformation {"
                + " public org.apache.kafka.connect.connector.ConnectRecord apply(org.apache.kafka.connect.connector.ConnectRecord r) { return r; }"
                + " public " + DEF + " config() { return new " + DEF + "()"
                + ".define(\"field\", " + DEF + ".Type.STRING, " + DEF + ".Importance.MEDIUM, \"doc\"); }"
                + " public String version() { return \"1.5\"; }"
                + " public void configure(java.util.Map c) {} public void close() {} }";
        Path jar = PluginJars.in(temp)
                .source(
                        SOURCE,
                        "extends org.apache.kafka.connect.source.SourceConnector {" + body.formatted(exactlyOnce))
                .source(SINK, "extends org.apache.kafka.connect.sink.SinkConnector {" + body.formatted(""))
                .source("p.Polish", transformation)
                .text(
                        "p.Vague",
                        "package p; public abstract class Vague extends Polish { public static class Sharp extends Vague {} }")
                .source(
                        "p.Odd",
                        "implements org.apache.kafka.connect.transforms.predicates.Predicate {"
                                + " public boolean test(org.apache.kafka.connect.connector.ConnectRecord r) { return true; }"
                                + " public " + DEF + " config() { return new " + DEF + "()"
                                + ".define(\"pattern\", " + DEF + ".Type.STRING, " + DEF
                                + ".Importance.MEDIUM, \"doc\"); }"
                                + " public void configure(java.util.Map c) {} public void close() {} }")
                .jar("news.jar");
        plugins = Plugins.discover(new Plugins.Settings(List.of(jar.toString()), DiscoveryMode.ONLY_SCAN, null));
    }

    @AfterAll
    static void stopPool() {
        POOL.shutdownNow();
    }

    private static WorkerConfig distributed(String... more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "bootstrap.servers", "localhost:9092",
                "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "group.id", "connect-golden",
                "offset.storage.topic", "o",
                "config.storage.topic", "c",
                "status.storage.topic", "s"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return new DistributedConfig(properties);
    }

    private static ConnectorValidator validator(WorkerConfig worker) {
        ConfigProvider secrets = new ConfigProvider() {
            @Override
            public org.apache.kafka.common.config.ConfigData get(String path) {
                throw new UnsupportedOperationException();
            }

            @Override
            public org.apache.kafka.common.config.ConfigData get(String path, java.util.Set<String> keys) {
                Map<String, String> data = new HashMap<>();
                keys.forEach(key -> data.put(key, key.replace("plain-", "")));
                return new org.apache.kafka.common.config.ConfigData(data);
            }

            @Override
            public void configure(Map<String, ?> configs) {}

            @Override
            public void close() {}
        };
        return new ConnectorValidator(
                worker,
                plugins,
                new ConfigVariables(Map.of("vault", secrets)),
                new ClientOverrides(plugins.newOverridePolicy(worker.clientOverridePolicy(), worker.originals())),
                POOL,
                new PluginCalls(Time.SYSTEM));
    }

    private static Map<String, String> config(String connectorClass, String... more) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("connector.class", connectorClass);
        config.put("name", "n");
        config.put("topic", "t");
        if (connectorClass.equals(SINK)) {
            config.put("topics", "t");
        }
        for (int i = 0; i < more.length; i += 2) {
            config.put(more[i], more[i + 1]);
        }
        return config;
    }

    private static ConfigInfos validate(Map<String, String> config) {
        return validator(distributed()).validate(config).join();
    }

    private static List<String> errors(ConfigInfos infos) {
        return infos.configs().stream()
                .filter(info -> info.value() != null)
                .flatMap(info ->
                        info.value().errors().stream().map(error -> info.value().name() + ": " + error))
                .toList();
    }

    private static ConfigInfo info(ConfigInfos infos, String key) {
        return infos.configs().stream()
                .filter(info -> info.value() != null && info.value().name().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static void assertErrors(Map<String, String> config, String... expected) {
        ConfigInfos infos = validate(config);
        assertEquals(
                List.of(expected).stream().sorted().toList(),
                errors(infos).stream().sorted().toList());
        assertEquals(expected.length, infos.errorCount());
    }

    private static Throwable failure(WorkerConfig worker, Map<String, String> config) {
        return assertThrows(
                        CompletionException.class,
                        () -> validator(worker).validate(config).join())
                .getCause();
    }

    @Test
    void aGoodSourceShowsEveryPublishedKeyAndItsOwn() {
        ConfigInfos infos = validate(config(SOURCE));

        assertEquals(0, infos.errorCount(), errors(infos).toString());
        assertEquals(19 + 5 + 4, infos.configs().size());
        assertEquals(
                List.of(
                        "Common",
                        "Transforms",
                        "Predicates",
                        "Error Handling",
                        "Topic Creation",
                        "Exactly Once Support",
                        "offsets.topic"),
                infos.groups());
        assertEquals(SOURCE, infos.name());
    }

    @Test
    void aGoodSinkShowsEveryPublishedKeyAndItsOwn() {
        ConfigInfos infos = validate(config(SINK));

        assertEquals(0, infos.errorCount(), errors(infos).toString());
        assertEquals(19 + 5 + 4, infos.configs().size());
    }

    @Test
    void theWorkersConvertersAndThePluginsVersionsAreDefaultsAndRecommendations() {
        ConfigInfos infos = validate(config(SOURCE));

        ConfigInfo version = info(infos, "connector.plugin.version");
        assertEquals("3.2", version.definition().defaultValue());
        assertEquals("3.2", version.value().value());
        assertEquals(List.of("3.2"), version.value().recommendedValues());
        ConfigInfo converter = info(infos, "key.converter");
        assertEquals(
                "org.apache.kafka.connect.json.JsonConverter",
                converter.definition().defaultValue());
        assertTrue(converter.value().recommendedValues().contains("org.apache.kafka.connect.storage.StringConverter"));
        assertNotEquals(
                null, info(infos, "key.converter.plugin.version").definition().defaultValue());
    }

    @Test
    void pluginCodeRunsOnTheExecutor() throws Exception {
        validate(config(SOURCE));

        Class<?> connector =
                plugins.newConnector(SOURCE, VersionRequirement.ANY).getClass();
        assertEquals("validator", connector.getField("thread").get(null));
    }

    @Test
    void oneInstanceServesAllValidationsOfAVersion() throws Exception {
        ConnectorValidator validator = validator(distributed());
        validator.validate(config(SOURCE)).join();
        Class<?> connector = plugins.newConnector(
                        SOURCE, org.apache.kafka.connect.runtime.plugins.VersionRequirement.ANY)
                .getClass();
        int made = connector.getField("made").getInt(null);

        validator.validate(config(SOURCE)).join();
        validator.validate(config(SOURCE, "paper", "x")).join();

        assertEquals(made, connector.getField("made").getInt(null));
    }

    @Test
    void aConfigurationWithoutAConnectorIsRefused() {
        Map<String, String> noClass = new LinkedHashMap<>();
        noClass.put("topic", "t");
        noClass.put("name", "v-1");
        Throwable refused = failure(distributed(), noClass);

        assertInstanceOf(InvalidConnectorConfigException.class, refused);
        assertEquals("Connector config {name=v-1, topic=t} contains no connector type", refused.getMessage());
        assertTrue(failure(distributed(), config("com.example.Nope"))
                .getMessage()
                .startsWith(
                        "Failed to find any class that implements Connector and which name matches com.example.Nope"));
        assertInstanceOf(InvalidConnectorConfigException.class, failure(distributed(), config("java.lang.String")));
    }

    @Test
    void aVersionThatIsNotThereIsToldOnBothKeys() {
        String message =
                "Plugin " + SOURCE + " not found that matches the version range [9.9,9.9], available versions: [3.2]";
        ConnectorValidator validator = validator(distributed());
        for (int pass = 0; pass < 2; pass++) { // a failed look-up is no memory
            ConfigInfos infos = validator
                    .validate(config(SOURCE, "connector.plugin.version", "9.9"))
                    .join();
            assertEquals(
                    Set.of("connector.class: " + message, "connector.plugin.version: " + message),
                    Set.copyOf(errors(infos)));
        }
        assertEquals(
                List.of(),
                errors(validator
                        .validate(config(SOURCE, "connector.plugin.version", "3.2"))
                        .join()));
        assertEquals(
                "Unbounded range: [1.0",
                failure(distributed(), config(SOURCE, "connector.plugin.version", "[1.0"))
                        .getMessage());
    }

    @Test
    void errorsOfFrameworkAndConnectorStandTogether() {
        Map<String, String> config = config(SOURCE, "tasks.max", "abc", "size", "0");
        config.remove("topic");
        assertErrors(
                config,
                "tasks.max: Invalid value abc for configuration tasks.max: Not a number of type INT",
                "tasks.max: Invalid value null for configuration tasks.max: Value must be non-null",
                "size: Invalid value 0 for configuration size: Value must be at least 1",
                "topic: Missing required configuration \"topic\" which has no default value.");
    }

    @Test
    void aRefusalListsAllErrors() {
        Throwable refused = assertThrows(CompletionException.class, () -> validator(distributed())
                        .requireValid(config(SOURCE, "tasks.max", "0"))
                        .join())
                .getCause();
        assertEquals(
                "Connector configuration is invalid and contains the following 1 error(s):\n"
                        + "Invalid value 0 for configuration tasks.max: Value must be at least 1\n"
                        + "You can also find the above list of errors at the endpoint"
                        + " `/connector-plugins/{connectorType}/config/validate`",
                refused.getMessage());
    }

    @Test
    void aSinkReadsTopicsByNameOrByPatternAndNeverItsDeadLetters() {
        Map<String, String> none = config(SINK);
        none.remove("topics");
        String missing = "Must configure one of topics or topics.regex";
        assertErrors(none, "topics: " + missing, "topics.regex: " + missing);
        String both = "topics and topics.regex are mutually exclusive options, but both are set.";
        assertErrors(config(SINK, "topics.regex", "a.*"), "topics: " + both, "topics.regex: " + both);
        assertErrors(
                config(SINK, "errors.deadletterqueue.topic.name", "t"),
                "topics: The DLQ topic 't' may not be included in the list of topics ('topics=[t]') consumed by the connector");
        none.put("topics.regex", "t.*");
        none.put("errors.deadletterqueue.topic.name", "t-dlq");
        assertErrors(
                none,
                "topics.regex: The DLQ topic 't-dlq' may not be matched by the regex for the topics ('topics.regex=t.*')"
                        + " consumed by the connector");
    }

    @Test
    void aSinksGroupIsNotTheWorkers() {
        assertErrors(
                config(SINK, "name", "golden"),
                "name: Consumer group for sink connector named golden conflicts with Connect worker group connect-golden");
        assertErrors(
                config(SINK, "consumer.override.group.id", "connect-golden"),
                "consumer.override.group.id: Consumer group connect-golden conflicts with Connect worker group connect-golden");
        assertErrors(config(SINK, "name", "golden", "consumer.override.group.id", "other"));
    }

    @Test
    void exactlyOnceIsAskedForOnlyWhereItIsRequired() {
        WorkerConfig enabled = distributed("exactly.once.source.support", "enabled");
        String notHere = "exactly.once.support: This worker does not have exactly-once source support enabled.";
        assertErrors(config(SOURCE, "exactly.once.support", "required", "paper", "yes"), notHere);
        assertErrors(
                config(SOURCE, "exactly.once.support", "required", "paper", "no"),
                notHere,
                "exactly.once.support: The connector does not support exactly-once semantics with the provided configuration.");
        assertErrors(config(SOURCE, "paper", "boom"));
        Map<String, String> answers = Map.of(
                "yes", "",
                "no", "The connector does not support exactly-once semantics with the provided configuration.",
                "null", "The connector does not implement the API required for preflight validation",
                "boom", "The connector failed when it was asked whether it supports exactly-once semantics");
        answers.forEach((paper, expected) -> {
            ConfigInfos infos = validator(enabled)
                    .validate(config(SOURCE, "exactly.once.support", "REQUIRED", "paper", paper))
                    .join();
            List<String> errors = info(infos, "exactly.once.support").value().errors();
            assertEquals(expected.isEmpty() ? 0 : 1, errors.size(), paper);
            assertTrue(expected.isEmpty() || errors.get(0).startsWith(expected), paper);
        });
        assertErrors(
                config(SOURCE, "transaction.boundary", "connector"),
                "transaction.boundary: The connector does not support connector-defined transaction boundaries with the given"
                        + " configuration. Please reconfigure it to use a different transaction boundary definition.");
    }

    @Test
    void aStandaloneWorkerDoesNotAskForExactlyOnce() {
        WorkerConfig standalone = new StandaloneConfig(Map.of(
                "bootstrap.servers", "b:1",
                "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "offset.storage.file.filename", "f"));
        assertEquals(
                0,
                validator(standalone)
                        .validate(config(SOURCE, "exactly.once.support", "required"))
                        .join()
                        .errorCount());
    }

    @Test
    void theKeysOfATransformationAndItsPredicateAreShownUnderTheirAlias() {
        ConfigInfos infos = validate(config(
                SOURCE,
                "transforms",
                "h",
                "transforms.h.type",
                "p.Polish",
                "transforms.h.field",
                "line",
                "transforms.h.predicate",
                "q",
                "predicates",
                "q",
                "predicates.q.type",
                "Odd",
                "predicates.q.pattern",
                "x"));

        assertEquals(List.of(), errors(infos));
        assertTrue(infos.groups().containsAll(List.of("Transforms: h", "Predicates: q")));
        ConfigKeyInfo field = info(infos, "transforms.h.field").definition();
        assertEquals("Transforms: h", field.group());
        assertEquals(2, field.orderInGroup());
        assertEquals(3, info(infos, "transforms.h.negate").definition().orderInGroup());
        assertEquals(4, info(infos, "transforms.h.predicate").definition().orderInGroup());
        assertEquals("1.5", info(infos, "transforms.h.plugin.version").value().value());
        assertEquals(
                "Transformation type for h",
                info(infos, "transforms.h.type").definition().displayName());
        assertTrue(info(infos, "transforms.h.type").value().recommendedValues().contains("p.Polish"));
        assertEquals(
                "Predicate type for q",
                info(infos, "predicates.q.type").definition().displayName());
    }

    @Test
    void aTransformationThatCannotBeUsedIsToldOnItsTypeOrVersion() {
        assertErrors(
                config(SOURCE, "transforms", "a"),
                "transforms.a.type: Missing required configuration \"transforms.a.type\" which has no default value.");
        assertErrors(
                config(SOURCE, "transforms", "a", "transforms.a.type", "com.example.Nope"),
                "transforms.a.type: Invalid value com.example.Nope for configuration transforms.a.type: Class com.example.Nope"
                        + " could not be found.");
        assertErrors(
                config(SOURCE, "transforms", "a", "transforms.a.type", "org.apache.kafka.connect.json.JsonConverter"),
                "transforms.a.type: Class class org.apache.kafka.connect.json.JsonConverter does not implement the"
                        + " Transformation interface");
        assertErrors(
                config(SOURCE, "transforms", "a", "transforms.a.type", "p.Vague"),
                "transforms.a.type: This class is abstract and cannot be created. Did you mean p.Vague$Sharp?");
        assertErrors(
                config(SOURCE, "transforms", "a", "transforms.a.type", "p.Polish"),
                "transforms.a.field: Missing required configuration \"transforms.a.field\" which has no default value.");
        String version =
                "Plugin p.Polish not found that matches the version range [9.9,9.9], available versions: [1.5]";
        assertErrors(
                config(
                        SOURCE,
                        "transforms",
                        "a",
                        "transforms.a.type",
                        "p.Polish",
                        "transforms.a.plugin.version",
                        "9.9"),
                "transforms.a.type: " + version,
                "transforms.a.plugin.version: " + version);
        assertErrors(
                config(SOURCE, "transforms", "a,a", "transforms.a.type", "p.Polish", "transforms.a.field", "f"),
                "transforms: Invalid value [a, a] for configuration transforms: Duplicate alias provided.");
        assertErrors(
                config(
                        SOURCE,
                        "transforms",
                        "a",
                        "transforms.a.type",
                        "p.Polish",
                        "transforms.a.field",
                        "f",
                        "transforms.a.negate",
                        "true"),
                "transforms.a.type: Config 'transforms.a.negate' was provided but there is no config 'transforms.a.predicate'"
                        + " defining a predicate to be negated.");
    }

    @Test
    void aConvertersSettingsAreCheckedOnlyWhereTheConnectorNamesIt() {
        assertErrors(config(SOURCE, "value.converter.schemas.enable", "maybe"));
        Map<String, String> named = config(
                SOURCE,
                "value.converter",
                "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable",
                "maybe");
        assertErrors(
                named,
                "value.converter.schemas.enable: Invalid value maybe for configuration schemas.enable: Expected value to be"
                        + " either true or false");
        named.put("value.converter.schemas.enable", "false");
        ConfigInfos infos = validate(named);
        assertEquals(
                "Enable Schemas",
                info(infos, "value.converter.schemas.enable").definition().displayName());
        assertEquals(
                "value", info(infos, "value.converter.converter.type").value().value());
        assertEquals(28 + 6, infos.configs().size());
        assertTrue(infos.groups().containsAll(List.of("Schemas", "Serialization")));
        assertErrors(
                config(SOURCE, "key.converter", "p.Polish"),
                "key.converter: Class class p.Polish does not implement the Converter interface");
        String version = "Plugin org.apache.kafka.connect.json.JsonConverter not found that matches the version range"
                + " [0.1,0.1], available versions: ";
        ConfigInfos wrong = validate(config(
                SOURCE,
                "key.converter",
                "org.apache.kafka.connect.json.JsonConverter",
                "key.converter.plugin.version",
                "0.1"));
        assertEquals(2, wrong.errorCount());
        assertTrue(info(wrong, "key.converter").value().errors().get(0).startsWith(version));
        assertTrue(info(wrong, "key.converter.plugin.version")
                .value()
                .errors()
                .get(0)
                .startsWith(version));
    }

    @Test
    void clientOverridesAreShownWithTheClientsDefinitionAndJudgedByThePolicy() {
        ConfigInfos infos =
                validate(config(SOURCE, "producer.override.linger.ms", "5", "producer.override.no.such", "z"));
        assertEquals(0, infos.errorCount());
        ConfigKeyInfo linger = info(infos, "producer.override.linger.ms").definition();
        assertEquals("LONG", linger.type());
        assertEquals("linger.ms", linger.displayName());
        assertNull(info(infos, "producer.override.no.such").definition());
        assertEquals("name", infos.configs().get(0).value().name(), "overrides stand behind the published keys");

        WorkerConfig none = distributed("connector.client.config.override.policy", "None");
        ConfigInfos refused = validator(none)
                .validate(config(SOURCE, "producer.override.linger.ms", "5"))
                .join();
        assertEquals(
                List.of(
                        "The 'None' policy does not allow 'linger.ms' to be overridden in the connector configuration."),
                info(refused, "producer.override.linger.ms").value().errors());
        assertEquals(
                0,
                validator(none)
                        .validate(config(SOURCE, "consumer.override.fetch.min.bytes", "5"))
                        .join()
                        .errorCount(),
                "a plain source has no consumer");
        Throwable failed = failure(distributed(), config(SOURCE, "producer.override.batch.size", "abc"));
        assertInstanceOf(ConfigException.class, failed);
        assertEquals("Invalid value abc for configuration batch.size: Not a number of type INT", failed.getMessage());
    }

    @Test
    void aSourceThatTransactsAlsoHasAConsumerForThePolicyToJudge() {
        WorkerConfig none = distributed(
                "connector.client.config.override.policy", "None", "exactly.once.source.support", "enabled");

        for (String key : List.of("consumer.override.fetch.min.bytes", "admin.override.retries")) {
            assertEquals(
                    1, validator(none).validate(config(SOURCE, key, "5")).join().errorCount(), key);
        }
    }

    @Test
    void anInstanceForValidationServesManyRequests() throws Exception {
        ConnectorValidator validator = validator(distributed());
        validator.validate(config(SOURCE)).join();
        Class<?> connector =
                plugins.newConnector(SOURCE, VersionRequirement.ANY).getClass();
        Object first = connector.getField("made").get(null);
        validator.validate(config(SOURCE)).join();

        assertEquals(first, connector.getField("made").get(null), "made once per class and version");
    }

    @Test
    void aliasesAreUniqueAndOnlyPredicatesAreNegated() {
        assertErrors(
                config(SOURCE, "transforms", "a,a", "transforms.a.type", "p.Polish", "transforms.a.field", "f"),
                "transforms: Invalid value [a, a] for configuration transforms: Duplicate alias provided.");
        assertTrue(validate(config(
                                SOURCE,
                                "transforms",
                                "a",
                                "transforms.a.type",
                                "p.Polish",
                                "transforms.a.field",
                                "f",
                                "transforms.a.negate",
                                "true"))
                        .errorCount()
                > 0);
    }

    @Test
    void aKeyWithoutAValueIsRefusedUnlessTheConnectorDefinesIt() {
        Map<String, String> config = config(SOURCE);
        config.put("paper", null);
        assertErrors(config);
        config.put("errors.tolerance", null);
        config.put("unheard.of", null);
        assertErrors(
                config,
                "errors.tolerance: Invalid value null for configuration errors.tolerance: String must be one of: none, all",
                "errors.tolerance: Null value can not be supplied as the configuration value.",
                "unheard.of: Null value can not be supplied as the configuration value.");
        assertEquals("unheard.of", validate(config).configs().get(0).value().name(), "what nobody defines comes first");
    }

    @Test
    void aListOfAliasesOrAPatternWithoutAValueIsAnErrorOfItsKey() {
        Map<String, String> config = config(SINK);
        config.put("transforms", null);
        config.put("topics.regex", null);
        assertErrors(
                config,
                "transforms: Invalid value null for configuration transforms: entry must be non null",
                "transforms: Null value can not be supplied as the configuration value.",
                "topics.regex: Invalid value null for configuration topics.regex: entry must be non null",
                "topics.regex: Null value can not be supplied as the configuration value.");
    }

    @Test
    void whatReportsNoVersionHasTheVersionUndefinedWhichMayAlsoBeAskedFor() {
        String[] odd = {"predicates", "a", "predicates.a.type", "p.Odd", "predicates.a.pattern", "x"};
        Map<String, String> config = config(SOURCE, odd);

        ConfigInfo version = info(validate(config), "predicates.a.plugin.version");
        assertEquals("undefined", version.definition().defaultValue());
        assertEquals(List.of("undefined"), version.value().recommendedValues());
        for (String asked : List.of("undefined", "(,1)", "latest")) {
            config.put("predicates.a.plugin.version", asked);
            assertErrors(config);
        }
        config.put("predicates.a.plugin.version", "[1,)");
        assertEquals(2, validate(config).errorCount());
    }

    @Test
    void onlyTheExactWordAsksForTheLatestVersion() {
        assertErrors(config(SOURCE, "connector.plugin.version", "latest"));
        for (String asked : List.of("", "LATEST")) {
            assertEquals(
                    Set.of("connector.class", "connector.plugin.version"),
                    errors(validate(config(SOURCE, "connector.plugin.version", asked))).stream()
                            .map(error -> error.substring(0, error.indexOf(':')))
                            .collect(Collectors.toSet()),
                    asked);
        }
        assertErrors(
                config(SOURCE, "connector.plugin.version", ""),
                "connector.class: Plugin " + SOURCE
                        + " not found that matches the version range [,], available versions: [3.2]",
                "connector.plugin.version: Plugin " + SOURCE
                        + " not found that matches the version range [,], available versions: [3.2]");
    }

    @Test
    void theVersionOfAConverterIsShownAndRecommendedOnlyWhereItsClassIsAConverterOfThatKind() {
        ConfigInfo unset = info(validate(config(SOURCE)), "key.converter.plugin.version");
        assertTrue(unset.value().visible());
        assertFalse(unset.value().recommendedValues().isEmpty());

        ConfigInfo unknown = info(validate(config(SOURCE, "key.converter", "nope")), "key.converter.plugin.version");
        assertFalse(unknown.value().visible());

        String headers = "org.apache.kafka.connect.storage.SimpleHeaderConverter";
        ConfigInfo other = info(validate(config(SOURCE, "key.converter", headers)), "key.converter.plugin.version");
        assertTrue(other.value().visible());
        assertNull(other.definition().defaultValue());
        assertEquals(List.of(), other.value().recommendedValues());
        ConfigInfo right =
                info(validate(config(SOURCE, "header.converter", headers)), "header.converter.plugin.version");
        assertEquals(1, right.value().recommendedValues().size());
    }

    @Test
    void aConvertersKeysStandBehindTheConnectorsOwn() {
        List<String> keys =
                validate(config(SOURCE, "key.converter", "org.apache.kafka.connect.storage.StringConverter"))
                        .configs()
                        .stream()
                        .map(info -> info.value().name())
                        .toList();

        assertTrue(keys.indexOf("size") < keys.indexOf("key.converter.converter.encoding"), keys.toString());
        assertTrue(keys.indexOf("key.converter") < keys.indexOf("size"), keys.toString());
    }

    @Test
    void whatAConverterIsForIsCheckedLikeItsOtherSettings() {
        assertErrors(
                config(
                        SOURCE,
                        "key.converter",
                        "org.apache.kafka.connect.storage.StringConverter",
                        "key.converter.converter.type",
                        "x"),
                "key.converter.converter.type: Invalid value x for configuration converter.type: String must be one of: key,"
                        + " value, header");
    }

    @Test
    void secretsAreNeverShown() {
        ConfigInfos infos = validate(config(
                SOURCE, "pin", "hunter2", "paper", "${vault:plain-topsecret}", "size", "${vault:plain-wrongnumber}"));

        assertEquals("[hidden]", info(infos, "pin").value().value());
        assertEquals("${vault:plain-topsecret}", info(infos, "paper").value().value());
        assertEquals(
                "Invalid value ${vault:plain-wrongnumber} for configuration size: Not a number of type INT",
                info(infos, "size").value().errors().get(0));
        String all = infos.toString().replace("plain-topsecret", "").replace("plain-wrongnumber", "");
        assertFalse(all.contains("topsecret") || all.contains("wrongnumber") || all.contains("hunter2"), all);
    }

    @Test
    void keysBeyondThePublishedOnesAreShownOnlyWhereTheyAreSet() {
        assertTrue(validate(config(SOURCE)).configs().stream()
                .noneMatch(info -> info.definition().name().startsWith("restart.")));
        ConfigInfos infos = validate(config(SOURCE, "restart.policy", "on-failure", "restart.max.attempts", "none"));
        assertNotNull(info(infos, "restart.policy").definition());
        assertEquals(
                List.of("Invalid value none for configuration restart.max.attempts: Not a number of type INT"),
                info(infos, "restart.max.attempts").value().errors().subList(0, 1));
    }

    @Test
    void topicCreationGroupsNeedADefaultGroup() {
        assertErrors(
                config(
                        SOURCE,
                        "topic.creation.groups",
                        "g,g",
                        "topic.creation.default.partitions",
                        "1",
                        "topic.creation.default.replication.factor",
                        "1"),
                "topic.creation.groups: Invalid value [g, g] for configuration topic.creation.groups: Duplicate alias provided.");
        assertErrors(
                config(SOURCE, "topic.creation.default.partitions", "1"),
                "topic.creation.default.replication.factor: Missing required configuration"
                        + " \"topic.creation.default.replication.factor\" which has no default value.");
    }

    @Test
    void theCatalogListsSettingsOfConnectorsWithThePublishedOnesAndOfOthersAlone() {
        PluginCatalog catalog = new PluginCatalog(plugins, validator(distributed()));

        assertEquals(28, catalog.settings("NewsSource", null).size());
        assertEquals(
                List.of("field"),
                catalog.settings("Polish", "[1,2)").stream()
                        .map(ConfigKeyInfo::name)
                        .toList());
        assertEquals(
                "3.2",
                catalog.settings("NewsSink", null).stream()
                        .filter(key -> key.name().equals("connector.plugin.version"))
                        .findFirst()
                        .orElseThrow()
                        .defaultValue());
        assertRefused("Unknown plugin NoSuchPlugin.", () -> catalog.settings("NoSuchPlugin", null));
        assertRefused("Invalid version specification: [1.0", () -> catalog.settings("Polish", "[1.0"));
        assertRefused(
                "Plugin p.Polish not found that matches the version range [9.9.9,9.9.9], available versions: [1.5]",
                () -> catalog.settings("Polish", "9.9.9"));
        assertRefused("Instantiation error", () -> catalog.settings("java.lang.String", null));
        assertRefused(
                "Invalid plugin class AllConnectorClientConfigOverridePolicy. Valid types are sink, source, converter,"
                        + " header_converter, transformation, predicate.",
                () -> catalog.settings("AllConnectorClientConfigOverridePolicy", null));
        assertEquals("source", catalog.connectorType(Map.of("connector.class", "NewsSource")));
        assertEquals("unknown", catalog.connectorType(Map.of("connector.class", "Nope")));
    }

    private static void assertRefused(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(RuntimeException.class, call).getMessage());
    }
}
