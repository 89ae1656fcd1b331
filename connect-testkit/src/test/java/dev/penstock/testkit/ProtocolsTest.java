// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Groups of every protocol, and groups whose members speak different ones. */
class ProtocolsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int CONNECTORS = 4;
    private static final int TASKS = CONNECTORS * 2;

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

    @ParameterizedTest
    @Tag("slow")
    @CsvSource({"eager, default", "compatible, compatible", "sessioned, sessioned"})
    void aGroupSharesItsWorkInEveryProtocol(String setting, String protocol) {
        try (EmbeddedWorkers workers = start(2, setting)) {
            create(workers.api(1));
            awaitEven(workers.api(0), 2);
            assertEquals(protocol, protocolOf(workers));
            assertAnswersForOthers(workers);

            workers.stop(0);

            awaitEven(workers.api(1), 1);
            assertEquals(protocol, protocolOf(workers));
        }
    }

    @Test
    void theGroupSpeaksWhatItsOldestMemberUnderstands() {
        try (EmbeddedWorkers workers = start(1, "sessioned")) {
            create(workers.api(0));
            awaitEven(workers.api(0), 1);
            assertEquals("sessioned", protocolOf(workers));

            int compatible = workers.add(Map.of("connect.protocol", "compatible"));
            awaitEven(workers.api(0), 2);
            assertEquals("compatible", protocolOf(workers));
            assertAnswersForOthers(workers);

            int eager = workers.add(Map.of("connect.protocol", "eager"));
            awaitEven(workers.api(0), 3);
            assertEquals("default", protocolOf(workers));
            assertAnswersForOthers(workers);

            workers.stop(eager);
            awaitEven(workers.api(0), 2);
            assertEquals("compatible", protocolOf(workers));

            workers.stop(compatible);
            awaitEven(workers.api(0), 1);
            assertEquals("sessioned", protocolOf(workers));
        }
    }

    private static EmbeddedWorkers start(int count, String protocol) {
        return EmbeddedWorkers.start(
                kafka.bootstrapServers(),
                count,
                Map.of("connect.protocol", protocol, "scheduled.rebalance.max.delay.ms", "500"));
    }

    private void create(RestApi api) {
        for (int i = 0; i < CONNECTORS; i++) {
            api.create(
                            "c" + i,
                            Map.of(
                                    "connector.class",
                                    "TracedSource",
                                    "trace",
                                    folder.resolve("trace.txt").toString(),
                                    "tasks.max",
                                    "2"))
                    .require(201);
        }
    }

    private static void awaitEven(RestApi api, int workers) {
        Await.until(() -> "everything runs on " + workers + " workers, it is " + Spread.of(api), PATIENCE, () -> {
            Spread spread = Spread.of(api);
            return spread.runs(CONNECTORS, TASKS) && spread.isEven(workers);
        });
    }

    /** Changes go to the leader and restarts to the owner; task configurations come from other workers than the leader. */
    private static void assertAnswersForOthers(EmbeddedWorkers workers) {
        for (int worker = 0; worker < 2; worker++) {
            RestApi api = workers.api(worker);
            for (int i = 0; i < CONNECTORS; i++) {
                String connector = "c" + i;
                assertEquals(
                        204,
                        api.post("/connectors/" + connector + "/restart", null).status());
                Await.until("it runs again", PATIENCE, () -> api.isEverywhere(connector, "RUNNING", 2));
            }
            String more = "more-" + worker;
            api.create(more, Map.of("connector.class", "ScriptedSource", "topic", "more", "count", "1"))
                    .require(201);
            Await.until("it runs", PATIENCE, () -> api.isEverywhere(more, "RUNNING", 1));
            assertEquals(204, api.delete("/connectors/" + more).status());
        }
    }

    private static String protocolOf(EmbeddedWorkers workers) {
        String group = workers.properties().get("group.id");
        try {
            return kafka.admin()
                    .describeClassicGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .protocolData();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
