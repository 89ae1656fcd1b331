// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs the benchmarks on Penstock's jars and on the published ones in turn, each time in a process of its own, and
 * prints the medians side by side. Arguments: the folder {@code benchmarks/target}, how many pairs (3 if absent),
 * and a pattern of benchmarks (all that run on both if absent).
 */
public final class Compare {
    private static final String ALLOCATED = ":gc.alloc.rate.norm";

    private Compare() {}

    /** Measured values by benchmark: nanoseconds or bytes for each operation, one for each run. */
    private record Results(Map<String, List<Double>> values) {
        Results() {
            this(new TreeMap<>());
        }

        void add(Path csv) throws IOException {
            List<String> lines = Files.readAllLines(csv);
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.replace("\"", "").split(",", -1);
                String name = cells[0].substring(cells[0].lastIndexOf('.', cells[0].indexOf("Benchmark.")) + 1);
                boolean wanted = !name.contains(":gc.") || name.endsWith(ALLOCATED);
                String parameters =
                        cells.length > 7 ? " " + String.join(" ", List.of(cells).subList(7, cells.length)) : "";
                if (wanted) {
                    values.computeIfAbsent(name + parameters, key -> new ArrayList<>())
                            .add(Double.parseDouble(cells[4]));
                }
            }
        }

        double median(String name) {
            List<Double> sorted = values.get(name).stream().sorted().toList();
            return sorted.get(sorted.size() / 2);
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path target = Path.of(arguments[0]);
        int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        String pattern = arguments.length > 2 ? arguments[2] : "JsonConverter|TransformationChain";
        Results penstock = new Results();
        Results published = new Results();
        for (int pair = 0; pair < pairs; pair++) {
            penstock.add(run(target, "penstock", pattern));
            published.add(run(target, "published", pattern));
        }
        System.out.printf("%-75s %12s %12s %6s%n", "benchmark (ns, or bytes allocated)", "penstock", "4.3.1", "ratio");
        for (String name : penstock.values().keySet()) {
            double ours = penstock.median(name);
            double theirs = published.median(name);
            System.out.printf(Locale.ROOT, "%-75s %12.0f %12.0f %6.2f%n", name, ours, theirs, ours / theirs);
        }
    }

    private static Path run(Path target, String jars, String pattern) throws IOException, InterruptedException {
        Path csv = target.resolve(jars + ".csv");
        String classPath = String.join(
                File.pathSeparator,
                target.resolve("classes").toString(),
                target.resolve(jars) + "/*",
                target.resolve("shared") + "/*");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        classPath,
                        "org.openjdk.jmh.Main",
                        pattern,
                        "-f",
                        "1",
                        "-wi",
                        "3",
                        "-w",
                        "1",
                        "-i",
                        "3",
                        "-r",
                        "1",
                        "-prof",
                        "gc",
                        "-rf",
                        "csv",
                        "-rff",
                        csv.toString()))
                .redirectErrorStream(true)
                .redirectOutput(target.resolve(jars + ".log").toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The run with the jars of '" + jars + "' failed, see " + jars + ".log");
        }
        return csv;
    }
}
