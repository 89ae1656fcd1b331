// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One connector that hangs is nobody else's trouble. */
class HangingConnectorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static EmbeddedKafka kafka;
    private static EmbeddedWorkers workers;
    private static EmbeddedWorkers impatient;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start();
        workers = EmbeddedWorkers.start(kafka.bootstrapServers(), 1, Map.of());
        impatient = EmbeddedWorkers.start(kafka.bootstrapServers(), 1, Map.of(), Duration.ofSeconds(3));
    }

    @AfterAll
    static void stop() {
        impatient.close();
        workers.close();
        kafka.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "start", "taskConfigs", "stop"})
    void delaysNobodyElse(String call) throws Exception {
        HangingSource.prepare();
        RestApi api = workers.api(0);
        String hanging = "hangs-in-" + call;
        CompletableFuture<RestApi.Answer> created = CompletableFuture.supplyAsync(
                () -> api.create(hanging, Map.of("connector.class", "HangingSource", "hang.in", call)));
        try {
            if (call.equals("stop")) {
                created.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).require(201);
                Await.until("it runs", PATIENCE, () -> api.isEverywhere(hanging, "RUNNING", 0));
                assertEquals(
                        204, api.put("/connectors/" + hanging + "/stop", null).status());
            }
            assertTrue(HangingSource.hanging.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "it hangs");

            String other = "beside-" + call;
            api.create(other, Map.of("connector.class", "ScriptedSource", "topic", "beside", "count", "1"))
                    .require(201);
            Await.until("another runs", PATIENCE, () -> api.isEverywhere(other, "RUNNING", 1));
            assertEquals(
                    204, api.post("/connectors/" + other + "/restart", null).status());
            assertEquals(202, api.put("/connectors/" + other + "/pause", null).status());
            Await.until("it pauses", PATIENCE, () -> api.isEverywhere(other, "PAUSED", 1));
            assertEquals(204, api.delete("/connectors/" + other).status());
            assertEquals(200, api.get("/health").status());
        } finally {
            HangingSource.released.countDown();
        }
        created.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).require(201);
        assertEquals(204, api.delete("/connectors/" + hanging).status());
    }

    /** What a client reads when the plugin of a connector outlasted the worker's patience. */
    @ParameterizedTest
    @CsvSource({
        "validate, validating the configuration of",
        "start, starting",
        "taskConfigs, configuring tasks of",
        "stop, stopping"
    })
    void isNamedToWhoeverWaitedForItInVain(String call, String doing) throws Exception {
        HangingSource.prepare();
        RestApi api = impatient.api(0);
        String hanging = "named-in-" + call;
        RestApi.Answer answer = api.create(hanging, Map.of("connector.class", "HangingSource", "hang.in", call));
        try {
            if (call.equals("stop")) {
                Await.until("it runs", PATIENCE, () -> api.isEverywhere(hanging, "RUNNING", 0));
            }
            if (!call.equals("validate")) {
                answer = restarted(api, hanging);
            }
            assertTrue(HangingSource.hanging.await(PATIENCE.toSeconds(), TimeUnit.SECONDS), "it hangs");

            assertEquals(500, answer.status(), answer.text());
            String message = answer.json().get("message").asText();
            assertTrue(
                    message.startsWith("Request timed out. The worker is currently " + doing + " connector " + hanging
                            + ", which began at "),
                    message);
        } finally {
            HangingSource.released.countDown();
        }
        Await.until("it is gone", PATIENCE, () -> {
            int status = api.delete("/connectors/" + hanging).status();
            return status == 404 || status == 204;
        });
    }

    /** The answer to a restart, once the connector has begun to hang and the group is settled. */
    private static RestApi.Answer restarted(RestApi api, String connector) {
        AtomicReference<RestApi.Answer> last = new AtomicReference<>();
        Await.until("a restart is tried", PATIENCE, () -> {
            if (connector.endsWith("stop") || HangingSource.hanging.getCount() == 0) {
                last.set(api.post("/connectors/" + connector + "/restart", null));
            }
            return last.get() != null && last.get().status() != 409;
        });
        return last.get();
    }
}
