// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** The page {@code docs/configuration.md} names every key of Penstock's own, and no other. */
class ConfigurationPageTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");
    private static final Pattern ROW = Pattern.compile("\\| `([\\w.]+)` \\| ([^|]+) \\|.*");
    private static final Pattern KEY = Pattern.compile("_CONFIG\\s*=\\s*\"(penstock\\.[\\w.]+)\"");

    @Test
    void everyKeyOfAWorkerStandsOnThePageAndNoOther() throws IOException {
        Set<String> documented = new TreeSet<>(rows().keySet());
        documented.removeIf(key -> !key.startsWith("penstock."));

        assertEquals(definedInTheSource(), documented);
    }

    @Test
    void everyKeyOfAConnectorStandsOnThePageWithItsDefaultAndNoOther() throws IOException {
        Map<String, String> documented = rows();
        documented.keySet().removeIf(key -> key.startsWith("penstock."));

        Map<String, String> defined = new TreeMap<>();
        beyondApache()
                .configKeys()
                .forEach((name, key) ->
                        defined.put(name, "".equals(key.defaultValue) ? "empty" : String.valueOf(key.defaultValue)));

        assertFalse(defined.isEmpty());
        assertEquals(defined, documented);
    }

    private static ConfigDef beyondApache() {
        Map<String, String> all = new HashMap<>();
        for (String key : List.of(
                BeyondApache.RESTART_POLICY_CONFIG,
                BeyondApache.RESTART_BACKOFF_INITIAL_MS_CONFIG,
                BeyondApache.RESTART_BACKOFF_MAX_MS_CONFIG,
                BeyondApache.RESTART_MAX_ATTEMPTS_CONFIG)) {
            all.put(key, "");
        }
        SinkSettings.deadLetterQueueKeys(new ConfigDef()).names().forEach(key -> all.put(key, ""));
        return BeyondApache.definitionsFor(all, true);
    }

    private static Map<String, String> rows() throws IOException {
        Map<String, String> defaults = new TreeMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                defaults.put(row.group(1), row.group(2).replaceAll("[`,]", ""));
            }
        }
        return defaults;
    }

    private static Set<String> definedInTheSource() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> {
                try {
                    Matcher key = KEY.matcher(Files.readString(file));
                    while (key.find()) {
                        keys.add(key.group(1));
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return keys;
    }
}
