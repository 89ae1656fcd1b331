// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.testkit.Await;
import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import dev.penstock.testkit.RestApi;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.utils.Utils;

/**
 * Lets a distributed worker of Penstock and one of Apache Kafka Connect hold many connectors in turn, each with topics of its own, and
 * prints medians and the medians of the ratios of each pair: start, creation, answers, restart, and what idle tasks cost.
 * System properties: {@code penstock.home}, {@code pairs} (3), {@code connectors} (200), {@code sinks} (100), {@code folder}.
 *
 * <p>Thread: main, and those of the requests that go out together.
 */
public final class ManyConnectors {
    /** What is told of each worker; the name of the figure stands in the table. */
    enum Figure {
        START_CPU("start, CPU s until `GET /` answers"),
        CREATE("creation of all, 8 at a time, until they run, s"),
        POST("`POST /connectors` meanwhile, median ms"),
        EXPAND("`GET /connectors?expand=status&expand=info`, median ms"),
        THREADS("threads"),
        RESIDENT("resident memory, MB"),
        IDLE("idle source tasks, CPU in % of a core"),
        RESTART("restart of the worker until all run, s"),
        SINKS_RESIDENT("idle sink tasks, resident memory, MB"),
        SINKS_IDLE("idle sink tasks, CPU in % of a core");

        private final String title;

        Figure(String title) {
            this.title = title;
        }
    }

    private static final int CONNECTORS = Integer.getInteger("connectors", 200);
    private static final int SINKS = Integer.getInteger("sinks", 100);
    private static final int AT_A_TIME = 8;
    private static final int READS = 60;
    private static final int READS_BEFORE = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration COMES_TO_REST = Duration.ofSeconds(10);
    private static final Duration WINDOW = Duration.ofSeconds(20);
    private static final String SINK_TOPIC = "idle";

    private final Contestants contestants;
    private final BrokerProcess broker;
    private final Path folder;
    private int runs;

    private ManyConnectors(Contestants contestants, BrokerProcess broker, Path folder) {
        this.contestants = contestants;
        this.broker = broker;
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        run();
    }

