// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.penstock.testkit.Await;
import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.RestApi;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker says of its health while its broker is suspended, against what a real one said. */
class FrozenBrokerTest {
    private static final int TRIES = 5;

    @TempDir
    private Path temp;

    private static JsonNode recorded(String id) throws IOException {
        try (InputStream in = FrozenBrokerTest.class.getResourceAsStream("/rest/12-health-degraded.json")) {
            for (JsonNode exchange : new ObjectMapper().readTree(in).get("exchanges")) {
                if (exchange.get("id").asText().equals(id)) {
                    return exchange;
                }
            }
        }
        throw new IllegalArgumentException(id);
    }

    private static void assertRecorded(String id, RestApi.Answer answer) throws IOException {
        JsonNode exchange = recorded(id);
        assertEquals(exchange.get("status").asInt(), answer.status(), answer.text());
        if (exchange.has("response")) {
            assertTrue(GoldenMatch.matches(exchange.get("response"), answer.json(), "exact"), answer.text());
        }
    }

    @Test
    void aStartingWorkerSaysWhatItWaitsFor() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(Files.createDirectories(temp.resolve("broker")))) {
            for (int attempt = 1; ; attempt++) {
                Path folder = Files.createDirectories(temp.resolve("worker-" + attempt));
                try (GoldenWorkers workers = new GoldenWorkers(folder, broker.bootstrapServers(), "dist")) {
                    String url = workers.launch(Map.of(
                            "config.storage.topic", "config-" + attempt,
                            "offset.storage.topic", "offset-" + attempt,
                            "status.storage.topic", "status-" + attempt));
                    RestApi api = new RestApi(URI.create(url));
                    Await.until("the worker answers", Duration.ofSeconds(60), () -> GoldenWorkers.answers(api));
                    broker.suspend();
                    try {
                        RestApi.Answer health = api.get("/health");
                        if (health.status() != 200 || attempt == TRIES) {
                            assertRecorded("starting", health);
                            assertRecorded("starting-list", api.get("/connectors"));
                            return;
                        }
                    } finally {
                        broker.resume();
                    }
                }
            }
        }
    }

    @Test
    void aRunningWorkerSaysThatItCannotWork() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(Files.createDirectories(temp.resolve("broker")));
                GoldenWorkers workers = new GoldenWorkers(temp.resolve("worker"), broker.bootstrapServers(), "dist")) {
            RestApi api = new RestApi(URI.create(workers.start()));
            api.create("m-src", Map.of("connector.class", "spec.fixture.FixtureSource", "topic", "m-t"))
                    .require(201);
            Await.until("the connector runs", Duration.ofSeconds(30), () -> api.isEverywhere("m-src", "RUNNING", 1));

            broker.suspend();
            try {
                Await.until(
                        "the worker notices",
                        Duration.ofSeconds(60),
                        () -> api.get("/health").status() != 200);

                assertRecorded("unhealthy", api.get("/health"));
                assertRecorded("status-still-served", api.get("/connectors/m-src/status"));
            } finally {
                broker.resume();
            }
            Await.until(
                    "the worker is well again",
                    Duration.ofSeconds(60),
                    () -> api.get("/health").status() == 200);
        }
    }
}
