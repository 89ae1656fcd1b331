// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A connector that never returns from a call delays no other connector and no other request. */
@Timeout(180)
class HangingConnectorsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How long a request may take beside a connector that hangs. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private static EmbeddedKafka kafka;
    private static EmbeddedWorkers workers;

    @TempDir
    Path folder;

    @BeforeAll
    static void startWorker() {
        kafka = EmbeddedKafka.start();
        workers = EmbeddedWorkers.start(kafka.bootstrapServers(), 1, Map.of());
    }

    @AfterAll
    static void stopWorker() {
        workers.close();
        kafka.close();
    }

    @AfterEach
    void letGo() {
        Hanging.RELEASE.values().forEach(CountDownLatch::countDown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "start", "taskConfigs", "stop"})
    void othersGoOn(String call) {
        RestApi api = workers.api(0);
        String hanging = "hangs-in-" + call;
        Hanging.RELEASE.put(hanging, new CountDownLatch(1));
        CompletableFuture<RestApi.Answer> creation = CompletableFuture.supplyAsync(
                () -> api.create(hanging, Map.of("connector.class", Hanging.class.getName(), "hang.in", call)));
        if (call.equals("stop")) {
            Await.until("it runs", PATIENCE, () -> api.isEverywhere(hanging, "RUNNING", 0));
            assertEquals(202, api.put("/connectors/" + hanging + "/pause", null).status());
        }
        Await.until("it hangs", PATIENCE, () -> Hanging.IN_CALL
                .getOrDefault(hanging, "")
                .equals(call));

        long began = System.nanoTime();
        String other = "beside-" + hanging;
        api.create(other, source(other)).require(201);
        Await.until("the other runs", SOON, () -> api.isEverywhere(other, "RUNNING", 1));
        assertEquals(200, api.get("/connectors/" + other + "/offsets").status());
        assertEquals(204, api.post("/connectors/" + other + "/restart", null).status());
        assertEquals(204, api.delete("/connectors/" + other).status());
        assertFalse(System.nanoTime() - began > SOON.toNanos(), "others had to wait");

        Hanging.RELEASE.get(hanging).countDown();
        assertEquals(201, creation.join().status());
        assertEquals(204, api.delete("/connectors/" + hanging).status());
    }

    private Map<String, String> source(String topic) {
        Map<String, String> config = new HashMap<>();
        config.put("connector.class", "FileStreamSource");
        config.put("file", folder.resolve("in.txt").toString());
        config.put("topic", topic);
        return config;
    }

    /** Hangs in one call until it is let go. */
    public static final class Hanging extends SourceConnector {
        static final Map<String, CountDownLatch> RELEASE = new ConcurrentHashMap<>();
        static final Map<String, String> IN_CALL = new ConcurrentHashMap<>();

        private Map<String, String> config = Map.of();

        private static void hang(Map<String, String> config, String call) {
            if (!call.equals(config.get("hang.in"))) {
                return;
            }
            String name = config.get("name");
            IN_CALL.put(name, call);
            CountDownLatch release = RELEASE.get(name);
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    // That is the point of it.
                }
            }
        }

        @Override
        public Config validate(Map<String, String> connectorConfigs) {
            hang(connectorConfigs, "validate");
            return super.validate(connectorConfigs);
        }

        @Override
        public void start(Map<String, String> props) {
            config = props;
            hang(config, "start");
        }

        @Override
        public Class<? extends Task> taskClass() {
            return ScriptedSource.CountingTask.class;
        }

        @Override
        public List<Map<String, String>> taskConfigs(int maxTasks) {
            hang(config, "taskConfigs");
            return List.of();
        }

        @Override
        public void stop() {
            hang(config, "stop");
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public String version() {
            return "1.0";
        }
    }
}
