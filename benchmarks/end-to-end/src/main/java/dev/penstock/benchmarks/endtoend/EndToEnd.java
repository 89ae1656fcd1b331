// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.endtoend;

import dev.penstock.testkit.BrokerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.utils.Utils;

/**
 * Runs Penstock, Apache Kafka Connect and a bare client in turn against one broker and prints for each scenario the medians, the
 * ratios of each pair and the median of those.
 *
 * <p>System properties: {@code distance} (microseconds that bytes take to the broker, and back again; 0), {@code penstock.home} (default: the current folder), {@code scenarios} (names separated by commas,
 * default all), {@code pairs} (3), {@code warm} (seconds at least, 5), {@code window} (seconds, 8), {@code bare} (true: one run
 * of the bare client for each scenario), {@code only} ({@code penstock}, {@code apache} or {@code bare}: nothing else runs, for profiling),
 * {@code settings} ({@code key=value,...} of Penstock's worker alone, to try them), {@code folder} (for all that is written, the
 * broker's data too: in memory, such as below {@code /dev/shm}, the disk is not measured; default: the platform's).
 *
 * <p>Thread: main.
 */
public final class EndToEnd {
    private static final String PENSTOCK = "Penstock";
    private static final String APACHE = "Apache 4.3.1";

    private EndToEnd() {}

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        run(Arrays.asList(System.getProperty("scenarios", "").split(",", -1)));
    }

    /**
     * Runs scenarios and prints what comes out.
     *
     * @param wanted their names; an empty one stands for all
     * @return for each scenario the medians of the ratios of Penstock to Apache; empty if only one of them was to run
     */
    static Map<String, Measure> run(List<String> wanted) throws IOException, InterruptedException, ExecutionException {
        String wantedFolder = System.getProperty("folder", System.getProperty("java.io.tmpdir"));
        Path folder = Files.createTempDirectory(Path.of(wantedFolder), "penstock-benchmark");
        Path home = Path.of(System.getProperty("penstock.home", "")).toAbsolutePath();
        List<Scenario> all = Scenario.all(folder.resolve("lines.txt"));
        List<String> names = all.stream().map(Scenario::name).toList();
        wanted.stream().filter(name -> !name.isEmpty() && !names.contains(name)).forEach(name -> {
            throw new IllegalArgumentException("There is no scenario '" + name + "', only " + names);
        });
        System.err.println("Everything is written below " + folder);
        Contestants contestants = new Contestants(home, folder);
        Map<String, Measure> ratios = new LinkedHashMap<>();
        System.out.println("| scenario | who | records/s | CPU us/record | allocated B/record | peak RSS MB |");
        System.out.println("|---|---|---|---|---|---|");
        int port = BrokerProcess.freePort();
        try (Distance distance = Distance.open(port, Duration.ofNanos(Integer.getInteger("distance", 0) * 1_000L));
                BrokerProcess broker = BrokerProcess.start(
                        Files.createDirectory(folder.resolve("broker")), port, brokerSettings(distance));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            for (Scenario scenario : all) {
                if (wanted.contains("") || wanted.contains(scenario.name())) {
                    try (ScenarioRun run = ScenarioRun.prepare(scenario, folder, broker, admin, contestants)) {
                        compare(scenario, run).ifPresent(ratio -> ratios.put(scenario.name(), ratio));
                    }
                }
            }
        }
        Utils.delete(folder.resolve("broker").toFile()); // gigabytes; the rest stays to be looked at
        return ratios;
    }

    /** It looks often for segments that may go, and sends its clients by way of the distance. */
    private static Map<String, String> brokerSettings(Distance distance) {
        return Map.of(
                "log.retention.check.interval.ms",
                "1000",
                "log.initial.task.delay.ms",
                "1000",
                "advertised.listeners",
                "PLAINTEXT://localhost:" + distance.port());
    }

    private static Optional<Measure> compare(Scenario scenario, ScenarioRun run)
            throws IOException, InterruptedException, ExecutionException {
        List<ScenarioRun.Contestant> pair = pair();
        Map<ScenarioRun.Contestant, List<Measure>> measures = new EnumMap<>(ScenarioRun.Contestant.class);
        List<Measure> ratios = new ArrayList<>();
        int pairs = Integer.getInteger("pairs", 3);
        for (int i = 0; i < pairs; i++) {
            for (ScenarioRun.Contestant who : pair) {
                measures.computeIfAbsent(who, none -> new ArrayList<>())
                        .add(told(scenario, title(who), run.measure(who)));
            }
            if (pair.size() == 2) {
                ratios.add(last(measures, ScenarioRun.Contestant.PENSTOCK)
                        .over(last(measures, ScenarioRun.Contestant.APACHE)));
                System.err.println(ratios.get(i).asRatios(scenario.name(), "pair " + (i + 1)));
            }
        }
        measures.forEach((who, each) -> System.out.println(Measure.median(each).asRow(scenario.name(), title(who))));
        boolean bare = Boolean.parseBoolean(System.getProperty("bare", "true"));
        if (bare && pair.size() == 2 && !scenario.isFile()) {
            System.out.println(run.measure(ScenarioRun.Contestant.BARE)
                    .asRow(scenario.name(), title(ScenarioRun.Contestant.BARE)));
        }
        if (ratios.isEmpty()) {
            return Optional.empty();
        }
        Measure median = Measure.median(ratios);
        System.out.println(median.asRatios(scenario.name(), "Penstock / Apache"));
        return Optional.of(median);
    }

    private static Measure last(Map<ScenarioRun.Contestant, List<Measure>> measures, ScenarioRun.Contestant who) {
        List<Measure> all = measures.getOrDefault(who, List.of());
        return all.get(all.size() - 1);
    }

    private static Measure told(Scenario scenario, String who, Measure measure) {
        System.err.println(measure.asRow(scenario.name(), who));
        return measure;
    }

    private static List<ScenarioRun.Contestant> pair() {
        return switch (System.getProperty("only", "")) {
            case "penstock" -> List.of(ScenarioRun.Contestant.PENSTOCK);
            case "apache" -> List.of(ScenarioRun.Contestant.APACHE);
            case "bare" -> List.of(ScenarioRun.Contestant.BARE);
            default -> List.of(ScenarioRun.Contestant.PENSTOCK, ScenarioRun.Contestant.APACHE);
        };
    }

    private static String title(ScenarioRun.Contestant who) {
        return switch (who) {
            case PENSTOCK -> PENSTOCK;
            case APACHE -> APACHE;
            case BARE -> "bare client";
        };
    }
}
