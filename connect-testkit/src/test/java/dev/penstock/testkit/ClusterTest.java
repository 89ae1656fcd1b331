// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECTORS = 20;

    private static EmbeddedKafka kafka;

    @TempDir
    Path folder;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void workSpreadsEvenlyAndSurvivesAWorkerThatLeaves() {
        try (EmbeddedWorkers workers =
                EmbeddedWorkers.start(kafka.bootstrapServers(), 3, Map.of("scheduled.rebalance.max.delay.ms", "500"))) {
            createConnectors(workers.api(2));
            awaitEven(workers.api(0), 3);

            workers.stop(1);

            awaitEven(workers.api(2), 2);
        }
    }

    @Test
    void anyWorkerAnswersAnyRequest() {
        try (EmbeddedWorkers workers = EmbeddedWorkers.start(kafka.bootstrapServers(), 2, Map.of())) {
            for (int worker = 0; worker < 2; worker++) {
                RestApi api = workers.api(worker);
                RestApi other = workers.api(1 - worker);
                String name = "c" + worker;
                api.create(name, config("any-" + worker)).require(201);
                assertEquals(200, other.get("/connectors/" + name).status());
                Await.until("it runs", PATIENCE, () -> other.isEverywhere(name, "RUNNING", 1));
                assertEquals(
                        204,
                        other.post("/connectors/" + name + "/restart", null).status());
                assertEquals(
                        204,
                        other.post("/connectors/" + name + "/tasks/0/restart", null)
                                .status());
                assertEquals(
                        204, other.put("/connectors/" + name + "/stop", null).status());
                Await.until("it is stopped", PATIENCE, () -> api.isEverywhere(name, "STOPPED", 0));
                assertEquals(
                        200, other.delete("/connectors/" + name + "/offsets").status());
                assertEquals(204, api.delete("/connectors/" + name).status());
                assertEquals(404, api.get("/connectors/" + name).status());
            }
        }
    }

    /** The delay outlasts this test: only the handover can end it. */
    @Test
    void whatAWorkerGaveUpInOrderGoesOnAtOnceWhereThatIsWanted() {
        try (EmbeddedWorkers workers = EmbeddedWorkers.start(
                kafka.bootstrapServers(),
                3,
                Map.of("scheduled.rebalance.max.delay.ms", "600000", "penstock.leave.handover", "true"))) {
            createConnectors(workers.api(0));
            awaitEven(workers.api(0), 3);

            workers.stop(2); // the first worker leads

            awaitEven(workers.api(1), 2);
        }
    }

    @Test
    void anExactlyOnceSourceGoesOnWhereItsOffsetsWereSet() {
        String topic = "set-offsets";
        try (EmbeddedWorkers workers =
                EmbeddedWorkers.start(kafka.bootstrapServers(), 2, Map.of("exactly.once.source.support", "enabled"))) {
            RestApi api = workers.api(0);
            api.create("counter", counter(topic, 100)).require(201);
            awaitRecords(topic, 300);
            String offsets = "/connectors/counter/offsets";
            Map<String, Object> wanted = Map.of(
                    "offsets", List.of(Map.of("partition", Map.of("task", "0", "part", 1), "offset", Map.of("n", 90))));
            assertEquals(400, api.send("PATCH", offsets, wanted).status(), "it still runs");

            assertEquals(204, api.put("/connectors/counter/stop", null).status());
            Await.until("it is stopped", PATIENCE, () -> api.isEverywhere("counter", "STOPPED", 0));
            workers.api(1).send("PATCH", offsets, wanted).require(200);
            assertEquals(202, api.put("/connectors/counter/resume", null).status());
            awaitRecords(topic, 310);

            assertEquals(204, api.put("/connectors/counter/stop", null).status());
            Await.until("it is stopped", PATIENCE, () -> api.isEverywhere("counter", "STOPPED", 0));
            workers.api(1).delete(offsets).require(200);
            assertEquals(0, api.get(offsets).json().get("offsets").size());
            assertEquals(202, api.put("/connectors/counter/resume", null).status());
            awaitRecords(topic, 610);
        }
    }

    @Test
    void aConnectorThatIsCreatedAgainGoesOnWhereTheDeletedOneWas() {
        String topic = "created-again";
        try (EmbeddedWorkers workers = EmbeddedWorkers.start(kafka.bootstrapServers(), 2, Map.of())) {
            RestApi api = workers.api(1);
            api.create("counter", counter(topic, 100)).require(201);
            awaitRecords(topic, 300);
            assertEquals(204, api.delete("/connectors/counter").status());
            Await.until(
                    "all workers have forgotten it",
                    PATIENCE,
                    () -> workers.api(0).status("counter").status() == 404);

            api.create("counter", counter(topic, 110)).require(201);

            awaitRecords(topic, 330);
        }
    }

    private static Map<String, String> counter(String topic, int count) {
        return Map.of("connector.class", "ScriptedSource", "topic", topic, "count", Integer.toString(count));
    }

    /** Exactly so many: one more would have come before those that are waited for. */
    private static void awaitRecords(String topic, int count) {
        Await.until(
                () -> topic + " has " + count + " records, it has "
                        + kafka.readAll(topic, true).size(),
                PATIENCE,
                () -> kafka.readAll(topic, true).size() >= count);
        assertEquals(count, kafka.readAll(topic, true).size());
    }

    private void createConnectors(RestApi api) {
        for (int i = 0; i < CONNECTORS; i++) {
            api.create("c" + i, config("spread")).require(201);
        }
    }

    private Map<String, String> config(String topic) {
        return Map.of(
                "connector.class",
                "FileStreamSource",
                "file",
                folder.resolve("in.txt").toString(),
                "topic",
                topic);
    }

    private static void awaitEven(RestApi api, int workers) {
        Await.until(() -> "all runs evenly on " + workers + " workers, it is " + Spread.of(api), PATIENCE, () -> {
            Spread spread = Spread.of(api);
            return spread.runs(CONNECTORS, CONNECTORS) && spread.isEven(workers);
        });
    }
}
