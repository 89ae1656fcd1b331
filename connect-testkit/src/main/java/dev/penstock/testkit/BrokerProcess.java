// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * One Kafka broker (KRaft) in a process of its own, started by the broker's own programs from this JVM's class path.
 *
 * <p>Thread: any.
 */
public final class BrokerProcess implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    /** A resource: without it Logback would write every debug message. */
    private static final String LOGGING = "dev/penstock/testkit/broker-logback.xml";

    private final Path folder;
    private final int port;
    private ChildProcess process;

    private BrokerProcess(Path folder, int port) {
        this.folder = folder;
        this.port = port;
        this.process = launch();
    }

    /** Formats a new data folder below {@code folder} and starts a broker on a free port of this machine. */
    public static BrokerProcess start(Path folder) {
        return start(folder, Map.of());
    }

    /** As {@link #start(Path)}, with further settings of the broker. */
    public static BrokerProcess start(Path folder, Map<String, String> further) {
        return start(folder, freePort(), "", further);
    }

    /** As {@link #start(Path, Map)}, on a given port. */
    public static BrokerProcess start(Path folder, int port, Map<String, String> further) {
        return start(folder, port, "", further);
    }

    /**
     * As {@link #start(Path, Map)}, with more than the plain listener.
     *
     * @param listener one more, {@code NAME://host:port}, or empty
     */
    public static BrokerProcess start(Path folder, String listener, Map<String, String> further) {
        return start(folder, freePort(), listener, further);
    }

    private static BrokerProcess start(Path folder, int port, String listener, Map<String, String> further) {
        writeProperties(folder, port, freePort(), listener, further);
        ChildProcess format = java(
                folder,
                folder.resolve("format.log"),
                "kafka.tools.StorageTool",
                "format",
                "-t",
                Uuid.randomUuid().toString(),
                "-c",
                folder.resolve("server.properties").toString());
        int exit = format.waitFor(START_TIMEOUT);
        if (exit != 0) {
            throw new IllegalStateException("Cannot format the broker's data folder: " + format.output());
        }
        BrokerProcess broker = new BrokerProcess(folder, port);
        broker.awaitReady();
        return broker;
    }

    private static void writeProperties(
            Path folder, int port, int controllerPort, String listener, Map<String, String> further) {
        String offered = "PLAINTEXT://localhost:" + port + (listener.isEmpty() ? "" : "," + listener);
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@localhost:" + controllerPort);
        settings.put("listeners", offered + ",CONTROLLER://localhost:" + controllerPort);
        settings.put("advertised.listeners", offered);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("log.dirs", folder.resolve("data").toString());
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.putAll(further);
        Properties properties = new Properties();
        properties.putAll(settings);
        try (var out = Files.newBufferedWriter(folder.resolve("server.properties"))) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ChildProcess launch() {
        return java(
                folder,
                folder.resolve("broker.log"),
                "kafka.Kafka",
                folder.resolve("server.properties").toString());
    }

    private static ChildProcess java(Path folder, Path log, String... mainAndArguments) {
        List<String> command = new java.util.ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=" + LOGGING,
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(mainAndArguments));
        return ChildProcess.start(command, Map.of(), folder, log);
    }

    private void awaitReady() {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            Await.until(() -> "the broker is ready: " + process.output(), START_TIMEOUT, () -> {
                if (!process.isAlive()) {
                    throw new IllegalStateException("The broker ended: " + process.output());
                }
                return isReady(admin);
            });
        }
    }

    private static boolean isReady(Admin admin) {
        try {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    public long pid() {
        return process.pid();
    }

    /** Halts the broker where it is; {@link #resume} lets it go on. */
    public void suspend() {
        process.suspend();
    }

    public void resume() {
        process.resume();
    }

    /** Ends the broker; {@link #restart} brings it back with its data. */
    public void stop() {
        process.terminate();
    }

    public void restart() {
        if (process.isAlive()) {
            stop();
        }
        process = launch();
        awaitReady();
    }

    /** A port of this machine that nobody uses now. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
