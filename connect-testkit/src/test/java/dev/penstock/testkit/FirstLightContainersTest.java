// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;

/** The same flow against the broker that others run, in a container; skipped where there is no Docker engine. */
@Testcontainers(disabledWithoutDocker = true)
class FirstLightContainersTest {
    @Container
    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.3.1");

    @TempDir
    Path folder;

    @Test
    void aFileStreamsThroughKafka() throws IOException {
        try (EmbeddedWorkers workers = EmbeddedWorkers.start(kafka.getBootstrapServers(), 1, Map.of())) {
            FileFlow.run(workers.api(0), folder, "contained-lines");
        }
    }
}
