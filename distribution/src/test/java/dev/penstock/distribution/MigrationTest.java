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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster moves worker by worker from Apache Kafka Connect to Penstock and back, with connectors running. */
class MigrationTest {
    private static final int FLOWS = 2;
    private static final int CONNECTORS = 2 * FLOWS + 1;
    private static final int ONCE = 4;

    @TempDir
    static Path sharedFolder;

    private static BrokerProcess broker;
    private static ApachePeer apache;

    @TempDir
    Path folder;

    private final int apachePort = BrokerProcess.freePort();
    private final int penstockPort = BrokerProcess.freePort();

    @BeforeAll
    static void startBroker() throws IOException {
        broker = BrokerProcess.start(Files.createDirectories(sharedFolder.resolve("broker")));
        apache = ApachePeer.resolve(Files.createDirectories(sharedFolder.resolve("peer")));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void movesThereAndBackWithoutLosingALine() throws Exception {
        try (MixedGroup group = new MixedGroup(broker, apache, folder, "migrating", Map.of())) {
            Path input = folder.resolve("in.txt");
            Scripts.writeLines(input, 0, 1_000);
            ChildProcess first = group.startApache("apache-1", apachePort);
            RestApi onApache = Scripts.awaitWorker(first, apachePort);
            createFlows(onApache, input);
            awaitRunning(onApache, CONNECTORS, 0);
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

            ChildProcess penstock = group.startPenstock("penstock", penstockPort);
            RestApi onPenstock = Scripts.awaitWorker(penstock, penstockPort);
            awaitRunning(onPenstock, CONNECTORS, 2);
            Scripts.writeLines(input, 1_000, 1_500);
            awaitLines(1_500);
            assertEquals(
                    409,
                    onPenstock.create("src0", sourceConfig(input, "flow-0")).status(),
                    "the Apache leader answers");

            assertEquals(143, first.terminate());
            awaitRunning(onPenstock, CONNECTORS, 1);
            Scripts.writeLines(input, 1_500, 2_000);
            awaitLines(2_000);
            assertEquals(before, answers(onPenstock));

            ChildProcess second = group.startApache("apache-2", apachePort);
            RestApi back = Scripts.awaitWorker(second, apachePort);
            awaitRunning(back, CONNECTORS, 2);
            assertEquals(
                    409, back.create("src0", sourceConfig(input, "flow-0")).status(), "the Penstock leader answers");
            assertEquals(143, penstock.terminate());
            awaitRunning(back, CONNECTORS, 1);
            Scripts.writeLines(input, 2_000, 2_500);
            awaitLines(2_500);
            assertEquals(before, answers(back));
        }
    }

    /** Each kind of worker fences for the other while it leads, and takes over what the other left, in order or not. */
    @Test
    void exactlyOnceSourcesMoveThereAndBackAndDeliverEachLineOnce() throws Exception {
        Map<String, String> settings = Map.of(
                "exactly.once.source.support", "enabled",
                "session.timeout.ms", "6000",
                "heartbeat.interval.ms", "1000",
                "consumer.isolation.level", "read_committed");
        try (MixedGroup group = new MixedGroup(broker, apache, folder, "once", settings)) {
            Path input = folder.resolve("in.txt");
            Scripts.writeLines(input, 0, 500);
            ChildProcess first = group.startApache("apache-1", apachePort);
            RestApi onApache = Scripts.awaitWorker(first, apachePort);
            for (int source = 0; source < ONCE; source++) {
                Map<String, String> config = new HashMap<>(sourceConfig(input, "once-" + source));
                config.put("exactly.once.support", "required");
                onApache.create("once" + source, config).require(201);
            }
            awaitRunning(onApache, ONCE, 1);
            awaitOnce(500);

            ChildProcess penstock = group.startPenstock("penstock", penstockPort);
            takeOver(first, Scripts.awaitWorker(penstock, penstockPort), input, 500);

            ChildProcess second = group.startApache("apache-2", apachePort);
            takeOver(penstock, Scripts.awaitWorker(second, apachePort), input, 2_500);
        }
    }

    /**
     * The newcomer takes over the sources: first some, which are restarted through it, then those of the old worker, which is
     * killed. Lines come all the while, 2,000 in all.
     */
    private static void takeOver(ChildProcess old, RestApi newcomer, Path input, int from) throws IOException {
        Scripts.writeLines(input, from, from + 500);
        awaitRunning(newcomer, ONCE, 2);
        restartAll(newcomer);
        Scripts.writeLines(input, from + 500, from + 1_000);
        awaitRunning(newcomer, ONCE, 2);
        awaitOnce(from + 1_000);

        Scripts.writeLines(input, from + 1_000, from + 1_500);
        old.kill();
        Scripts.writeLines(input, from + 1_500, from + 2_000);
        awaitRunning(newcomer, ONCE, 1);
        awaitOnce(from + 2_000);
    }

    private static void restartAll(RestApi api) {
        for (int source = 0; source < ONCE; source++) {
            api.post("/connectors/once" + source + "/restart?includeTasks=true", null)
                    .require(202);
        }
    }

    /** Waits until the last line has come to every topic, and looks whether all the others came before it, once each. */
    private static void awaitOnce(int count) {
        List<String> expected =
                IntStream.range(0, count).mapToObj(line -> "line " + line).toList();
        for (int source = 0; source < ONCE; source++) {
            String topic = "once-" + source;
            Await.until(
                    () -> topic + " has " + count + " lines, it has "
                            + committed(topic).size(),
                    Scripts.PATIENCE,
                    () -> committed(topic).contains("line " + (count - 1)));
            assertEquals(expected, committed(topic), "lost, doubled or out of order");
        }
    }

    private static List<String> committed(String topic) {
        return TopicLines.read(broker.bootstrapServers(), topic, true);
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
    private static void awaitRunning(RestApi api, int connectors, int workers) {
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
            return all.size() == connectors && (workers == 0 || owners.size() == workers);
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
}
