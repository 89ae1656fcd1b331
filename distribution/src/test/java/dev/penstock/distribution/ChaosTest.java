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
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Workers are killed, stopped, halted for a while and started, the broker goes away and comes back, connectors are paused
 * and restarted, and numbered lines flow all the while from files to topics and on to files. At least once nothing is lost;
 * exactly once the topics hold every line once and in order.
 */
class ChaosTest {
    private static final int WORKERS = 3;
    private static final int SOURCES = 3;
    private static final int LINES_A_ROUND = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int ROUNDS = Integer.getInteger("penstock.chaos.rounds", 4);

    /** What may happen; of each six rounds every one has another of them. */
    private enum Trouble {
        KILL,
        TERMINATE,
        BROKER,
        HALT,
        PAUSE,
        RESTART
    }

    @TempDir
    Path folder;

    private final long seed = Long.getLong("penstock.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Integer> ports = new ArrayList<>();
    private final Map<Integer, ChildProcess> workers = new HashMap<>();
    private final Deque<Trouble> ahead = new ArrayDeque<>();
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
            cause(nextTrouble(), round, exactlyOnce);
            writeLines();
        }

        ensureAllAlive(exactlyOnce);
        resumeAll();
        awaitArrived(exactlyOnce);
        Set<String> expected = new TreeSet<>(linesWritten());
        for (int source = 0; source < SOURCES; source++) {
            List<String> lines = read("chaos-" + source, exactlyOnce);
            if (exactlyOnce) {
                assertEquals(
                        linesWritten(), lines, "lost, doubled or out of order, source " + source + ", seed " + seed);
            }
            assertEquals(expected, new TreeSet<>(lines), "lost or made up, source " + source + ", seed " + seed);
            awaitInSink(source, expected);
            System.out.println("Source " + source + ": " + written + " lines written, " + lines.size() + " read");
        }
    }

    private Trouble nextTrouble() {
        if (ahead.isEmpty()) {
            List<Trouble> all = new ArrayList<>(List.of(Trouble.values()));
            Collections.shuffle(all, random);
            ahead.addAll(all);
        }
        return ahead.remove();
    }

    private void cause(Trouble trouble, int round, boolean exactlyOnce) {
        int worker = random.nextInt(WORKERS);
        String connector = (random.nextBoolean() ? "src" : "snk") + random.nextInt(SOURCES);
        System.out.println("Round " + round + ": " + trouble + ", worker " + worker + ", connector " + connector);
        switch (trouble) {
            case KILL -> {
                workers.get(worker).kill();
                start(worker, exactlyOnce);
            }
            case TERMINATE -> {
                assertEquals(143, workers.get(worker).terminate());
                start(worker, exactlyOnce);
            }
            case BROKER -> broker.restart();
            case HALT -> haltUntilForgotten(worker);
            case PAUSE -> {
                tolerant(() -> api().put("/connectors/" + connector + "/pause", null));
                writeLines();
                tolerant(() -> api().put("/connectors/" + connector + "/resume", null));
            }
            case RESTART -> tolerant(() -> api().post("/connectors/" + connector + "/restart?includeTasks=true", null));
        }
        ensureAllAlive(exactlyOnce);
    }

    /** It wakes up as a zombie: others have long taken its work. */
    private void haltUntilForgotten(int worker) {
        RestApi other = new RestApi(URI.create("http://localhost:" + ports.get((worker + 1) % WORKERS)));
        String id = "localhost:" + ports.get(worker);
        workers.get(worker).suspend();
        try {
            Await.until(
                    () -> "others have taken the work of worker " + worker + ", seed " + seed + ":\n"
                            + other.get("/connectors?expand=status").text(),
                    PATIENCE,
                    () -> !other.get("/connectors?expand=status").text().contains(id));
        } finally {
            workers.get(worker).resume();
        }
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
            for (String connector : List.of("src" + source, "snk" + source)) {
                Await.until(
                        "it can be resumed",
                        PATIENCE,
                        () -> api().put("/connectors/" + connector + "/resume", null)
                                        .status()
                                == 202);
            }
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
        api().create(
                        "snk" + source,
                        Map.of(
                                "connector.class",
                                "FileStreamSink",
                                "file",
                                output(source).toString(),
                                "topics",
                                "chaos-" + source))
                .require(201);
    }

    private Path output(int source) {
        return folder.resolve("out-" + source + ".txt");
    }

    private void awaitInSink(int source, Set<String> expected) {
        Await.until(
                () -> "the sink of source " + source + " has all lines, seed " + seed + ":\n" + lastWords(),
                PATIENCE,
                () -> Scripts.distinctLines(output(source)).containsAll(expected));
    }

    private List<String> linesWritten() {
        return IntStream.range(0, written).mapToObj(line -> "line " + line).toList();
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
        StringBuilder words = new StringBuilder("--- states\n");
        words.append(api().get("/connectors?expand=status").text()).append('\n');
        workers.forEach((worker, process) -> {
            List<String> lines = process.output().lines().toList();
            words.append("--- worker ").append(worker).append('\n');
            lines.subList(Math.max(0, lines.size() - 30), lines.size())
                    .forEach(line -> words.append(line).append('\n'));
        });
        return words.toString();
    }

    private List<String> read(String topic, boolean committedOnly) {
        return TopicLines.read(broker.bootstrapServers(), topic, committedOnly);
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
                "consumer.isolation.level=" + (exactlyOnce ? "read_committed" : "read_uncommitted"),
                "--override",
                "consumer.session.timeout.ms=6000",
                "--override",
                "value.converter=org.apache.kafka.connect.storage.StringConverter");
        workers.put(worker, process);
        assertTrue(process.isAlive());
    }
}
