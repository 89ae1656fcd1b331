// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running cluster is brought to exactly-once delivery as the documentation says: worker by worker, in two rounds. */
class RollingExactlyOnceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TOPIC = "rolling";
    private static final int LINES = 200;

    @TempDir
    Path folder;

    private int written;

    @Test
    void workersGoFromDisabledOverPreparingToEnabledWhileASourceRuns() throws IOException {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                EmbeddedWorkers workers = EmbeddedWorkers.start(
                        kafka.bootstrapServers(), 2, Map.of("scheduled.rebalance.max.delay.ms", "200"))) {
            write();
            workers.api(0).create("src", config("requested")).require(201);
            awaitLines(kafka);
            assertEquals(
                    400, workers.api(1).create("strict", config("required")).status(), "no worker can promise it yet");

            int first = 0;
            for (String support : List.of("preparing", "enabled")) {
                for (int turn = 0; turn < 2; turn++) {
                    workers.stop(first);
                    int next = workers.add(Map.of("exactly.once.source.support", support));
                    write();
                    awaitLines(kafka);
                    Await.until("it runs", PATIENCE, () -> workers.api(next).isEverywhere("src", "RUNNING", 1));
                    // Changes pass, whichever of both is the leader.
                    String other = "other-" + next;
                    workers.api(next).create(other, config("requested", other)).require(201);
                    Await.until(
                            "another runs", PATIENCE, () -> workers.api(next).isEverywhere(other, "RUNNING", 1));
                    first++;
                }
            }

            RestApi api = workers.api(first);
            api.create("strict", config("required", "strict")).require(201);
            Await.until("the strict one runs", PATIENCE, () -> api.isEverywhere("strict", "RUNNING", 1));
            write();
            awaitLines(kafka);
            List<String> strict =
                    IntStream.range(0, written).mapToObj(line -> "line " + line).toList();
            Await.until("strict lines", PATIENCE, () -> lines(kafka, "strict").size() >= written);
            assertEquals(strict, lines(kafka, "strict"), "each once, in order");
        }
    }

    private Map<String, String> config(String support) {
        return config(support, TOPIC);
    }

    private Map<String, String> config(String support, String topic) {
        return Map.of(
                "connector.class",
                "FileStreamSource",
                "file",
                folder.resolve("in.txt").toString(),
                "topic",
                topic,
                "value.converter",
                "org.apache.kafka.connect.storage.StringConverter",
                "exactly.once.support",
                support);
    }

    private void write() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            text.append("line ").append(written++).append('\n');
        }
        Files.writeString(folder.resolve("in.txt"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void awaitLines(EmbeddedKafka kafka) {
        Await.until(
                () -> TOPIC + " has " + written + " lines, it has "
                        + lines(kafka, TOPIC).stream().distinct().count(),
                PATIENCE,
                () -> lines(kafka, TOPIC).stream().distinct().count() == written);
    }

    private static List<String> lines(EmbeddedKafka kafka, String topic) {
        return kafka.readAll(topic, true).stream()
                .map(each -> new String(each.value(), StandardCharsets.UTF_8))
                .toList();
    }
}
