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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What large plugins cost a worker of the scripts until it answers: processor time with many copies of one, less that with none.
 *
 * <p>The least of several starts of a kind is what counts, since whatever else the machine does only adds. How many it takes
 * until one was left alone depends on the machine: there are {@link #ROUNDS} of each kind, then, as long as a cost is beyond
 * its bound, more up to {@link #MOST_ROUNDS}. Each round makes one start of every kind, so what the plugins are compared with
 * gets the same chances. To stop where the bounds are first met favours them, by no more than the least start without plugins
 * could still have fallen. A machine that is busy throughout leaves no start alone, and the bounds are not for it.
 */
@Tag("slow")
class PluginStartUpCostTest {
    private static final int COPIES = Integer.getInteger("penstock.wild.copies", 20);
    private static final int ROUNDS = Integer.getInteger("penstock.wild.rounds", 5);
    private static final int MOST_ROUNDS = Math.max(ROUNDS, 12);
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
        Kind bare = new Kind(none, 0);
        Kind loaded = new Kind(many, COPIES);
        Cost cost;
        int rounds = 0;
        try (BrokerProcess broker = BrokerProcess.start(Files.createDirectories(folder.resolve("broker")))) {
            do {
                Path index = folder.resolve("index-" + rounds++);
                bare.start(broker, index.resolve("none"));
                loaded.start(broker, index.resolve("many"));
                cost = new Cost(loaded.cold.minus(bare.cold), loaded.indexed.minus(bare.indexed));
            } while (rounds < ROUNDS || (rounds < MOST_ROUNDS && !cost.isWithinBounds()));
        }
        System.out.printf(
                "Processor time until GET / = 200, least of %d: cold %d ms, with %d plugins %d ms (+%d);"
                        + " indexed %d ms, with %d plugins %d ms (+%d)%n",
                rounds,
                bare.cold.toMillis(),
                COPIES,
                loaded.cold.toMillis(),
                cost.cold().toMillis(),
                bare.indexed.toMillis(),
                COPIES,
                loaded.indexed.toMillis(),
                cost.indexed().toMillis());

        assertTrue(cost.isWithinBounds(), cost::toString);
    }

    /** What the plugins add to a start that finds no index, and to one that does. */
    private record Cost(Duration cold, Duration indexed) {
        private boolean isWithinBounds() {
            return cold.compareTo(MOST_COLD) <= 0 && indexed.compareTo(MOST_INDEXED) <= 0;
        }
    }

    /** Starts with the same plugins: the least that one cost which had no index to use, and one which had. */
    private final class Kind {
        private final Path plugins;
        private final int copies;
        private Duration cold = Duration.ofSeconds(Long.MAX_VALUE);
        private Duration indexed = cold;

        private Kind(Path plugins, int copies) {
            this.plugins = plugins;
            this.copies = copies;
        }

        private void start(BrokerProcess broker, Path freshIndex) {
            cold = lesser(cold, PluginStartUpCostTest.this.start(broker, plugins, freshIndex, copies));
            indexed = lesser(indexed, PluginStartUpCostTest.this.start(broker, plugins, freshIndex, copies));
        }

        private static Duration lesser(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? one : other;
        }
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
}
