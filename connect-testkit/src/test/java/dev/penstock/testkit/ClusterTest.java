// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
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
