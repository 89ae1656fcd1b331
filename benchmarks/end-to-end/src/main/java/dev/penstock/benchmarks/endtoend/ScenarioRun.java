// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.endtoend;

import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures one contestant after the other in one scenario. A source gets a topic of its own for each measure and its records are
 * counted at the broker; sinks share a topic that is filled once, and count what their tasks are given. A measure begins when the
 * warm-up has lasted long enough and the contestant's compiler has come to rest.
 *
 * <p>Thread: the run's.
 */
final class ScenarioRun implements AutoCloseable {
    /** Nobody reads what a source has written, and a disk that it fills would be measured instead of it. */
    private static final Map<String, String> SHORT_LIVED =
            Map.of("retention.bytes", "268435456", "segment.bytes", "134217728", "file.delete.delay.ms", "1000");

    /** Settings of Penstock's worker alone, to try them: {@code -Dsettings=key=value,key=value}. */
    private static final Map<String, String> FURTHER = Arrays.stream(
                    System.getProperty("settings", "").split(",", -1))
            .map(each -> each.split("=", 2))
            .filter(each -> each.length == 2)
            .collect(Collectors.toMap(each -> each[0], each -> each[1]));

    private static final int FILE_LINES = 30_000_000;
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration FILL = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 1_000;
    /** Compiler threads at rest use less than this in a second. */
    private static final long RESTING_MILLIS = 60;
    /** Not even a compiler that never rests makes the warm-up longer than this many times its least length. */
    private static final int MOST_WARM = 3;

    /** Who is measured. */
    enum Contestant {
        PENSTOCK,
        APACHE,
        BARE
    }

    private final Scenario scenario;
    private final Path folder;
    private final BrokerProcess broker;
    private final Admin admin;
    private final Contestants contestants;
    private final long warmMillis = Long.getLong("warm", 5) * 1_000;
    private final long windowMillis = Long.getLong("window", 8) * 1_000;
    private String filled = "";
    private int runs;

    private ScenarioRun(Scenario scenario, Path folder, BrokerProcess broker, Admin admin, Contestants contestants) {
        this.scenario = scenario;
        this.folder = folder;
        this.broker = broker;
        this.admin = admin;
        this.contestants = contestants;
    }

    /** Makes what the scenario reads: a filled topic for a sink, a file for the file source. */
    static ScenarioRun prepare(
            Scenario scenario, Path folder, BrokerProcess broker, Admin admin, Contestants contestants)
            throws IOException, InterruptedException, ExecutionException {
        ScenarioRun run = new ScenarioRun(scenario, folder, broker, admin, contestants);
        if (scenario.isSink()) {
            run.fill();
        } else if (scenario.isFile()) {
            run.writeLines();
        }
        return run;
    }

    private void fill() throws InterruptedException, ExecutionException {
        filled = newTopic();
        try (ChildProcess filler = contestants.bare(
                "fill", broker.bootstrapServers(), filled, scenario.shape(), Long.toString(scenario.records()))) {
            if (filler.waitFor(FILL) != 0) {
                throw new IllegalStateException("The topic cannot be filled: " + filler.output());
            }
        }
    }

    private void writeLines() throws IOException {
        String line = "a line of a hundred bytes ".repeat(4).substring(0, 99) + "\n";
        try (Writer out = Files.newBufferedWriter(lines())) {
            for (int i = 0; i < FILE_LINES; i++) {
                out.write(line);
            }
        }
    }

    private Path lines() {
        return Path.of(scenario.connector().getOrDefault("file", ""));
    }

    private String newTopic() throws InterruptedException, ExecutionException {
        String topic = scenario.name() + "-" + ++runs;
        NewTopic wanted = new NewTopic(topic, 1, (short) 1);
        if (!scenario.isSink()) {
            wanted.configs(SHORT_LIVED);
        }
        admin.createTopics(List.of(wanted)).all().get();
        return topic;
    }

