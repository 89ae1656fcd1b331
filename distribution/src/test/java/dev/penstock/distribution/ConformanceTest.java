// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What docs/conformance.md and docs/faults.md promise is there: every test that they name exists. */
class ConformanceTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+Test)#(\\w+)`");
    private static final Pattern LINE = Pattern.compile("(?m)^\\| ([A-Z]\\d+) \\|.*$");

    /** How many lines each section of the behaviour has. */
    private static final Map<Character, Integer> LINES = Map.ofEntries(
            Map.entry('A', 14),
            Map.entry('B', 8),
            Map.entry('C', 10),
            Map.entry('D', 5),
            Map.entry('E', 11),
            Map.entry('F', 10),
            Map.entry('G', 5),
            Map.entry('H', 6),
            Map.entry('I', 7),
            Map.entry('J', 5),
            Map.entry('K', 3),
            Map.entry('L', 3),
            Map.entry('M', 8),
            Map.entry('N', 10),
            Map.entry('O', 5),
            Map.entry('P', 6),
            Map.entry('Q', 4),
            Map.entry('R', 3),
            Map.entry('S', 6),
            Map.entry('T', 7));

    @Test
    void noLineIsLeftOut() throws IOException {
        String page = Files.readString(Scripts.HOME.resolve("docs/conformance.md"));
        List<String> missing = new ArrayList<>();
        LINES.forEach((section, count) -> {
            for (int line = 1; line <= count; line++) {
                String name = section.toString() + line;
                if (!page.contains("\n| " + name + " |")) {
                    missing.add(name);
                }
            }
        });
        assertEquals(List.of(), missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"conformance.md", "faults.md"})
    void everyNamedTestExists(String file) throws IOException {
        Map<String, String> sources = testSources();
        String page = Files.readString(Scripts.HOME.resolve("docs").resolve(file));
        List<String> missing = new ArrayList<>();
        int named = 0;
        Matcher matcher = NAMED.matcher(page);
        while (matcher.find()) {
            named++;
            String source = sources.getOrDefault(matcher.group(1), "");
            if (!source.contains(" " + matcher.group(2) + "(")) {
                missing.add(matcher.group());
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(named > 10, "the page names tests");
    }

    @Test
    void everyLineNamesATest() throws IOException {
        String page = Files.readString(Scripts.HOME.resolve("docs/conformance.md"));
        List<String> unnamed = new ArrayList<>();
        Matcher matcher = LINE.matcher(page);
        while (matcher.find()) {
            if (!NAMED.matcher(matcher.group()).find()) {
                unnamed.add(matcher.group());
            }
        }
        assertEquals(List.of(), unnamed);
    }

    @Test
    void everyoneWhoLeansOnMoreThanTheApiHasATest() throws IOException {
        String page = Files.readString(Scripts.HOME.resolve("docs/conformance.md"));
        int begin = page.indexOf("## Beyond the public API");
        List<String> rows = (page + "\n## ")
                .substring(begin, (page + "\n## ").indexOf("\n## ", begin))
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| who "))
                .toList();
        assertEquals(
                List.of(),
                rows.stream().filter(row -> !NAMED.matcher(row).find()).toList());
        for (String who : List.of(
                "MirrorMaker 2",
                "JDBC sinks",
                "commit their own",
                "worker's properties",
                "JSON converter",
                "OpenTelemetry",
                "bundle their own",
                "test tools",
                "embedders",
                "layouts",
                "process habits",
                "probes",
                "kcctl",
                "kafbat",
                "Redpanda")) {
            assertEquals(
                    1,
                    rows.stream()
                            .filter(row -> row.split("\\|")[1].contains(who))
                            .count(),
                    who);
        }
    }

    private static Map<String, String> testSources() throws IOException {
        try (Stream<Path> files = Files.walk(Scripts.HOME)) {
            return files.filter(file -> file.toString().contains("src/test/java")
                            && file.toString().endsWith("Test.java"))
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            ConformanceTest::read,
                            String::concat));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
