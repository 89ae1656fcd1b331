// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A distributed worker in a process of its own, run from this JVM's class path: for tests that kill, signal or suspend
 * one. Started again it has the same address and goes on writing to the same log.
 *
 * <p>Thread: any, one at a time.
 */
public final class WorkerProcess implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Pattern JOINED = Pattern.compile("Joined generation (\\d+) as '.*', led by '(.*?)'");
    private static final String LOGBACK =
            "<configuration><appender name=\"out\" class=\"ch.qos.logback.core.ConsoleAppender\">"
                    + "<encoder><pattern>%d %-5level %X{connector.context}[%thread] %logger{0} %msg%n</pattern></encoder>"
                    + "</appender><root level=\"INFO\"><appender-ref ref=\"out\"/></root></configuration>";

    private final Path folder;
    private final String name;
    private final String url;
    private final RestApi api;
    private ChildProcess process;

    private WorkerProcess(Path folder, String name, String url) {
        this.folder = folder;
        this.name = name;
        this.url = url;
        this.api = new RestApi(URI.create(url));
        this.process = launch();
    }

    /**
     * Starts a worker and returns at once.
     *
     * @param folder    for its files
     * @param name      of its files
     * @param group     of workers that it belongs to
     * @param overrides worker properties beyond those that a small cluster needs
     */
    public static WorkerProcess launch(
            Path folder, String name, String bootstrapServers, String group, Map<String, String> overrides) {
        Map<String, String> settings = new HashMap<>(SmallCluster.properties(bootstrapServers, group));
        settings.put("listeners", "http://localhost:" + BrokerProcess.freePort());
        settings.put("plugin.discovery", "service_load");
        settings.putAll(overrides);
        Properties properties = new Properties();
        properties.putAll(settings);
        try (OutputStream out = Files.newOutputStream(folder.resolve(name + ".properties"))) {
            properties.store(out, null);
            Files.writeString(folder.resolve("logback.xml"), LOGBACK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new WorkerProcess(folder, name, settings.get("listeners"));
    }

    /** Starts as many workers of one new group, and returns when all of them have met. */
    static List<WorkerProcess> launchGroup(
            Path folder, String bootstrapServers, int count, Map<String, String> overrides) {
        String group = "group-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
        List<WorkerProcess> workers = new ArrayList<>();
        boolean met = false;
        try {
            for (int i = 0; i < count; i++) {
                workers.add(launch(folder, "worker-" + i, bootstrapServers, group, overrides));
            }
            workers.forEach(WorkerProcess::awaitHealthy);
            Await.until(
                    "all have met",
                    START_TIMEOUT,
                    () -> workers.stream()
                                    .mapToInt(WorkerProcess::generation)
                                    .distinct()
                                    .count()
                            == 1);
            met = true;
            return workers;
        } finally {
            if (!met) {
                workers.forEach(WorkerProcess::close);
            }
        }
    }

    private ChildProcess launch() {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // short lives
                "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
                "-cp",
                System.getProperty("java.class.path"),
                "org.apache.kafka.connect.cli.ConnectDistributed",
                folder.resolve(name + ".properties").toString()));
        return ChildProcess.start(command, Map.of(), folder, folder.resolve(name + ".log"));
    }

    /** Starts it again after its end. */
    public void relaunch() {
        if (process.isAlive()) {
            throw new IllegalStateException("Worker '" + name + "' still runs");
        }
        process = launch();
    }

    /** Returns when it is a member of its group in good standing. */
    public WorkerProcess awaitHealthy() {
        Await.until(() -> "worker '" + name + "' is healthy:\n" + output(), START_TIMEOUT, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("Worker '" + name + "' ended:\n" + output());
            }
            return isHealthy();
        });
        return this;
    }

    private boolean isHealthy() {
        try {
            return api.get("/health").status() == 200;
        } catch (UncheckedIOException e) {
            return false; // not listening yet
        }
    }

    public RestApi api() {
        return api;
    }

    /** As it stands in statuses: {@code host:port}. */
    public String workerId() {
        return URI.create(url).getAuthority();
    }

    public ChildProcess process() {
        return process;
    }

    /** All that it has written, in all its lives. */
    public String output() {
        return process.output();
    }

    /** The last generation of the group that it has joined; 0 before the first. */
    public int generation() {
        String last = lastJoined(1);
        return last.isEmpty() ? 0 : Integer.parseInt(last);
    }

    /** Whether it was the leader when it last joined a generation. */
    public boolean isLeader() {
        return lastJoined(2).equals(url + "/");
    }

    private String lastJoined(int group) {
        String last = "";
        Matcher matcher = JOINED.matcher(output());
        while (matcher.find()) {
            last = matcher.group(group);
        }
        return last;
    }

    @Override
    public void close() {
        process.close();
    }
}
