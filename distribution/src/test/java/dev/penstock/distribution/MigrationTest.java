// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.testkit.Await;
import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import dev.penstock.testkit.RestApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster moves worker by worker from Apache Kafka Connect to Penstock and back, with connectors running. */
class MigrationTest {
    private static final int FLOWS = 2;

    @TempDir
    static Path sharedFolder;

    private static BrokerProcess broker;
    private static ApachePeer apache;

    @TempDir
    Path folder;

    private final int apachePort = BrokerProcess.freePort();
    private final int penstockPort = BrokerProcess.freePort();
    private final List<ChildProcess> started = new ArrayList<>();

    @BeforeAll
    static void startBroker() throws IOException {
        broker = BrokerProcess.start(Files.createDirectories(sharedFolder.resolve("broker")));
        apache = ApachePeer.resolve(Files.createDirectories(sharedFolder.resolve("peer")));
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
    void movesThereAndBackWithoutLosingALine() throws Exception {
        Path input = folder.resolve("in.txt");
        Scripts.writeLines(input, 0, 1_000);
        ChildProcess first = startApache("apache-1.log");
        RestApi onApache = Scripts.awaitWorker(first, apachePort);
        createFlows(onApache, input);
        awaitRunning(onApache, 0);
        awaitLines(1_000);
        long size = Files.size(input);
        Await.until(
                "the offset of the last line is stored",
                Scripts.PATIENCE,
                () -> onApache.get("/connectors/asleep/offsets")
                                .json()
                                .at("/offsets/0/offset/position")
                                .asLong()
                        == size);
        assertEquals(202, onApache.put("/connectors/asleep/pause", null).status());
        Map<String, String> before = answers(onApache);

        ChildProcess penstock = startPenstock("penstock.log");
        RestApi onPenstock = Scripts.awaitWorker(penstock, penstockPort);
        awaitRunning(onPenstock, 2);
        Scripts.writeLines(input, 1_000, 1_500);
        awaitLines(1_500);
        assertEquals(
                409, onPenstock.create("src0", sourceConfig(input, "flow-0")).status(), "the Apache leader answers");

        assertEquals(143, first.terminate());
        awaitRunning(onPenstock, 1);
        Scripts.writeLines(input, 1_500, 2_000);
        awaitLines(2_000);
        assertEquals(before, answers(onPenstock));

        ChildProcess second = startApache("apache-2.log");
        RestApi back = Scripts.awaitWorker(second, apachePort);
        awaitRunning(back, 2);
        assertEquals(409, back.create("src0", sourceConfig(input, "flow-0")).status(), "the Penstock leader answers");
        assertEquals(143, penstock.terminate());
        awaitRunning(back, 1);
        Scripts.writeLines(input, 2_000, 2_500);
        awaitLines(2_500);
        assertEquals(before, answers(back));
    }

    private void createFlows(RestApi api, Path input) {
        for (int flow = 0; flow < FLOWS; flow++) {
            api.create("src" + flow, sourceConfig(input, "flow-" + flow)).require(201);
            api.create(
                            "snk" + flow,
                            Map.of(
                                    "connector.class",
                                    "FileStreamSink",
                                    "file",
                                    output(flow).toString(),
                                    "topics",
                                    "flow-" + flow))
                    .require(201);
        }
        api.create("asleep", sourceConfig(input, "flow-asleep")).require(201);
        Await.until("it has its task", Scripts.PATIENCE, () -> api.isEverywhere("asleep", "RUNNING", 1));
    }

    private static Map<String, String> sourceConfig(Path input, String topic) {
        return Map.of("connector.class", "FileStreamSource", "file", input.toString(), "topic", topic);
    }

    private Path output(int flow) {
        return folder.resolve("out-" + flow + ".txt");
    }

    private void awaitLines(int count) {
        for (int flow = 0; flow < FLOWS; flow++) {
            Scripts.awaitLines(output(flow), count);
        }
    }

    /** Waits until everything is in its state; {@code workers} is how many share the work, 0 for any number. */
    private static void awaitRunning(RestApi api, int workers) {
        Await.until("all is in its state on " + workers + " workers", Scripts.PATIENCE, () -> {
            JsonNode all = api.get("/connectors?expand=status").json();
            Set<String> owners = new HashSet<>();
            for (JsonNode connector : all) {
                JsonNode status = connector.get("status");
                if (!isIn(status.at("/connector/state").asText())
                        || status.get("tasks").size() != 1
                        || !isIn(status.at("/tasks/0/state").asText())) {
                    return false;
                }
                owners.add(status.at("/connector/worker_id").asText());
                owners.add(status.at("/tasks/0/worker_id").asText());
            }
            return all.size() == 2 * FLOWS + 1 && (workers == 0 || owners.size() == workers);
        });
    }

    private static boolean isIn(String state) {
        return state.equals("RUNNING") || state.equals("PAUSED");
    }

    /** Configurations, states, topics, tasks, and offsets of what does not move; what must be equal before and after. */
    private static Map<String, String> answers(RestApi api) {
        Map<String, String> answers = new TreeMap<>();
        Await.until("the paused connector is paused", Scripts.PATIENCE, () -> api.isEverywhere("asleep", "PAUSED", 1));
        for (JsonNode name : api.get("/connectors").json()) {
            String path = "/connectors/" + name.asText();
            answers.put(
                    path + "/config",
                    new TreeMap<>(strings(api.get(path + "/config").json())).toString());
            answers.put(path + "/topics", api.get(path + "/topics").json().toString());
            answers.put(path + "/tasks", String.valueOf(api.get(path).json().get("tasks")));
            JsonNode status = api.get(path + "/status").json();
            answers.put(
                    path + "/status",
                    status.at("/type").asText() + " "
                            + status.at("/connector/state").asText() + " "
                            + status.at("/tasks/0/state").asText());
        }
        answers.put(
                "/connectors/asleep/offsets",
                api.get("/connectors/asleep/offsets").json().toString());
        return answers;
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new TreeMap<>();
        object.properties()
                .forEach(property ->
                        strings.put(property.getKey(), property.getValue().asText()));
        return strings;
    }

    private ChildProcess startApache(String log) throws IOException {
        return remember(apache.start(folder, log, properties("apache.properties", apachePort)));
    }

    private ChildProcess startPenstock(String log) throws IOException {
        return remember(Scripts.run(
                folder,
                log,
                "connect-distributed.sh",
                properties("penstock.properties", penstockPort).toString()));
    }

    private ChildProcess remember(ChildProcess process) {
        started.add(process);
        return process;
    }

    private Path properties(String name, int port) throws IOException {
        return Files.write(
                folder.resolve(name),
                List.of(
                        "bootstrap.servers=" + broker.bootstrapServers(),
                        "group.id=migrating",
                        "key.converter=org.apache.kafka.connect.storage.StringConverter",
                        "value.converter=org.apache.kafka.connect.storage.StringConverter",
                        "offset.storage.topic=migrating-offsets",
                        "offset.storage.replication.factor=1",
                        "offset.storage.partitions=3",
                        "config.storage.topic=migrating-configs",
                        "config.storage.replication.factor=1",
                        "status.storage.topic=migrating-status",
                        "status.storage.replication.factor=1",
                        "status.storage.partitions=2",
                        "offset.flush.interval.ms=500",
                        "scheduled.rebalance.max.delay.ms=1000",
                        "listeners=http://localhost:" + port));
    }
}
