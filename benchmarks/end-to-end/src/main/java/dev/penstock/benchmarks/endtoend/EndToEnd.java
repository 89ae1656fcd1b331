// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.endtoend;

import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Runs Penstock, Apache Kafka Connect and a bare client in turn against one broker and prints a table of medians and ratios.
 *
 * <p>System properties: {@code penstock.home} (default: the current folder), {@code pairs} (3), {@code warm} and {@code window}
 * in seconds (4 and 6), {@code bare} (true), {@code scenarios} (names separated by commas, default all).
 *
 * <p>Thread: main.
 */
public final class EndToEnd {
    private static final int FILE_LINES = 5_000_000;
    private static final boolean BARE = Boolean.parseBoolean(System.getProperty("bare", "true"));
    private static final int WARM_RECORDS = 60_000;
    private static final long START_NANOS = 90_000_000_000L;

    private final Path folder;
    private final BrokerProcess broker;
    private final Admin admin;
    private final Contestants contestants;
    private final long warmMillis = Long.getLong("warm", 4) * 1_000;
    private final long windowMillis = Long.getLong("window", 6) * 1_000;
    private int runs;

    private EndToEnd(Path folder, BrokerProcess broker, Admin admin, Contestants contestants) {
        this.folder = folder;
        this.broker = broker;
        this.admin = admin;
        this.contestants = contestants;
    }

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        Path folder = Files.createTempDirectory("penstock-benchmark");
        Path home = Path.of(System.getProperty("penstock.home", "")).toAbsolutePath();
        List<String> wanted = Arrays.asList(System.getProperty("scenarios", "").split(",", -1));
        Path lines = folder.resolve("lines.txt");
        System.out.println("Everything is written below " + folder);
        Contestants contestants = new Contestants(home, folder);
        try (BrokerProcess broker = BrokerProcess.start(Files.createDirectory(folder.resolve("broker")));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            EndToEnd run = new EndToEnd(folder, broker, admin, contestants);
            System.out.println("| scenario | who | records/s | CPU us/record | allocated B/record | peak RSS MB |");
            System.out.println("|---|---|---|---|---|---|");
            for (Scenario scenario : Scenario.all(lines.toString())) {
                if (wanted.contains("") || wanted.contains(scenario.name())) {
                    if (scenario.isFile()) {
                        writeLines(lines);
                    }
                    run.compare(scenario, Integer.getInteger("pairs", 3));
                }
            }
        }
    }

    private static void writeLines(Path file) throws IOException {
        String line = "a line of a hundred bytes ".repeat(4).substring(0, 99) + "\n";
        try (Writer out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < FILE_LINES; i++) {
                out.write(line);
            }
        }
    }

    private void compare(Scenario scenario, int pairs) throws IOException, InterruptedException, ExecutionException {
        Map<Contestant, List<Measure>> measures = new EnumMap<>(Contestant.class);
        String filled = scenario.isSink() ? fill(scenario) : "";
        for (int pair = 0; pair < pairs; pair++) {
            for (Contestant who : Contestant.values()) {
                if (who != Contestant.BARE || (pair == 0 && !scenario.isFile() && BARE)) {
                    Measure measure = measure(scenario, who, filled);
                    System.err.println(measure.asRow(scenario.name(), who.title));
                    measures.computeIfAbsent(who, none -> new ArrayList<>()).add(measure);
                }
            }
        }
        Map<Contestant, Measure> medians = new EnumMap<>(Contestant.class);
        measures.forEach((who, all) -> medians.put(who, Measure.median(all)));
        medians.forEach((who, median) -> System.out.println(median.asRow(scenario.name(), who.title)));
        Measure penstock = measureOf(medians, Contestant.PENSTOCK);
        System.out.println(
                penstock.over(measureOf(medians, Contestant.APACHE)).asRatios(scenario.name(), "Penstock / Apache"));
        if (medians.containsKey(Contestant.BARE)) {
            System.out.println(
                    penstock.over(measureOf(medians, Contestant.BARE)).asRatios(scenario.name(), "Penstock / bare"));
        }
        if (scenario.isSink()) {
            admin.deleteTopics(List.of(filled)).all().get();
        }
    }

    private static Measure measureOf(Map<Contestant, Measure> medians, Contestant who) {
        Measure median = medians.get(who);
        if (median == null) {
            throw new IllegalStateException("Nothing was measured of " + who.title);
        }
        return median;
    }

    private String fill(Scenario scenario) throws InterruptedException, ExecutionException {
        String topic = newTopic(scenario);
        try (ChildProcess filler = contestants.bare(
                "fill", broker.bootstrapServers(), topic, scenario.shape(), Long.toString(scenario.records()))) {
            int exit = filler.waitFor(java.time.Duration.ofMinutes(2));
            if (exit != 0) {
                throw new IllegalStateException("The topic cannot be filled: " + filler.output());
            }
        }
        return topic;
    }

    private String newTopic(Scenario scenario) throws InterruptedException, ExecutionException {
        String topic = scenario.name() + "-" + ++runs;
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        return topic;
    }

    private Measure measure(Scenario scenario, Contestant who, String filled)
            throws IOException, InterruptedException, ExecutionException {
        String topic = scenario.isSink() ? filled : newTopic(scenario);
        Measure measure;
        try (ChildProcess process = start(scenario, who, topic)) {
            measure = measure(scenario, process, topic);
        }
        if (!scenario.isSink()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
        return measure;
    }

    private ChildProcess start(Scenario scenario, Contestant who, String topic) throws IOException {
        if (who == Contestant.BARE) {
            return contestants.bare(
                    scenario.isSink() ? "consume" : "produce",
                    broker.bootstrapServers(),
                    topic,
                    scenario.shape(),
                    Long.toString(scenario.records()));
        }
        Map<String, String> worker = new HashMap<>(Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "key.converter",
                "org.apache.kafka.connect.storage.StringConverter",
                "value.converter",
                "org.apache.kafka.connect.json.JsonConverter",
                "offset.storage.file.filename",
                folder.resolve("offsets-" + ++runs).toString(),
                "listeners",
                "http://localhost:" + BrokerProcess.freePort(),
                "plugin.path",
                contestants.pluginPath(who == Contestant.PENSTOCK)));
        worker.putAll(scenario.worker());
        Map<String, String> connector = new HashMap<>(scenario.connector());
        connector.put("name", "load-" + runs);
        connector.put("tasks.max", "1");
        connector.put(scenario.isSink() ? "topics" : "topic", topic);
        Path workerFile = write("worker-" + runs, worker);
        Path connectorFile = write("connector-" + runs, connector);
        return who == Contestant.PENSTOCK
                ? contestants.penstock(workerFile, connectorFile)
                : contestants.apache(workerFile, connectorFile);
    }

    private Path write(String name, Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        Path file = folder.resolve(name + ".properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private Measure measure(Scenario scenario, ChildProcess process, String topic)
            throws IOException, InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + START_NANOS;
        Thread.sleep(1_500);
        try (Probe probe = Probe.attach(process)) {
            while (progress(scenario, probe, topic) == 0) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException("No record went through: " + process.output());
                }
                Thread.sleep(50);
            }
            warmUp(scenario, probe, topic);
            long cpu = probe.cpuNanos();
            long allocated = probe.allocatedBytes();
            long records = progress(scenario, probe, topic);
            long time = System.nanoTime();
            Thread.sleep(windowMillis);
            records = progress(scenario, probe, topic) - records;
            time = System.nanoTime() - time;
            cpu = probe.cpuNanos() - cpu;
            allocated = probe.allocatedBytes() - allocated;
            return new Measure(
                    records * 1e9 / time,
                    cpu / 1e3 / records,
                    (double) allocated / records,
                    probe.peakResidentBytes() / 1e6);
        }
    }

    /** Lets the compiler see enough records, however slow the contestant is; a slow one gets three times the time. */
    private void warmUp(Scenario scenario, Probe probe, String topic)
            throws IOException, InterruptedException, ExecutionException {
        long start = System.nanoTime();
        Thread.sleep(warmMillis);
        while (progress(scenario, probe, topic) < WARM_RECORDS
                && System.nanoTime() - start < 3 * warmMillis * 1_000_000) {
            Thread.sleep(200);
        }
    }

    private long progress(Scenario scenario, Probe probe, String topic)
            throws IOException, InterruptedException, ExecutionException {
        if (scenario.isSink()) {
            return probe.records();
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private enum Contestant {
        PENSTOCK("Penstock"),
        APACHE("Apache 4.3.1"),
        BARE("bare client");

        private final String title;

        Contestant(String title) {
            this.title = title;
        }
    }
}
