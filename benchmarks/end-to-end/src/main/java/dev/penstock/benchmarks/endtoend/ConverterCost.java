// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.endtoend;

import dev.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Runs the converter loop with Penstock's libraries and with Apache's in turn, each in a process of its own, and prints medians
 * and the medians of the ratios of each pair. System properties: {@code penstock.home}, {@code pairs} (3).
 *
 * <p>Thread: main.
 */
public final class ConverterCost {
    private ConverterCost() {}

    public static void main(String[] args) throws IOException {
        run();
    }

    /** Runs the pairs, prints what comes out, and returns for each call the medians of the ratios of Penstock to Apache. */
    static Map<String, Measure> run() throws IOException {
        Path home = Path.of(System.getProperty("penstock.home", "")).toAbsolutePath();
        Contestants contestants = new Contestants(home, Files.createTempDirectory("penstock-converter"));
        Map<String, List<Measure>> penstock = new LinkedHashMap<>();
        Map<String, List<Measure>> apache = new LinkedHashMap<>();
        for (int pair = 0; pair < Integer.getInteger("pairs", 3); pair++) {
            run(contestants, true, pair, penstock);
            run(contestants, false, pair, apache);
        }
        System.out.println("| JsonConverter | Penstock ns | Apache ns | ratio | Penstock B | Apache B | ratio |");
        System.out.println("|---|---|---|---|---|---|---|");
        Map<String, Measure> ratios = new LinkedHashMap<>();
        penstock.forEach((name, measures) -> {
            List<Measure> others = apache.getOrDefault(name, List.of());
            Measure ours = Measure.median(measures);
            Measure theirs = Measure.median(others);
            Measure ratio = Measure.median(IntStream.range(0, measures.size())
                    .mapToObj(pair -> measures.get(pair).over(others.get(pair)))
                    .toList());
            ratios.put(name, ratio);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f | %.0f | %.2f | %.0f | %.0f | %.2f |%n",
                    name,
                    ours.cpuMicros() * 1e3,
                    theirs.cpuMicros() * 1e3,
                    ratio.cpuMicros(),
                    ours.allocatedBytes(),
                    theirs.allocatedBytes(),
                    ratio.allocatedBytes());
        });
        return ratios;
    }

    private static void run(Contestants contestants, boolean ours, int pair, Map<String, List<Measure>> into) {
        String log = "converter-" + (ours ? "penstock-" : "apache-") + pair;
        try (ChildProcess process = contestants.converterLoop(ours, log)) {
            if (process.waitFor(Duration.ofMinutes(3)) != 0) {
                throw new IllegalStateException("The converter loop failed: " + process.output());
            }
            process.output()
                    .lines()
                    .map(line -> line.split("\t", -1))
                    .filter(parts -> parts.length == 3)
                    .forEach(parts -> into.computeIfAbsent(parts[0], none -> new ArrayList<>())
                            .add(new Measure(0, Double.parseDouble(parts[1]) / 1e3, Double.parseDouble(parts[2]), 0)));
        }
    }
}
