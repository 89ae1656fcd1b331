// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows a file flowing through Kafka: starts a broker and a distributed worker, lets one connector read a file and another
 * write one, and compares. With {@code --once} it does so for a fixed number of lines and ends with 0 if both files are
 * equal.
 *
 * <p>Thread: main; the shutdown hook ends what was started.
 */
public final class QuickStart implements AutoCloseable {
    private static final int ONCE_LINES = 100_000;
    private static final int DEFAULT_PORT = 8083;
    private static final Duration WORKER_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration FLOW_TIMEOUT = Duration.ofMinutes(2);

    private final Path home;
    private final Path folder;
    private final int port;
    private @Nullable BrokerProcess broker;
    private @Nullable ChildProcess worker;

    private QuickStart(Path home) throws IOException {
        this.home = home;
        this.folder = Files.createTempDirectory("penstock-quickstart");
        this.port = isFree(DEFAULT_PORT) ? DEFAULT_PORT : BrokerProcess.freePort();
    }

    /**
     * Runs the quick start.
     *
     * @param args folder of Penstock, then {@code --once} or nothing
     */
    public static void main(String[] args) throws Exception {
        boolean once = args.length > 1 && args[1].equals("--once");
        QuickStart quickStart = new QuickStart(Path.of(args[0]));
        CountDownLatch closed = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            quickStart.close();
            closed.countDown();
        });
        Runtime.getRuntime().addShutdownHook(hook);
        boolean good = once ? quickStart.runOnce() : quickStart.runUntilStopped();
        System.exit(good ? 0 : 1);
    }

    private boolean runOnce() throws Exception {
        RestApi api = startAll();
        Path input = folder.resolve("input.txt");
        Path output = folder.resolve("output.txt");
        try (BufferedWriter out = Files.newBufferedWriter(input)) {
            for (int line = 1; line <= ONCE_LINES; line++) {
                out.write("line " + line + " of a file that flows through Kafka\n");
            }
        }
        long begunNs = System.nanoTime();
        createConnectors(api, input, output);
        awaitSize(output, Files.size(input));
        double seconds = (System.nanoTime() - begunNs) / 1e9;
        boolean equal = Files.mismatch(input, output) == -1;
        say(
                "%,d lines (%,d bytes) went from %s to %s in %.2f s, connectors created included",
                ONCE_LINES, Files.size(input), input.getFileName(), output.getFileName(), seconds);
        say(equal ? "The two files are equal, byte by byte." : "The two files DIFFER: see " + folder);
        return equal;
    }

    private boolean runUntilStopped() throws Exception {
        RestApi api = startAll();
        Path input = folder.resolve("input.txt");
        Path output = folder.resolve("output.txt");
        Files.createFile(input);
        createConnectors(api, input, output);
        for (int line = 1; line <= 3; line++) {
            String text = "line " + line + ", written at "
                    + LocalTime.now(ZoneId.systemDefault()).withNano(0) + "\n";
            Files.writeString(input, text, StandardOpenOption.APPEND);
            awaitSize(output, Files.size(input));
            say("appended to the one file and found in the other: %s", text.trim());
        }
        String url = "http://localhost:" + port;
        System.out.println();
        System.out.println("Go on with:");
        System.out.println("  echo 'one more line' >> " + input + "; tail -f " + output);
        System.out.println("  curl " + url + "/");
        System.out.println("  curl " + url + "/connectors?expand=status");
        System.out.println("  curl -X PUT " + url + "/connectors/file-source/pause");
        System.out.println("  curl -X PUT " + url + "/connectors/file-source/resume");
        System.out.println("  curl " + url + "/connectors/file-source/offsets");
        System.out.println("  curl " + url + "/connector-plugins");
        System.out.println("Ctrl-C stops everything.");
        new CountDownLatch(1).await();
        return true;
    }

    private RestApi startAll() throws IOException {
        say("starting a Kafka broker ...");
        BrokerProcess kafka = BrokerProcess.start(Files.createDirectories(folder.resolve("broker")));
        broker = kafka;
        say("the broker listens at %s; starting a worker ...", kafka.bootstrapServers());
        ChildProcess process = startWorker(kafka.bootstrapServers());
        worker = process;
        RestApi api = new RestApi(URI.create("http://localhost:" + port)).awaitAnswer(process, WORKER_TIMEOUT);
        say(
                "the worker answers at http://localhost:%d/ after %.1f seconds of processor time",
                port, process.cpuTime().toMillis() / 1000.0);
        return api;
    }

    private ChildProcess startWorker(String bootstrapServers) {
        List<String> command = List.of(
                home.resolve("bin").resolve("connect-distributed.sh").toString(),
                home.resolve("config").resolve("connect-distributed.properties").toString(),
                "--override",
                "bootstrap.servers=" + bootstrapServers,
                "--override",
                "listeners=http://localhost:" + port,
                "--override",
                "group.id=quickstart",
                "--override",
                "offset.flush.interval.ms=1000",
                // Lines go through as they are, so that the files can be compared.
                "--override",
                "key.converter=org.apache.kafka.connect.storage.StringConverter",
                "--override",
                "value.converter=org.apache.kafka.connect.storage.StringConverter");
        return ChildProcess.start(
                command, Map.of("LOG_DIR", folder.resolve("logs").toString()), folder, folder.resolve("worker.log"));
    }

    private void createConnectors(RestApi api, Path input, Path output) {
        api.create(
                        "file-source",
                        Map.of("connector.class", "FileStreamSource", "file", input.toString(), "topic", "lines"))
                .require(201);
        api.create(
                        "file-sink",
                        Map.of("connector.class", "FileStreamSink", "file", output.toString(), "topics", "lines"))
                .require(201);
        say("created the connectors file-source and file-sink");
    }

    private static void awaitSize(Path file, long bytes) {
        Await.until(() -> file + " has " + bytes + " bytes", FLOW_TIMEOUT, () -> {
            try {
                return Files.exists(file) && Files.size(file) >= bytes;
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("localhost"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static void say(String format, Object... values) {
        System.out.println("> " + String.format(format, values));
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
        }
        if (broker != null) {
            broker.close();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("Cannot remove " + folder + ": " + e);
        }
    }
}
