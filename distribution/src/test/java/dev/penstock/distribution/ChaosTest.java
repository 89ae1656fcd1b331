// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.testkit.Await;
import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import dev.penstock.testkit.RestApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workers are killed, stopped and started, the broker goes away and comes back, connectors are paused and restarted, and
 * numbered lines flow all the while. At least once nothing is lost; exactly once nothing is there twice either.
 */
class ChaosTest {
    private static final int WORKERS = 3;
    private static final int SOURCES = 3;
    private static final int LINES_A_ROUND = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ROUNDS = Integer.getInteger("penstock.chaos.rounds", 4);

    @TempDir
    Path folder;

    private final long seed = Long.getLong("penstock.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Integer> ports = new ArrayList<>();
    private final Map<Integer, ChildProcess> workers = new HashMap<>();
    private BrokerProcess broker;
    private int starts;
    private int written;

    @BeforeEach
    void startBroker() throws IOException {
        broker = BrokerProcess.start(Files.createDirectories(folder.resolve("broker")));
        for (int worker = 0; worker < WORKERS; worker++) {
            ports.add(BrokerProcess.freePort());
        }
    }

    @AfterEach
    void stopAll() {
        workers.values().forEach(ChildProcess::close);
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNothingWhateverHappens(boolean exactlyOnce) throws Exception {
        System.out.println("Seed " + seed + ", " + ROUNDS + " rounds, exactly once: " + exactlyOnce);
        for (int worker = 0; worker < WORKERS; worker++) {
            start(worker, exactlyOnce);
        }
        for (int worker = 0; worker < WORKERS; worker++) {
            Scripts.awaitWorker(workers.get(worker), ports.get(worker));
        }
        writeLines();
        for (int source = 0; source < SOURCES; source++) {
            create(source);
        }
        awaitArrived(exactlyOnce);

        for (int round = 0; round < ROUNDS; round++) {
            writeLines();
            happen(round, exactlyOnce);
            writeLines();
        }

        ensureAllAlive(exactlyOnce);
        resumeAll();
        awaitArrived(exactlyOnce);
        for (int source = 0; source < SOURCES; source++) {
            List<String> lines = read("chaos-" + source, exactlyOnce);
            Set<String> distinct = new TreeSet<>(lines);
            assertEquals(written, distinct.size(), "lost from source " + source + ", seed " + seed);
            if (exactlyOnce) {
                assertEquals(written, lines.size(), "duplicates of source " + source + ", seed " + seed);
            }
            System.out.println("Source " + source + ": " + written + " lines written, " + lines.size() + " read");
        }
    }

    private void happen(int round, boolean exactlyOnce) {
        int worker = random.nextInt(WORKERS);
        int what = round % 5;
        System.out.println("Round " + round + ": "
                + List.of("kill", "terminate", "broker", "pause", "restart").get(what) + " " + worker);
        switch (what) {
            case 0 -> {
                workers.get(worker).kill();
                start(worker, exactlyOnce);
            }
            case 1 -> {
                assertEquals(143, workers.get(worker).terminate());
                start(worker, exactlyOnce);
            }
            case 2 -> broker.restart();
            case 3 -> {
                String path = "/connectors/src" + random.nextInt(SOURCES);
                tolerant(() -> api().put(path + "/pause", null));
                writeLines();
                tolerant(() -> api().put(path + "/resume", null));
            }
            default ->
                tolerant(() ->
                        api().post("/connectors/src" + random.nextInt(SOURCES) + "/restart?includeTasks=true", null));
        }
        ensureAllAlive(exactlyOnce);
    }

    /** In the middle of a change a request may be refused; what counts is what becomes of the data. */
    private static void tolerant(Runnable request) {
        try {
            request.run();
        } catch (UncheckedIOException e) {
            System.out.println("Refused: " + e);
        }
    }

    private RestApi api() {
        int worker = random.nextInt(WORKERS);
        return Scripts.awaitWorker(workers.get(worker), ports.get(worker));
    }

    private void ensureAllAlive(boolean exactlyOnce) {
        for (int worker = 0; worker < WORKERS; worker++) {
            if (!workers.get(worker).isAlive()) {
                start(worker, exactlyOnce);
            }
            Scripts.awaitWorker(workers.get(worker), ports.get(worker));
        }
    }

    private void resumeAll() {
        for (int source = 0; source < SOURCES; source++) {
            String path = "/connectors/src" + source;
            Await.until(
                    "it can be resumed",
                    PATIENCE,
                    () -> api().put(path + "/resume", null).status() == 202);
        }
    }

    private void create(int source) {
        api().create(
                        "src" + source,
                        Map.of(
                                "connector.class",
                                "FileStreamSource",
                                "file",
                                input(source).toString(),
                                "topic",
                                "chaos-" + source,
                                "batch.size",
                                "100"))
                .require(201);
    }

    private Path input(int source) {
        return folder.resolve("in-" + source + ".txt");
    }

    private void writeLines() {
        try {
            for (int source = 0; source < SOURCES; source++) {
                Scripts.writeLines(input(source), written, written + LINES_A_ROUND);
            }
            written += LINES_A_ROUND;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitArrived(boolean exactlyOnce) {
        for (int source = 0; source < SOURCES; source++) {
            String topic = "chaos-" + source;
            Await.until(
                    () -> topic + " has all lines, seed " + seed + ":\n" + lastWords(),
                    PATIENCE,
                    () -> new TreeSet<>(read(topic, exactlyOnce)).size() >= written);
        }
    }

    private String lastWords() {
        StringBuilder words = new StringBuilder();
        workers.forEach((worker, process) -> {
            List<String> lines = process.output().lines().toList();
            words.append("--- worker ").append(worker).append('\n');
            lines.subList(Math.max(0, lines.size() - 30), lines.size())
                    .forEach(line -> words.append(line).append('\n'));
        });
        return words.toString();
    }

    private List<String> read(String topic, boolean committedOnly) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "isolation.level",
                        committedOnly ? "read_committed" : "read_uncommitted",
                        "max.poll.records",
                        10_000),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<PartitionInfo> infos = consumer.partitionsFor(topic);
            List<TopicPartition> partitions = new ArrayList<>();
            infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<String> lines = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(message -> lines.add(message.value()));
            }
            return lines;
        }
    }

    private void start(int worker, boolean exactlyOnce) {
        ChildProcess process = Scripts.run(
                folder,
                "worker-" + worker + "-" + starts++ + ".log",
                "connect-distributed.sh",
                Scripts.config("connect-distributed.properties").toString(),
                "--override",
                "bootstrap.servers=" + broker.bootstrapServers(),
                "--override",
                "listeners=http://localhost:" + ports.get(worker),
                "--override",
                "group.id=chaos",
                "--override",
                "session.timeout.ms=6000",
                "--override",
                "heartbeat.interval.ms=1000",
                "--override",
                "scheduled.rebalance.max.delay.ms=1000",
                "--override",
                "offset.flush.interval.ms=500",
                "--override",
                "transaction.timeout.ms=10000",
                "--override",
                "exactly.once.source.support=" + (exactlyOnce ? "enabled" : "disabled"),
                "--override",
                "value.converter=org.apache.kafka.connect.storage.StringConverter");
        workers.put(worker, process);
        assertTrue(process.isAlive());
    }
}
