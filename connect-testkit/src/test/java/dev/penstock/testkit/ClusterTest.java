// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
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
            awaitAllRunning(workers.api(0), 3);
            assertBalanced(workers.api(1), 3);

            workers.stop(1);

            awaitAllRunning(workers.api(0), 2);
            assertBalanced(workers.api(2), 2);
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

    private static void awaitAllRunning(RestApi api, int workers) {
        Await.until("all connectors run on " + workers + " workers", PATIENCE, () -> {
            JsonNode all = api.get("/connectors?expand=status").json();
            Set<String> owners = new HashSet<>();
            for (JsonNode connector : all) {
                JsonNode status = connector.get("status");
                if (!status.at("/connector/state").asText().equals("RUNNING")
                        || status.get("tasks").size() != 1
                        || !status.at("/tasks/0/state").asText().equals("RUNNING")) {
                    return false;
                }
                owners.add(status.at("/connector/worker_id").asText());
                owners.add(status.at("/tasks/0/worker_id").asText());
            }
            return all.size() == CONNECTORS && owners.size() == workers;
        });
    }

    private static void assertBalanced(RestApi api, int workers) {
        Await.until("the load is even", PATIENCE, () -> {
            Map<String, Integer> connectors = new HashMap<>();
            Map<String, Integer> tasks = new HashMap<>();
            for (JsonNode connector : api.get("/connectors?expand=status").json()) {
                connectors.merge(connector.at("/status/connector/worker_id").asText(), 1, Integer::sum);
                tasks.merge(connector.at("/status/tasks/0/worker_id").asText(), 1, Integer::sum);
            }
            return isEven(connectors, workers) && isEven(tasks, workers);
        });
    }

    private static boolean isEven(Map<String, Integer> counts, int workers) {
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int fewest = counts.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        return counts.size() == workers && most - fewest <= 1;
    }
}
