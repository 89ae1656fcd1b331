// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is asked to end, and one that cannot reach its group any more. */
class EndsOfWorkersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long GRACE_MS = 2_000;
    private static final long SESSION_MS = 4_000;
    private static final long HEARTBEAT_MS = 500;
    /** What ending may take beyond the time that tasks are granted. */
    private static final long MARGIN_MS = 3_000;

    @TempDir
    static Path shared;

    private static BrokerProcess broker;

    @TempDir
    Path folder;

    @BeforeAll
    static void startBroker() throws IOException {
        broker = BrokerProcess.start(
                Files.createDirectories(shared.resolve("broker")), Map.of("group.min.session.timeout.ms", "1000"));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void aTaskThatIgnoresStopDoesNotKeepAWorkerFromEnding() {
        try (WorkerProcess worker = launch("stubborn")) {
            create(worker, "obedient", "false");
            create(worker, "stubborn", "true");
            Await.until("both run", PATIENCE, () -> Spread.of(worker.api()).runs(2, 4));

            long started = System.nanoTime();
            assertEquals(143, worker.process().terminate());

            long tookMs = (System.nanoTime() - started) / 1_000_000;
            System.out.println("Ended after " + tookMs + " ms, with tasks granted " + GRACE_MS + " ms");
            assertTrue(tookMs <= GRACE_MS + Allowance.of(MARGIN_MS), "it took " + tookMs + " ms");
            assertFalse(worker.output().contains("Failed to leave the group"), worker.output());
            assertEquals(2, stops("obedient").size());
            assertTrue(stops("obedient").stream()
                    .allMatch(event -> event.pid() == worker.process().pid()));
        }
    }

    @Test
    void aWorkerCutOffFromItsGroupStopsItsWorkAndComesBackClean() {
        try (WorkerProcess worker = launch("cut-off")) {
            create(worker, "c", "false");
            Await.until("it runs", PATIENCE, () -> Spread.of(worker.api()).runs(1, 2));

            long haltedMs = System.currentTimeMillis();
            broker.suspend();
            try {
                Await.until(
                        () -> "its tasks stop:\n" + worker.output(),
                        PATIENCE,
                        () -> stops("c").size() == 2);
            } finally {
                broker.resume();
            }
            long tookMs = stops("c").stream()
                            .mapToLong(TracedSource.Event::timeMs)
                            .max()
                            .orElseThrow()
                    - haltedMs;
            System.out.println("Stopped its work after " + tookMs + " ms without its coordinator");
            assertTrue(tookMs <= SESSION_MS + HEARTBEAT_MS + Allowance.of(MARGIN_MS), "it took " + tookMs + " ms");

            worker.awaitHealthy();
            Await.until(
                    () -> "it runs again:\n" + worker.output(),
                    PATIENCE,
                    () -> events("c", "start").size() == 4
                            && Spread.of(worker.api()).runs(1, 2));
            assertEquals(2, stops("c").size(), "each task runs once");
        }
    }

    private WorkerProcess launch(String group) {
        Map<String, String> settings = Map.of(
                "session.timeout.ms",
                Long.toString(SESSION_MS),
                "heartbeat.interval.ms",
                Long.toString(HEARTBEAT_MS),
                "task.shutdown.graceful.timeout.ms",
                Long.toString(GRACE_MS));
        return WorkerProcess.launch(folder, "worker", broker.bootstrapServers(), group, settings)
                .awaitHealthy();
    }

    private void create(WorkerProcess worker, String connector, String stubborn) {
        worker.api()
                .create(
                        connector,
                        Map.of(
                                "connector.class",
                                "TracedSource",
                                "trace",
                                trace(connector).toString(),
                                "stubborn",
                                stubborn,
                                "tasks.max",
                                "2"))
                .require(201);
    }

    private Path trace(String connector) {
        return folder.resolve(connector + ".txt");
    }

    private List<TracedSource.Event> stops(String connector) {
        return events(connector, "stop");
    }

    private List<TracedSource.Event> events(String connector, String event) {
        return TracedSource.events(trace(connector)).stream()
                .filter(each -> each.event().equals(event))
                .toList();
    }
}