    /** Runs the pairs, prints what comes out, and returns the medians of the ratios of Penstock to Apache. */
    static Map<Figure, Double> run() throws IOException, InterruptedException, ExecutionException {
        Path home = Path.of(System.getProperty("penstock.home", "")).toAbsolutePath();
        String wantedFolder = System.getProperty("folder", System.getProperty("java.io.tmpdir"));
        Path folder = Files.createTempDirectory(Path.of(wantedFolder), "penstock-many");
        List<Map<Figure, Double>> penstock = new ArrayList<>();
        List<Map<Figure, Double>> apache = new ArrayList<>();
        Path data = Files.createDirectory(folder.resolve("broker"));
        try (BrokerProcess broker = BrokerProcess.start(data);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(SINK_TOPIC, SINKS, (short) 1)))
                    .all()
                    .get();
            ManyConnectors many = new ManyConnectors(new Contestants(home, folder), broker, folder);
            for (int pair = 0; pair < Integer.getInteger("pairs", 3); pair++) {
                penstock.add(many.measure(true));
                apache.add(many.measure(false));
            }
        }
        Utils.delete(data.toFile());
        return print(penstock, apache);
    }

    private static Map<Figure, Double> print(List<Map<Figure, Double>> penstock, List<Map<Figure, Double>> apache) {
        System.out.println(
                "| " + CONNECTORS + " connectors, " + SINKS + " sink tasks | Penstock | Apache 4.3.1 | ratio |");
        System.out.println("|---|---|---|---|");
        Map<Figure, Double> ratios = new LinkedHashMap<>();
        for (Figure figure : Figure.values()) {
            List<Double> each = new ArrayList<>();
            for (int pair = 0; pair < penstock.size(); pair++) {
                each.add(value(penstock.get(pair), figure) / value(apache.get(pair), figure));
            }
            ratios.put(figure, Measure.median(each, ratio -> ratio));
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | **%.2f** |%n",
                    figure.title,
                    Measure.median(penstock, figures -> value(figures, figure)),
                    Measure.median(apache, figures -> value(figures, figure)),
                    Measure.median(each, ratio -> ratio));
        }
        return ratios;
    }

    private static double value(Map<Figure, Double> figures, Figure figure) {
        return figures.getOrDefault(figure, Double.NaN);
    }

    private Map<Figure, Double> measure(boolean penstock) throws IOException, InterruptedException, ExecutionException {
        Map<Figure, Double> figures = new LinkedHashMap<>();
        String run = (penstock ? "penstock-" : "apache-") + ++runs;
        Path lines = Files.createFile(folder.resolve(run + ".txt"));
        int port = BrokerProcess.freePort();
        Path settings = writeSettings(run, penstock, port);
        RestApi api = new RestApi(URI.create("http://localhost:" + port));
        try (ChildProcess worker = contestants.distributed(penstock, run, settings)) {
            api.awaitAnswer(worker, PATIENCE);
            figures.put(Figure.START_CPU, worker.cpuTime().toMillis() / 1e3);
            create(api, lines, figures);
            figures.put(Figure.EXPAND, medianRead(api, "/connectors?expand=status&expand=info"));
            Thread.sleep(COMES_TO_REST.toMillis());
            figures.put(Figure.IDLE, share(worker));
            ProcessStatus held = ProcessStatus.of(worker.pid());
            figures.put(Figure.THREADS, (double) held.threads());
            figures.put(Figure.RESIDENT, held.residentBytes() / 1e6);
            worker.terminate();
        }
        long began = System.nanoTime();
        try (ChildProcess worker = contestants.distributed(penstock, run + "-again", settings)) {
            api.awaitAnswer(worker, PATIENCE);
            awaitRunning(api, CONNECTORS, 1);
            figures.put(Figure.RESTART, secondsSince(began));
            deleteAll(api);
            worker.terminate();
        }
        try (ChildProcess worker = contestants.distributed(penstock, run + "-sinks", settings)) {
            api.awaitAnswer(worker, PATIENCE);
            createSinks(api, "sinks-" + run);
            Thread.sleep(COMES_TO_REST.toMillis());
            figures.put(Figure.SINKS_IDLE, share(worker));
            figures.put(Figure.SINKS_RESIDENT, ProcessStatus.of(worker.pid()).residentBytes() / 1e6);
            api.delete("/connectors/sinks-" + run).require(204);
        }
        System.err.println("# " + run + ": " + figures);
        return figures;
    }

    private Path writeSettings(String run, boolean penstock, int port) throws IOException {
        return Files.write(
                folder.resolve(run + ".properties"),
                List.of(
                        "bootstrap.servers=" + broker.bootstrapServers(),
                        "group.id=" + run,
                        "key.converter=org.apache.kafka.connect.json.JsonConverter",
                        "value.converter=org.apache.kafka.connect.json.JsonConverter",
                        "offset.storage.topic=" + run + "-offsets",
                        "offset.storage.replication.factor=1",
                        "config.storage.topic=" + run + "-configs",
                        "config.storage.replication.factor=1",
                        "status.storage.topic=" + run + "-status",
                        "status.storage.replication.factor=1",
                        "listeners=http://localhost:" + port,
                        "plugin.path=" + contestants.pluginPath(penstock)));
    }

    private static void create(RestApi api, Path lines, Map<Figure, Double> figures)
            throws InterruptedException, ExecutionException {
        Map<String, String> config =
                Map.of("connector.class", "FileStreamSource", "file", lines.toString(), "topic", "many");
        List<Future<Long>> answers = new ArrayList<>();
        long began = System.nanoTime();
        ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            for (int i = 0; i < CONNECTORS; i++) {
                String name = "source-" + i;
                answers.add(clients.submit(
                        () -> nanosOf(() -> api.create(name, config).require(201))));
            }
            long[] nanos = new long[CONNECTORS];
            for (int i = 0; i < CONNECTORS; i++) {
                nanos[i] = answers.get(i).get();
            }
            figures.put(Figure.POST, medianMillis(nanos));
        } finally {
            clients.shutdown();
        }
        awaitRunning(api, CONNECTORS, 1);
        figures.put(Figure.CREATE, secondsSince(began));
    }

    /** One connector with a task for each partition. */
    private void createSinks(RestApi api, String name) {
        api.create(
                        name,
                        Map.of(
                                "connector.class",
                                "FileStreamSink",
                                "file",
                                folder.resolve(name + ".txt").toString(),
                                "tasks.max",
                                Integer.toString(SINKS),
                                "topics",
                                SINK_TOPIC))
                .require(201);
        awaitRunning(api, 1, SINKS);
    }

    private static void deleteAll(RestApi api) {
        for (int i = 0; i < CONNECTORS; i++) {
            String path = "/connectors/source-" + i;
            Await.until(path + " is deleted", PATIENCE, () -> {
                int status = api.delete(path).status(); // refused while the group meets
                return status == 204 || status == 404;
            });
        }
    }

    /** Waits until all connectors run, with so many running tasks each. */
    private static void awaitRunning(RestApi api, int connectors, int tasks) {
        Await.until("all run", PATIENCE, () -> {
            RestApi.Answer answer = api.get("/connectors?expand=status");
            if (answer.status() != 200 || answer.json().size() != connectors) {
                return false;
            }
            Iterator<JsonNode> each = answer.json().elements();
            while (each.hasNext()) {
                JsonNode status = each.next().get("status");
                if (!isRunning(status.get("connector")) || status.get("tasks").size() != tasks) {
                    return false;
                }
                for (JsonNode task : status.get("tasks")) {
                    if (!isRunning(task)) {
                        return false;
                    }
                }
            }
            return true;
        });
    }

    private static boolean isRunning(JsonNode status) {
        return status.get("state").asText().equals("RUNNING");
    }

    private static double medianRead(RestApi api, String path) {
        long[] nanos = new long[READS];
        for (int i = -READS_BEFORE; i < READS; i++) {
            long took = nanosOf(() -> api.get(path).require(200));
            if (i >= 0) {
                nanos[i] = took;
            }
        }
        return medianMillis(nanos);
    }

    /** Which share of a processor core the process uses while nothing happens. */
    private static double share(ChildProcess worker) throws InterruptedException {
        Duration before = worker.cpuTime();
        long began = System.nanoTime();
        Thread.sleep(WINDOW.toMillis());
        return 100.0 * worker.cpuTime().minus(before).toNanos() / (System.nanoTime() - began);
    }

    private static long nanosOf(Runnable call) {
        long began = System.nanoTime();
        call.run();
        return System.nanoTime() - began;
    }

    private static double medianMillis(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e6;
    }

    private static double secondsSince(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
