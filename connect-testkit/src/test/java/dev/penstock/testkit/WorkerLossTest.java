// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of three workers is killed and comes back, while tasks note when they start and stop. */
class WorkerLossTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long DELAY_MS = 3_000;
    private static final long SESSION_MS = 6_000;
    private static final int WORKERS = 3;
    private static final int MOST_ROUNDS_BACK = 2;

    private static EmbeddedKafka kafka;

    @TempDir
    Path folder;

    private final List<WorkerProcess> workers = new ArrayList<>();

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start(1, Map.of("group.min.session.timeout.ms", "1000"));
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @AfterEach
    void stopWorkers() {
        workers.forEach(worker -> worker.process().kill());
    }

    @Test
    void whatAKilledWorkerRanGoesOnElsewhereAndNothingElseMoves() {
        losesAndRegainsAWorker(6, 4);
    }

    @Test
    @Tag("slow")
    void theSameWithTwentyConnectorsOfTenTasks() {
        losesAndRegainsAWorker(20, 10);
    }

    private void losesAndRegainsAWorker(int connectors, int tasksEach) {
        int tasks = connectors * tasksEach;
        start();
        create(connectors, tasksEach);
        awaitEven(workers, connectors, tasks);
        WorkerProcess victim = workers.stream()
                .filter(worker -> !worker.isLeader())
                .findFirst()
                .orElseThrow();
        List<WorkerProcess> others =
                workers.stream().filter(worker -> worker != victim).toList();
        Spread before = Spread.of(others.get(0).api());
        Set<String> lost = tasksOf(before, victim);
        Set<String> kept = new TreeSet<>(before.tasks().keySet());
        kept.removeAll(lost);
        int events = TracedSource.events(trace()).size();

        long killedMs = System.currentTimeMillis();
        victim.process().kill();
        awaitEven(others, connectors, tasks);

        List<TracedSource.Event> resumed = eventsFrom(events);
        assertEquals(lost, tasksIn(resumed, "start"), "what was lost started again, and nothing else");
        assertEquals(lost.size(), resumed.size(), "each once, and no task of another worker stopped");
        long firstMs =
                resumed.stream().mapToLong(TracedSource.Event::timeMs).min().orElseThrow();
        assertTrue(firstMs - killedMs >= DELAY_MS, "they waited for their worker, " + (firstMs - killedMs) + " ms");
        System.out.println(tasks + " tasks, " + lost.size() + " lost: the first went on after " + (firstMs - killedMs)
                + " ms, all after " + (System.currentTimeMillis() - killedMs) + " ms");

        int generation = others.get(0).generation();
        events += resumed.size();
        victim.relaunch();
        victim.awaitHealthy();
        awaitEven(workers, connectors, tasks);

        List<TracedSource.Event> moved = eventsFrom(events);
        int rounds = others.get(0).generation() - generation;
        assertTrue(rounds <= Allowance.of(MOST_ROUNDS_BACK), "even again after " + rounds + " rounds");
        assertEquals(
                tasksIn(moved, "stop"), tasksIn(moved, "start"), "what stopped started on the worker that is back");
        assertEquals(tasksOf(Spread.of(others.get(0).api()), victim), tasksIn(moved, "start"), "and nothing else did");
        System.out.println("Back: " + moved.size() / 2 + " tasks moved in " + rounds + " rounds");
    }

    private void start() {
        Map<String, String> settings = Map.of(
                "scheduled.rebalance.max.delay.ms",
                Long.toString(DELAY_MS),
                "session.timeout.ms",
                Long.toString(SESSION_MS));
        workers.addAll(WorkerProcess.launchGroup(folder, kafka.bootstrapServers(), WORKERS, settings));
    }

    private void create(int connectors, int tasksEach) {
        for (int i = 0; i < connectors; i++) {
            workers.get(i % WORKERS)
                    .api()
                    .create(
                            "c" + i,
                            Map.of(
                                    "connector.class",
                                    "TracedSource",
                                    "trace",
                                    trace().toString(),
                                    "tasks.max",
                                    Integer.toString(tasksEach)))
                    .require(201);
        }
    }

    private Path trace() {
        return folder.resolve("trace.txt");
    }

    private List<TracedSource.Event> eventsFrom(int first) {
        List<TracedSource.Event> events = TracedSource.events(trace());
        return events.subList(first, events.size());
    }

    private static Set<String> tasksIn(List<TracedSource.Event> events, String event) {
        return events.stream()
                .filter(each -> each.event().equals(event))
                .map(TracedSource.Event::task)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> tasksOf(Spread spread, WorkerProcess worker) {
        return spread.tasks().entrySet().stream()
                .filter(entry -> entry.getValue().equals(worker.workerId()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void awaitEven(List<WorkerProcess> owners, int connectors, int tasks) {
        RestApi api = owners.get(0).api();
        Set<String> ids = owners.stream().map(WorkerProcess::workerId).collect(Collectors.toSet());
        Await.until(
                () -> "everything runs evenly on " + ids + ", it is " + Spread.of(api) + "\n" + lastWords(),
                PATIENCE,
                () -> {
                    Spread spread = Spread.of(api);
                    return spread.runs(connectors, tasks)
                            && spread.isEven(owners.size())
                            && spread.workers().equals(ids);
                });
    }

    private String lastWords() {
        return workers.stream().map(WorkerProcess::output).collect(Collectors.joining("\n---\n"));
    }
}
