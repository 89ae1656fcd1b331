// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/** Holds every key against the tables of published keys. */
class PublishedKeysTest {
    private static final Pattern RANGE =
            Pattern.compile("(?:null or )?range \\[([-\\d.]+),\\.\\.\\.(?:,([\\d.]+))?\\]");

    @Test
    void aStandaloneWorkerKnowsThePublishedKeysAndNoOthers() throws IOException {
        assertKeys(StandaloneConfig.configDef(), "worker-common.tsv", "worker-standalone.tsv");
    }

    @Test
    void aDistributedWorkerKnowsThePublishedKeysAndNoOthers() throws IOException {
        assertKeys(DistributedConfig.configDef(), "worker-common.tsv", "worker-distributed.tsv");
    }

    @Test
    void theRestServerKnowsThePublishedKeysAndNoOthers() throws IOException {
        assertKeys(RestServerConfig.configDef(), "rest-server.tsv");
    }

    @Test
    void aConnectorKnowsThePublishedKeysAndNoOthers() throws IOException {
        assertKeys(ConnectorSettings.configDef(), "connector-common.tsv");
    }

    @Test
    void aSourceKnowsThePublishedKeysAndNoOthers() throws IOException {
        assertKeys(SourceSettings.configDef(), "connector-common.tsv", "connector-source.tsv");
    }

    @Test
    void aSinkKnowsThePublishedKeysAndNoOthers() throws IOException {
        assertKeys(SinkSettings.configDef(), "connector-common.tsv", "connector-sink.tsv");
    }

    @Test
    void topicCreationGroupsAreEmbeddedUnderThePublishedKeys() throws IOException {
        ConfigDef def = new ConfigDef();
        TopicCreationSettings.embed(def, Map.of("topic.creation.groups", "<alias>"));

        assertKeys(def, "topic-creation-default-group.tsv", "topic-creation-named-group.tsv");
    }

    @Test
    void everyKeyIsExplained() {
        for (ConfigDef def : List.of(
                StandaloneConfig.configDef(),
                DistributedConfig.configDef(),
                SinkSettings.configDef(),
                SourceSettings.configDef())) {
            def.configKeys().values().forEach(key -> assertFalse(key.documentation.isBlank(), key.name));
        }
    }

    private static void assertKeys(ConfigDef def, String... files) throws IOException {
        Map<String, PublishedKeys.Row> published = new LinkedHashMap<>();
        Map<String, String> checks = new LinkedHashMap<>();
        for (String file : files) {
            published.putAll(PublishedKeys.table(file));
            checks.putAll(PublishedKeys.checks(file));
        }
        Map<String, PublishedKeys.Row> ours = PublishedKeys.describe(def);
        assertEquals(lines(published), lines(ours));
        checks.forEach((name, check) ->
                assertCheck(Objects.requireNonNull(def.configKeys().get(name)), check));
    }

    private static List<String> lines(Map<String, PublishedKeys.Row> rows) {
        List<String> lines = new ArrayList<>();
        rows.forEach((name, row) -> lines.add(name + " " + row));
        return lines.stream().sorted().toList();
    }

    private static void assertCheck(ConfigKey key, String check) {
        if (check.isEmpty()) {
            assertTrue(key.validator == null || key.type == ConfigDef.Type.CLASS, key.name + " is not checked");
        } else if (check.startsWith("one of")) {
            assertChoices(key, PublishedKeys.choices(check), check.contains("ignore case"));
        } else if (check.startsWith("list; ")) {
            assertRefuses(key, check.contains("empty rejected"), "");
            assertRefusesNull(key, check.contains("null rejected"));
        } else if (check.startsWith("-1 or >= 1")) {
            assertRefuses(key, false, "-1");
            assertRefuses(key, false, "1");
            assertRefuses(key, true, "0");
            assertRefuses(key, true, "-2");
        } else if (RANGE.matcher(check).matches()) {
            assertRange(key, check);
        } else {
            assertOther(key, check);
        }
    }

    private static void assertChoices(ConfigKey key, Iterable<String> choices, boolean ignoreCase) {
        for (String choice : choices) {
            assertRefuses(key, false, choice);
            assertRefuses(key, !ignoreCase, flipCase(choice));
        }
        assertRefuses(key, true, "something-else");
    }

    private static String flipCase(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return upper.equals(text) ? text.toLowerCase(Locale.ROOT) : upper;
    }

    private static void assertRange(ConfigKey key, String check) {
        Matcher range = RANGE.matcher(check);
        assertTrue(range.matches());
        String low = range.group(1);
        assertRefuses(key, false, low);
        boolean fraction = low.contains(".");
        assertRefuses(
                key,
                true,
                fraction ? String.valueOf(Double.parseDouble(low) - 0.1) : String.valueOf(Long.parseLong(low) - 1));
        if (range.group(2) != null && !range.group(2).equals(String.valueOf(Integer.MAX_VALUE))) {
            assertRefuses(key, false, range.group(2));
        }
        if (check.startsWith("null or")) {
            assertRefusesNull(key, false);
        }
    }

    private static void assertOther(ConfigKey key, String check) {
        Map<String, List<String>> badByCheck = Map.ofEntries(
                Map.entry("non-empty list of non-blank strings", List.of("", "http://a, ,http://b")),
                Map.entry(
                        "csv of '<set|add|setDate|addDate> <header>:<value>' (rule may be double-quoted); blank ok",
                        List.of("put X:1", "set X", "set", "set X Y:1")),
                Map.entry("JVM-supported KeyGenerator algorithm", List.of("HmacNope")),
                Map.entry("JVM-supported Mac algorithm", List.of("HmacNope")),
                Map.entry(
                        "non-empty list of JVM-supported Mac algorithms; must contain inter.worker.signature.algorithm",
                        List.of("", "HmacSHA256,HmacNope")),
                Map.entry("non-empty; no ISO control chars", List.of("", "a\u0001b")),
                Map.entry("maven version range syntax or exact version or 'latest'", List.of("[1.0", "[2,1]")),
                Map.entry("non-null AND no duplicate aliases", List.of("a,a")),
                Map.entry("compilable regex", List.of("a[")),
                Map.entry("each item a compilable regex", List.of("b,a[")),
                Map.entry("non-empty string (null ok)", List.of("")),
                Map.entry("non-null", List.of()));
        List<String> bad = check.startsWith("concrete subclass of ")
                ? List.of("java.lang.String", "org.apache.kafka.connect.storage.Converter")
                : Objects.requireNonNull(badByCheck.get(check), () -> "no test for: " + check);
        bad.forEach(text -> assertRefuses(key, true, text));
        if (check.contains("null ok")) {
            assertRefusesNull(key, false);
        }
        if (check.contains("non-null")) {
            assertRefusesNull(key, true);
        }
        if (key.defaultValue != null && key.hasDefault()) {
            key.validator.ensureValid(key.name, key.defaultValue);
        }
    }

    private static void assertRefuses(ConfigKey key, boolean refuses, String text) {
        assertEquals(!refuses, PublishedKeys.accepts(key, text), key.name + " with '" + text + "'");
    }

    private static void assertRefusesNull(ConfigKey key, boolean refuses) {
        boolean accepted = true;
        try {
            key.validator.ensureValid(key.name, null);
        } catch (org.apache.kafka.common.config.ConfigException e) {
            accepted = false;
        }
        assertEquals(!refuses, accepted, key.name + " without a value");
    }
}
