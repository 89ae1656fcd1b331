// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.testkit.Await;
import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import dev.penstock.testkit.RestApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers as users run them: by the scripts, with the supplied configurations, killed without a word. */
class WorkerScriptsTest {
    @TempDir
    static Path brokerFolder;

    private static BrokerProcess broker;

    @TempDir
    Path folder;

    private final int port = BrokerProcess.freePort();
    private final List<ChildProcess> started = new ArrayList<>();

    @BeforeAll
    static void startBroker() {
        broker = BrokerProcess.start(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void stopWorkers() {
        started.forEach(ChildProcess::close);
    }

    @Test
    void standaloneCopiesAFileAndGoesOnWhereItWasAfterAKill() throws Exception {
        Path input = folder.resolve("test.txt");
        Path output = folder.resolve("test.sink.txt");
        Scripts.writeLines(input, 0, 1_000);
        ChildProcess worker = startStandalone("first.log");
        Scripts.awaitWorker(worker, port);
        Scripts.awaitLines(output, 1_000);
        Path offsets = folder.resolve("connect.offsets");
        Await.until("offsets are stored", Scripts.PATIENCE, () -> Files.exists(offsets) && sizeOf(offsets) > 0);
        Path stored = Files.copy(offsets, folder.resolve("offsets.before"));
        Await.until("they are stored up to the end", Scripts.PATIENCE, () -> settled(offsets, stored));

        worker.kill();
        Scripts.writeLines(input, 1_000, 2_000);
        ChildProcess again = startStandalone("second.log");

        Scripts.awaitWorker(again, port);
        Scripts.awaitLines(output, 2_000);
        assertTrue(again.output().contains("Going on in file 'test.txt' at position"), again::output);
        assertEquals(143, again.terminate());
    }

    private static long sizeOf(Path file) {
        return file.toFile().length();
    }

    /** Whether a whole flush interval passed without the offsets changing. */
    private static boolean settled(Path offsets, Path copy) {
        try {
            if (Files.mismatch(offsets, copy) == -1
                    && System.currentTimeMillis()
                                    - Files.getLastModifiedTime(copy).toMillis()
                            > 1_500) {
                return true;
            }
            if (Files.mismatch(offsets, copy) != -1) {
                Files.copy(offsets, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            return false;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    private ChildProcess startStandalone(String log) {
        ChildProcess worker = Scripts.run(
                folder,
                log,
                "connect-standalone.sh",
                Scripts.config("connect-standalone.properties").toString(),
                "--override",
                "bootstrap.servers=" + broker.bootstrapServers(),
                "--override",
                "listeners=http://localhost:" + port,
                "--override",
                "offset.storage.file.filename=" + folder.resolve("connect.offsets"),
                "--override",
                "offset.flush.interval.ms=500",
                "--override",
                "consumer.session.timeout.ms=6000",
                "--override",
                "key.converter=org.apache.kafka.connect.storage.StringConverter",
                "--override",
                "value.converter=org.apache.kafka.connect.storage.StringConverter",
                Scripts.config("connect-file-source.properties").toString(),
                Scripts.config("connect-file-sink.properties").toString());
        started.add(worker);
        return worker;
    }

    @Test
    void distributedHasEverythingBackFromItsTopicsAfterAKillInMidStream() throws Exception {
        Path input = folder.resolve("in.txt");
        Path output = folder.resolve("out.txt");
        Scripts.writeLines(input, 0, 200_000);
        ChildProcess worker = startDistributed("first.log", "kill");
        RestApi api = Scripts.awaitWorker(worker, port);
        assertTrue(
                worker.cpuTime().compareTo(Duration.ofSeconds(6)) < 0,
                () -> "from exec to the first answer: " + worker.cpuTime());
        System.out.println("From exec to GET / = 200: " + worker.cpuTime().toMillis() + " ms of processor time");
        api.create(
                        "src",
                        Map.of("connector.class", "FileStreamSource", "file", input.toString(), "topic", "kill-lines"))
                .require(201);
        api.create(
                        "snk",
                        Map.of("connector.class", "FileStreamSink", "file", output.toString(), "topics", "kill-lines"))
                .require(201);
        api.create(
                        "asleep",
                        Map.of("connector.class", "FileStreamSource", "file", input.toString(), "topic", "kill-asleep"))
                .require(201);
        Await.until("it has its task", Scripts.PATIENCE, () -> api.isEverywhere("asleep", "RUNNING", 1));
        assertEquals(202, api.put("/connectors/asleep/pause", null).status());
        Await.until("the paused connector is paused", Scripts.PATIENCE, () -> api.status("asleep")
                .json()
                .at("/connector/state")
                .asText()
                .equals("PAUSED"));
        Scripts.awaitLines(output, 1);

        worker.kill();
        Scripts.writeLines(input, 200_000, 201_000);
        ChildProcess second = startDistributed("second.log", "kill");

        RestApi again = Scripts.awaitWorker(second, port);
        Await.until(
                "both run again",
                Scripts.PATIENCE,
                () -> again.isEverywhere("src", "RUNNING", 1)
                        && again.isEverywhere("snk", "RUNNING", 1)
                        && again.isEverywhere("asleep", "PAUSED", 1));
        Scripts.awaitLines(output, 201_000);
        assertTrue(again.get("/connectors/src/offsets")
                        .json()
                        .at("/offsets/0/offset/position")
                        .asLong()
                > 0);
        assertEquals(143, second.terminate());
    }

    @Test
    void flagsStandInForAPropertiesFile() throws Exception {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        ChildProcess worker = Scripts.run(
                folder,
                "flags.log",
                Map.of("TMPDIR", temporary.toString()),
                "connect-distributed.sh",
                "-brokers",
                broker.bootstrapServers(),
                "-group",
                "by-flags",
                "-cluster",
                "my cluster",
                "-configs",
                "by-flags-configs",
                "-offsets",
                "by-flags-offsets",
                "-port",
                String.valueOf(port));
        started.add(worker);

        RestApi api = Scripts.awaitWorker(worker, port);

        JsonNode product = api.get("/penstock/v1").json();
        assertEquals("my cluster", product.get("cluster_name").asText());
        assertTrue(worker.output().contains("This worker belongs to the cluster named 'my cluster'"), worker::output);
        assertEquals("4.3.1", product.get("connect_version").asText());
        String jar = "connect-runtime-" + product.get("penstock_version").asText() + ".jar";
        assertTrue(
                Files.exists(Scripts.HOME
                        .resolve("distribution/target/penstock/libs")
                        .resolve(jar)),
                jar);
        Await.until(
                "the worker is healthy",
                Scripts.PATIENCE,
                () -> api.get("/health").status() == 200);
        assertTrue(worker.output().contains("by-flags-status"), worker::output);
        assertEquals("FileStreamSourceConnector", fileSource(api));
        assertEquals(1, filesIn(temporary).size(), "plugins may look into the worker's properties");
        assertEquals(143, worker.terminate());
        assertEquals(List.of(), filesIn(temporary));
    }

    private static List<Path> filesIn(Path folder) throws java.io.IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static String fileSource(RestApi api) {
        for (var plugin : api.get("/connector-plugins").json()) {
            if (plugin.get("class").asText().endsWith("FileStreamSourceConnector")) {
                return "FileStreamSourceConnector";
            }
        }
        return "none";
    }

    private ChildProcess startDistributed(String log, String group) {
        ChildProcess worker = Scripts.run(
                folder,
                log,
                "connect-distributed.sh",
                Scripts.config("connect-distributed.properties").toString(),
                "--override",
                "bootstrap.servers=" + broker.bootstrapServers(),
                "--override",
                "listeners=http://localhost:" + port,
                "--override",
                "group.id=" + group,
                "--override",
                "config.storage.topic=" + group + "-configs",
                "--override",
                "offset.storage.topic=" + group + "-offsets",
                "--override",
                "status.storage.topic=" + group + "-status",
                "--override",
                "session.timeout.ms=6000",
                "--override",
                "scheduled.rebalance.max.delay.ms=0",
                "--override",
                "offset.flush.interval.ms=500",
                "--override",
                "consumer.session.timeout.ms=6000",
                "--override",
                "value.converter=org.apache.kafka.connect.storage.StringConverter");
        started.add(worker);
        return worker;
    }
}