    Measure measure(Contestant who) throws IOException, InterruptedException, ExecutionException {
        String topic = scenario.isSink() ? filled : newTopic();
        Measure measure;
        try (ChildProcess process = start(who, topic);
                Probe probe = attach(process)) {
            measure = measure(process, probe, topic);
        }
        if (!scenario.isSink()) {
            admin.deleteTopics(List.of(topic)).all().get();
        }
        return measure;
    }

    private ChildProcess start(Contestant who, String topic) throws IOException {
        if (who == Contestant.BARE) {
            return contestants.bare(
                    scenario.isSink() ? "consume" : "produce",
                    broker.bootstrapServers(),
                    topic,
                    scenario.shape(),
                    Long.toString(scenario.records()));
        }
        String run = scenario.name() + "-" + ++runs;
        Map<String, String> worker = new HashMap<>();
        worker.put("bootstrap.servers", broker.bootstrapServers());
        worker.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        worker.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        worker.put(
                "offset.storage.file.filename", folder.resolve("offsets-" + run).toString());
        worker.put("listeners", "http://localhost:" + BrokerProcess.freePort());
        worker.put("plugin.path", contestants.pluginPath(who == Contestant.PENSTOCK));
        worker.putAll(scenario.worker());
        if (who == Contestant.PENSTOCK) {
            worker.putAll(FURTHER);
        }
        Map<String, String> connector = new HashMap<>(scenario.connector());
        connector.put("name", "load-" + run);
        connector.put("tasks.max", "1");
        connector.put(scenario.isSink() ? "topics" : "topic", topic);
        Path workerFile = write("worker-" + run, worker);
        Path connectorFile = write("connector-" + run, connector);
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

    private static Probe attach(ChildProcess process) throws IOException, InterruptedException {
        Thread.sleep(1_500); // a virtual machine that has just begun cannot be attached to
        return Probe.attach(process);
    }

    private Measure measure(ChildProcess process, Probe probe, String topic)
            throws IOException, InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + START.toNanos();
        while (progress(probe, topic) == 0) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("No record went through: " + process.output());
            }
            Thread.sleep(50);
        }
        warmUp(probe);
        long cpu = probe.cpuNanos();
        long allocated = probe.allocatedBytes();
        long before = progress(probe, topic);
        Surroundings surroundings = Surroundings.now(broker.pid());
        long time = System.nanoTime();
        Thread.sleep(windowMillis);
        long records = progress(probe, topic) - before;
        time = System.nanoTime() - time;
        cpu = probe.cpuNanos() - cpu;
        allocated = probe.allocatedBytes() - allocated;
        System.err.println("# " + surroundings.until(Surroundings.now(broker.pid()), records));
        if (scenario.isFile() && before + records >= FILE_LINES) {
            throw new IllegalStateException("The file was read to its end before the window was over");
        }
        return new Measure(
                records * 1e9 / time,
                cpu / 1e3 / records,
                (double) allocated / records,
                probe.peakResidentBytes() / 1e6);
    }

    private void warmUp(Probe probe) throws InterruptedException {
        long start = System.nanoTime();
        long compiled = probe.compileMillis();
        boolean resting = false;
        long passed = 0;
        while (passed < warmMillis || (!resting && passed < MOST_WARM * warmMillis)) {
            Thread.sleep(LOOK_MILLIS);
            passed = (System.nanoTime() - start) / 1_000_000;
            resting = probe.compileMillis() - compiled < RESTING_MILLIS;
            compiled = probe.compileMillis();
        }
        System.err.println("# warm after " + passed + " ms" + (resting ? "" : ", compiler still busy"));
    }

    private long progress(Probe probe, String topic) throws IOException, InterruptedException, ExecutionException {
        if (scenario.isSink()) {
            return probe.records();
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    @Override
    public void close() throws IOException {
        if (scenario.isFile()) {
            Files.deleteIfExists(lines());
        }
        if (!filled.isEmpty()) {
            admin.deleteTopics(List.of(filled));
        }
    }
}
