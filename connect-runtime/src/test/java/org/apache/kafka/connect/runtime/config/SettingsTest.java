// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.junit.jupiter.api.Test;

class SettingsTest {
    private static final Map<String, String> DISTRIBUTED = Map.of(
            "bootstrap.servers", "localhost:9092",
            "key.converter", "org.apache.kafka.connect.storage.StringConverter",
            "value.converter", "org.apache.kafka.connect.storage.StringConverter",
            "group.id", "g",
            "offset.storage.topic", "o",
            "config.storage.topic", "c",
            "status.storage.topic", "s");

    private static Map<String, String> with(Map<String, String> base, String... keysAndValues) {
        Map<String, String> all = new HashMap<>(base);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            all.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return all;
    }

    /** Answers every key of its path with the key itself reversed. */
    public static final class Reversing implements ConfigProvider {
        @Override
        public ConfigData get(String path) {
            return get(path, Set.of());
        }

        @Override
        public ConfigData get(String path, Set<String> keys) {
            Map<String, String> data = new HashMap<>();
            keys.forEach(key -> data.put(key, new StringBuilder(key).reverse().toString()));
            return new ConfigData(data, path.equals("lease") ? 5_000L : null);
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }

    @Test
    void aValueFromAProviderReachesTheWorkerButNotItsText() {
        DistributedConfig config = new DistributedConfig(with(
                DISTRIBUTED,
                "config.providers",
                "rev",
                "config.providers.rev.class",
                Reversing.class.getName(),
                "client.id",
                "${rev:1retnuh}",
                "ssl.keystore.password",
                "hunter2",
                "producer.some.plugin.token",
                "hunter3"));

        assertEquals("hunter1", config.getString("client.id"));
        String shown = config.loggable(config.rawProperties()) + config.toString();
        assertTrue(shown.contains("client.id=${rev:1retnuh}"), shown);
        assertFalse(shown.contains("hunter"), shown);
    }

    @Test
    void topicSettingsOfAStoreLeaveOutWhatTheWorkerDecides() {
        DistributedConfig config = new DistributedConfig(with(
                DISTRIBUTED,
                "offset.storage.min.insync.replicas",
                "2",
                "offset.storage.cleanup.policy",
                "delete",
                "offset.storage.partitions",
                "7"));

        assertEquals(Map.of("min.insync.replicas", "2"), config.offsetsTopicSettings());
        assertEquals(7, config.offsetsPartitions());
    }

    @Test
    void theSigningAlgorithmMustBeOneThatIsAccepted() {
        assertThrows(
                ConfigException.class,
                () -> new DistributedConfig(with(DISTRIBUTED, "inter.worker.signature.algorithm", "HmacSHA1")));
    }

    @Test
    void aKeySizeThatTheAlgorithmRefusesIsRefused() {
        assertThrows(
                ConfigException.class,
                () -> new DistributedConfig(with(
                        DISTRIBUTED, "inter.worker.key.generation.algorithm", "AES", "inter.worker.key.size", "7")));
    }

    @Test
    void anEmptyPluginPathIsRefusedAndAMissingOneIsNot() {
        assertThrows(ConfigException.class, () -> WorkerConfig.pluginPath(Map.of("plugin.path", " ")));
        assertEquals(List.of(), WorkerConfig.pluginPath(Map.of()));
        assertEquals(List.of("a", "/b c"), WorkerConfig.pluginPath(Map.of("plugin.path", " a , /b c ")));
    }

    @Test
    void handoverIsOffUnlessAskedFor() {
        assertFalse(new DistributedConfig(DISTRIBUTED).leaveHandover());
        assertTrue(new DistributedConfig(with(DISTRIBUTED, "penstock.leave.handover", "true")).leaveHandover());
    }

    @Test
    void httpsKeysReplaceTheBareOnesAsAWhole() {
        Map<String, String> bare = Map.of("ssl.keystore.location", "/a", "ssl.truststore.location", "/t");
        assertEquals("/a", new RestServerConfig(bare).listenerSslValues().get("ssl.keystore.location"));

        RestServerConfig own = new RestServerConfig(with(bare, "listeners.https.ssl.keystore.location", "/b"));
        assertEquals("/b", own.listenerSslValues().get("ssl.keystore.location"));
        assertNull(own.listenerSslValues().get("ssl.truststore.location"));
        assertEquals("/a", own.adminListenerSslValues().get("ssl.keystore.location"));
    }

