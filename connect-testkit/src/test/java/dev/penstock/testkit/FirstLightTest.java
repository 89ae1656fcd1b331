// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstLightTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    void aFileStreamsThroughKafka() throws IOException {
        try (EmbeddedWorkers workers = EmbeddedWorkers.start(kafka.bootstrapServers(), 1, Map.of())) {
            FileFlow.run(workers.api(0), folder, "first-light");
        }
    }

    @Test
    void anotherWorkerGoesOnFromTheTopics() throws IOException {
        try (EmbeddedWorkers workers = EmbeddedWorkers.start(kafka.bootstrapServers(), 1, Map.of())) {
            FileFlow.run(workers.api(0), folder, "handed-on");
            workers.stop(0);
            Path input = folder.resolve("in.txt");
            Files.writeString(input, FileFlow.lines(1_000, 1_100), StandardOpenOption.APPEND);

            int next = workers.add();

            Path output = folder.resolve("out.txt");
            Await.until(
                    "the new lines have arrived", PATIENCE, () -> FileFlow.sizeOf(output) >= FileFlow.sizeOf(input));
            assertEquals(Files.readString(input), Files.readString(output), "nothing is lost, nothing read again");
            assertEquals(2, workers.api(next).get("/connectors").json().size());
        }
    }

    @Test
    void aFailedTaskComesBackByItselfWhereItsPolicySaysSo() throws IOException {
        Path output = folder.resolve("not-there-yet").resolve("out.txt");
        try (EmbeddedWorkers workers = EmbeddedWorkers.start(kafka.bootstrapServers(), 1, Map.of())) {
            RestApi api = workers.api(0);
            api.create(
                            "sink",
                            Map.of(
                                    "connector.class", "FileStreamSink",
                                    "file", output.toString(),
                                    "topics", "comes-back",
                                    "restart.policy", "on-failure",
                                    "restart.backoff.initial.ms", "300",
                                    "restart.backoff.max.ms", "1000",
                                    "restart.max.attempts", "1000"))
                    .require(201);
            Await.until("its task has failed", PATIENCE, () -> api.status("sink")
                    .text()
                    .contains("\"state\":\"FAILED\""));
            Await.until(
                    "a restart was tried",
                    PATIENCE,
                    () -> api.get("/penstock/v1/connectors/sink")
                                    .json()
                                    .at("/restarts/0/attempts")
                                    .asInt()
                            > 1);

            Files.createDirectory(output.getParent());

            Await.until("it runs again", PATIENCE, () -> api.isEverywhere("sink", "RUNNING", 1));
        }
    }

    @Test
    void internalTopicsAreCreatedAsTheyMustBe() throws Exception {
        try (EmbeddedWorkers workers = EmbeddedWorkers.start(kafka.bootstrapServers(), 1, Map.of())) {
            Map<String, String> properties = workers.properties();
            assertEquals(1, partitions(properties.get("config.storage.topic")));
            assertEquals(3, partitions(properties.get("offset.storage.topic")));
            assertEquals(2, partitions(properties.get("status.storage.topic")));
            for (String kind : List.of("config", "offset", "status")) {
                assertEquals("compact", cleanupPolicy(properties.get(kind + ".storage.topic")), kind);
            }
        }
    }

    private static String cleanupPolicy(String topic) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return kafka.admin()
                .describeConfigs(List.of(resource))
                .all()
                .get()
                .get(resource)
                .get(TopicConfig.CLEANUP_POLICY_CONFIG)
                .value();
    }

    private static int partitions(String topic) throws Exception {
        return kafka.admin()
                .describeTopics(List.of(topic))
                .allTopicNames()
                .get()
                .get(topic)
                .partitions()
                .size();
    }

    @Test
    void aConfigTopicThatDoesNotFitIsRefused() {
        kafka.createTopic("two-partitions", 2, Map.of("cleanup.policy", "compact"));
        kafka.createTopic("not-compacted", 1, Map.of("cleanup.policy", "delete"));

        assertRefused("two-partitions");
        assertRefused("not-compacted");
    }

    private static void assertRefused(String topic) {
        assertThrows(
                IllegalStateException.class,
                () -> EmbeddedWorkers.start(kafka.bootstrapServers(), 1, Map.of("config.storage.topic", topic)));
    }
}
