// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many connectors at once: they run soon, in few rebalances. */
class FloodOfConnectorsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int AT_A_TIME = 8;
    private static final int MOST_REBALANCES = 20;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration LONGEST_MEDIAN = Duration.ofMillis(20);

    /** Members hear of a rebalance as late as they do in a stock cluster. */
    private static final Map<String, String> STOCK = Map.of("heartbeat.interval.ms", "3000");

    private static EmbeddedKafka kafka;

    @TempDir
    Path folder;

    private final List<WorkerProcess> workers = new ArrayList<>();

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start();
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
    void fortyConnectorsOnThreeWorkersRunSoon() throws Exception {
        flood(3, 40);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    @Tag("slow")
    void twoHundredConnectorsRunSoon(int workerCount) throws Exception {
        flood(workerCount, 200);
    }

    @Test
    @Tag("slow")
    void anIdleWorkerAnswersAtOnce() {
        start(1);
        RestApi api = workers.get(0).api();
        int warmUp = 30;
        int measured = 41;
        long[] nanos = new long[measured];
        for (int i = 0; i < warmUp + measured; i++) {
            long started = System.nanoTime();
            create(api, i);
            long took = System.nanoTime() - started;
            if (i >= warmUp) {
                nanos[i - warmUp] = took;
            }
            int count = i + 1;
            Await.until("it is idle again", PATIENCE, () -> Spread.of(api).runs(count, count));
        }
        Arrays.sort(nanos);
        Duration median = Duration.ofNanos(nanos[measured / 2]);
        System.out.println("POST on an idle worker: median " + median.toNanos() / 1_000 + " us, 9 of 10 within "
                + nanos[measured * 9 / 10] / 1_000 + " us");
        assertTrue(median.compareTo(LONGEST_MEDIAN) < 0, "median of " + median);
    }

    private void flood(int workerCount, int connectors) throws Exception {
        start(workerCount);
        int before = workers.get(0).generation();
        long started = System.nanoTime();

        long[] nanos = createAll(connectors);
        long created = System.nanoTime();
        RestApi api = workers.get(workerCount - 1).api();
        Await.until("all run", PATIENCE, () -> Spread.of(api).runs(connectors, connectors));
        Duration took = Duration.ofNanos(System.nanoTime() - started);

        int rebalances = workers.get(0).generation() - before;
        System.out.println(connectors + " connectors on " + workerCount + " workers: created after "
                + (created - started) / 1_000_000 + " ms, running after " + took.toMillis() + " ms, " + rebalances
                + " rebalances, POST median " + nanos[connectors / 2] / 1_000_000 + " ms, longest "
                + nanos[connectors - 1] / 1_000_000 + " ms");
        assertTrue(took.compareTo(Allowance.of(LONGEST)) < 0, "it took " + took);
        assertTrue(rebalances <= Allowance.of(MOST_REBALANCES), rebalances + " rebalances");
        Await.until("the load is even", PATIENCE, () -> Spread.of(api).isEven(workerCount));
    }

    /** Creates connectors, some at a time, each over the next worker; returns how long each took, sorted. */
    private long[] createAll(int connectors) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME);
        List<Future<Long>> answers = new ArrayList<>();
        for (int i = 0; i < connectors; i++) {
            int number = i;
            answers.add(clients.submit(() -> {
                long started = System.nanoTime();
                create(workers.get(number % workers.size()).api(), number);
                return System.nanoTime() - started;
            }));
        }
        long[] nanos = new long[connectors];
        for (int i = 0; i < connectors; i++) {
            nanos[i] = answers.get(i).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        clients.shutdown();
        Arrays.sort(nanos);
        return nanos;
    }

    private void create(RestApi api, int number) {
        RestApi.Answer answer = api.create(
                "c" + number,
                Map.of(
                        "connector.class",
                        "FileStreamSource",
                        "file",
                        folder.resolve("in.txt").toString(),
                        "topic",
                        "flood"));
        assertEquals(201, answer.status(), answer.text());
    }

    private void start(int count) {
        workers.addAll(WorkerProcess.launchGroup(folder, kafka.bootstrapServers(), count, STOCK));
    }
}