    @Test
    void aHeaderRuleInQuotesMayHoldCommas() {
        assertEquals(List.of("set X: a,b", "add Y: 1"), HeaderRules.split("\"set X: a,b\" , add Y: 1"));
    }

    @Test
    void namedTopicGroupsTakeWhatTheyLackFromTheDefaultGroup() {
        SourceSettings settings = new SourceSettings(Map.of(
                "name", "n",
                "connector.class", "C",
                "topic.creation.groups", "big, default, small",
                "topic.creation.default.partitions", "4",
                "topic.creation.default.replication.factor", "2",
                "topic.creation.big.partitions", "40",
                "topic.creation.big.include", "big\\..*",
                "topic.creation.big.cleanup.policy", "compact"));

        TopicCreationSettings creation = settings.topicCreation().orElseThrow();
        assertEquals(4, creation.defaultGroup().partitions());
        assertEquals(
                List.of(
                        new TopicCreationSettings.Group(
                                "big",
                                List.of("big\\..*"),
                                List.of(),
                                40,
                                (short) 2,
                                Map.of("cleanup.policy", "compact")),
                        new TopicCreationSettings.Group("small", List.of(), List.of(), 4, (short) 2, Map.of())),
                creation.namedGroups());
    }

    @Test
    void topicCreationWithoutADefaultGroupIsRefused() {
        Map<String, String> incomplete = Map.of(
                "name", "n", "connector.class", "C", "topic.creation.groups", "a", "topic.creation.a.include", ".*");

        ConfigException refused = assertThrows(ConfigException.class, () -> new SourceSettings(incomplete));
        assertTrue(String.valueOf(refused.getMessage())
                .startsWith("Missing required configuration \"topic.creation.default."));
    }

    @Test
    void noTopicCreationKeysMeanNoTopicCreation() {
        assertTrue(new SourceSettings(Map.of("name", "n", "connector.class", "C"))
                .topicCreation()
                .isEmpty());
    }

    @Test
    void restartsAndSourceDeadLettersAreOffUnlessSet() {
        SourceSettings plain = new SourceSettings(Map.of("name", "n", "connector.class", "C"));
        assertFalse(plain.restartPolicy().enabled());
        assertFalse(plain.deadLetters().enabled());

        SourceSettings set = new SourceSettings(Map.of(
                "name", "n",
                "connector.class", "C",
                "restart.policy", "on-failure",
                "restart.backoff.initial.ms", "50",
                "restart.max.attempts", "3",
                "errors.deadletterqueue.topic.name", "dlq"));
        assertEquals(new RestartPolicy(true, Duration.ofMillis(50), Duration.ofMinutes(5), 3), set.restartPolicy());
        assertEquals(new DeadLetterSettings("dlq", (short) 3, false), set.deadLetters());
        assertEquals(
                Set.of("restart.policy", "errors.deadletterqueue.topic.name"),
                BeyondApache.definitionsFor(
                                Map.of("restart.policy", "x", "errors.deadletterqueue.topic.name", "t", "other", "o"),
                                true)
                        .names());
    }

    @Test
    void referencesAreReplacedAndTheirLeaseIsTold() {
        Map<String, String> raw = with(Map.of(), "a", "plain", "b", "x-${rev:lease:terces}-y", "c", "${none:key}");
        raw.put("d", null);
        try (ConfigVariables variables = new ConfigVariables(Map.of("rev", new Reversing()))) {
            ConfigVariables.Resolved resolved = variables.resolve(raw);

            assertEquals(Map.of("a", "plain", "b", "x-secret-y", "c", "${none:key}"), resolved.values());
            assertEquals(Map.of("lease", 5_000L), resolved.ttlsMs());
            assertFalse(resolved.toString().contains("secret"));
        }
    }

    @Test
    void taskSettingsThatCameFromAReferenceGoBackToIt() {
        Map<String, String> raw = Map.of("password", "${rev:p:k}", "user", "u");
        assertEquals(
                Map.of("password", "${rev:p:k}", "user", "changed", "shard", "1"),
                ConfigVariables.putBackReferences(raw, Map.of("password", "secret", "user", "changed", "shard", "1")));
    }

    @Test
    void connectorSettingsShowNoValues() {
        assertFalse(new ConnectorSettings(Map.of("name", "n", "connector.class", "C", "token", "hunter2"))
                .toString()
                .contains("hunter2"));
    }
}
