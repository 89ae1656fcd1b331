// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the archive of classes with which workers start quicker (class data sharing): runs a worker against a broker, lets a few records
 * through it, and has its virtual machine write down the classes that this took. The archive fits the very jars and the very
 * Java that it was made with; with others it is ignored.
 *
 * <p>Thread: main.
 */
public final class SharedClasses {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String ARCHIVE = "penstock.jsa";
    private static final String FRESH = ARCHIVE + ".new";
    private static final String MADE_OF = ARCHIVE + ".made-of";
    private static final int SIGTERM = 143;

    private SharedClasses() {}

    /**
     * Makes the archive, unless there is one of these jars and this Java. When that fails it says so and ends with 0: workers do
     * without.
     *
     * @param args the scripts' folder, then the folder in which {@code libs} lies and the archive will
     */
    public static void main(String[] args) {
        Path bin = Path.of(args[0]).toAbsolutePath().normalize();
        Path parts = Path.of(args[1]).toAbsolutePath().normalize();
        try {
            ensure(bin, parts);
        } catch (IOException | RuntimeException | AssertionError e) {
            System.err.println("Workers will start without shared classes, which takes them longer: " + e);
        }
    }

    private static void ensure(Path bin, Path parts) throws IOException {
        String key = key(parts.resolve("libs"));
        Path madeOf = parts.resolve(MADE_OF);
        if (Files.exists(parts.resolve(ARCHIVE))
                && Files.exists(madeOf)
                && Files.readString(madeOf).equals(key)) {
            return;
        }
        Files.deleteIfExists(madeOf);
        Path folder = Files.createTempDirectory("penstock-classes");
        try {
            make(bin, parts, folder);
            Files.writeString(madeOf, key);
        } finally {
            delete(folder);
        }
    }

    /** What Java itself looks at when it decides whether an archive fits. */
    private static String key(Path libs) throws IOException {
        StringBuilder key = new StringBuilder(System.getProperty("java.vm.version")).append('\n');
        try (Stream<Path> jars = Files.list(libs)) {
            for (Path jar : jars.sorted().toList()) {
                key.append(jar)
                        .append(' ')
                        .append(Files.size(jar))
                        .append(' ')
                        .append(Files.getLastModifiedTime(jar))
                        .append('\n');
            }
        }
        return key.toString();
    }

    /** The archive takes its place in one step: half of one would do harm. */
    private static void make(Path bin, Path parts, Path folder) throws IOException {
        Path fresh = parts.resolve(FRESH);
        Files.deleteIfExists(fresh);
        try (BrokerProcess broker = BrokerProcess.start(Files.createDirectory(folder.resolve("broker")));
                ChildProcess worker = start(bin, parts, folder, broker)) {
            RestApi api = new RestApi(URI.create(Files.readString(folder.resolve("url"))));
            api.awaitAnswer(worker, PATIENCE);
            work(api, folder);
            int exit = worker.terminate(PATIENCE);
            if (exit != SIGTERM || !Files.exists(fresh)) {
                throw new IllegalStateException("The worker ended with " + exit + ": " + worker.output());
            }
        }
        Files.move(fresh, parts.resolve(ARCHIVE), StandardCopyOption.ATOMIC_MOVE);
    }

    private static ChildProcess start(Path bin, Path parts, Path folder, BrokerProcess broker) throws IOException {
        String url = "http://localhost:" + BrokerProcess.freePort();
        Files.writeString(folder.resolve("url"), url);
        Path properties = folder.resolve("worker.properties");
        try (var out = Files.newBufferedWriter(properties)) {
            var settings = new java.util.Properties();
            settings.putAll(SmallCluster.properties(broker.bootstrapServers(), "classes"));
            settings.put("listeners", url);
            settings.store(out, null);
        }
        return ChildProcess.start(
                List.of(bin.resolve("connect-distributed.sh").toString(), properties.toString()),
                Map.of(
                        // By its name alone: the variable is cut at spaces, which folders may have in theirs.
                        "KAFKA_OPTS",
                        "-XX:ArchiveClassesAtExit=" + FRESH,
                        "CLASSPATH",
                        "",
                        "JMX_PORT",
                        "",
                        "LOG_DIR",
                        folder.resolve("logs").toString()),
                parts,
                folder.resolve("worker.log"));
    }

    /** What most workers do: tell of themselves, check, create, move records. */
    private static void work(RestApi api, Path folder) throws IOException {
        Path input = Files.writeString(folder.resolve("in.txt"), "one\ntwo\nthree\n");
        Path output = folder.resolve("out.txt");
        Map<String, String> source = Map.of(
                "connector.class", "FileStreamSource",
                "file", input.toString(),
                "topic", "classes-lines",
                "transforms", "hoist",
                "transforms.hoist.type", "org.apache.kafka.connect.transforms.HoistField$Value",
                "transforms.hoist.field", "line");
        api.get("/connector-plugins").require(200);
        api.put("/connector-plugins/FileStreamSource/config/validate", source).require(200);
        api.create("classes-source", source).require(201);
        api.create(
                        "classes-sink",
                        Map.of(
                                "connector.class", "FileStreamSink",
                                "file", output.toString(),
                                "topics", "classes-lines"))
                .require(201);
        Await.until("records have gone through", PATIENCE, () -> output.toFile().length() > 0);
        api.get("/connectors?expand=status&expand=info").require(200);
        api.get("/connectors/classes-source/offsets").require(200);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
