// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import dev.penstock.testkit.RestApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What large plugins cost a worker of the scripts until it answers: processor time with many copies of one, less that with none. */
@Tag("slow")
class PluginStartUpCostTest {
    private static final int COPIES = Integer.getInteger("penstock.wild.copies", 20);
    private static final int ROUNDS = Integer.getInteger("penstock.wild.rounds", 5);
    private static final Duration MOST_COLD = Duration.ofSeconds(4);
    private static final Duration MOST_INDEXED = Duration.ofMillis(500);
    private static final String CONNECTOR = "io.debezium.connector.postgresql.PostgresConnector";

    @TempDir
    private Path folder;

    private int starts;

    @Test
    void twentyCopiesOfALargePluginCostLittle() throws IOException {
        Path none = Files.createDirectories(folder.resolve("none"));
        Path many = Files.createDirectories(folder.resolve("many"));
        for (int i = 0; i < COPIES; i++) {
            WildPlugins.copy(
                    WildPlugins.debeziumPostgres().resolve("debezium-connector-postgres"), many.resolve("c" + i));
        }
        List<Duration> bareCold = new ArrayList<>();
        List<Duration> bareIndexed = new ArrayList<>();
        List<Duration> manyCold = new ArrayList<>();
        List<Duration> manyIndexed = new ArrayList<>();
        try (BrokerProcess broker = BrokerProcess.start(Files.createDirectories(folder.resolve("broker")))) {
            for (int round = 0; round < ROUNDS; round++) {
                Path index = folder.resolve("index-" + round);
                bareCold.add(start(broker, none, index.resolve("none"), 0));
                bareIndexed.add(start(broker, none, index.resolve("none"), 0));
                manyCold.add(start(broker, many, index.resolve("many"), COPIES));
                manyIndexed.add(start(broker, many, index.resolve("many"), COPIES));
            }
        }
        Duration cold = least(manyCold).minus(least(bareCold));
        Duration indexed = least(manyIndexed).minus(least(bareIndexed));
        System.out.printf(
                "Processor time until GET / = 200, least of %d: cold %d ms, with %d plugins %d ms (+%d);"
                        + " indexed %d ms, with %d plugins %d ms (+%d)%n",
                ROUNDS,
                least(bareCold).toMillis(),
                COPIES,
                least(manyCold).toMillis(),
                cold.toMillis(),
                least(bareIndexed).toMillis(),
                COPIES,
                least(manyIndexed).toMillis(),
                indexed.toMillis());

        assertTrue(cold.compareTo(MOST_COLD) <= 0, () -> "cold: " + cold);
        assertTrue(indexed.compareTo(MOST_INDEXED) <= 0, () -> "indexed: " + indexed);
    }

    private Duration start(BrokerProcess broker, Path plugins, Path index, int copies) {
        int port = BrokerProcess.freePort();
        String log = "worker-" + starts++ + ".log";
        try (ChildProcess worker = Scripts.run(
                folder,
                log,
                "connect-distributed.sh",
                Scripts.config("connect-distributed.properties").toString(),
                "--override",
                "bootstrap.servers=" + broker.bootstrapServers(),
                "--override",
                "listeners=http://localhost:" + port,
                "--override",
                "plugin.discovery=hybrid_warn",
                "--override",
                "plugin.path=" + plugins,
                "--override",
                "penstock.plugin.index.path=" + index)) {
            RestApi api = Scripts.awaitWorker(worker, port);
            Duration used = worker.cpuTime();
            int places = 0;
            for (JsonNode plugin : api.get("/connector-plugins").json()) {
                if (plugin.get("class").asText().equals(CONNECTOR)) {
                    places++;
                }
            }
            assertEquals(copies, places, worker::output);
            return used;
        }
    }

    /** Whatever else the machine does only adds to the others. */
    private static Duration least(List<Duration> some) {
        return some.stream().sorted().findFirst().orElseThrow();
    }
}
