// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit.golden;

import dev.penstock.testkit.Await;
import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import dev.penstock.testkit.RestApi;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import spec.fixture.FixtureSink;
import spec.fixture.FixtureSource;

/**
 * Workers in processes of their own, set up as the recorded ones were: one profile, a working directory with the recording's files,
 * the file connectors, the fixtures and the MirrorMaker connectors on the plugin path.
 */
final class GoldenWorkers implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final String JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter";
    private static final String LOGBACK =
            "<configuration><appender name=\"out\" class=\"ch.qos.logback.core.ConsoleAppender\">"
                    + "<encoder><pattern>%d %-5level %X{connector.context}%logger{0} %msg%n</pattern></encoder></appender>"
                    + "<root level=\"INFO\"><appender-ref ref=\"out\"/></root></configuration>";

    private final Path folder;
    private final String bootstrapServers;
    private final String profile;
    private final List<ChildProcess> processes = new ArrayList<>();

    /** @param folder a new one, for the working directory and the plugins */
    GoldenWorkers(Path folder, String bootstrapServers, String profile) {
        this.folder = folder;
        this.bootstrapServers = bootstrapServers;
        this.profile = profile;
        try {
            Files.createDirectories(folder.resolve("work"));
            Files.writeString(folder.resolve("logback.xml"), LOGBACK);
            layOutPlugins(folder.resolve("plugins"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void writeFile(String name, String content) {
        try {
            Files.writeString(folder.resolve("work").resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one more worker of the profile and returns its address, without a slash at the end, when it is well. */
    String start() {
        String url = launch(Map.of());
        ChildProcess process = processes.get(processes.size() - 1);
        RestApi api = new RestApi(URI.create(url));
        Await.until(() -> "the worker is well:\n" + process.output(), START_TIMEOUT, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("The worker ended:\n" + process.output());
            }
            return isWell(api);
        });
        return url;
    }

    /** Starts one more worker and returns its address, without a slash at the end, at once. */
    String launch(Map<String, String> moreSettings) {
        int port = BrokerProcess.freePort();
        int number = processes.size();
        boolean standalone = profile.startsWith("standalone");
        Path properties = folder.resolve("worker-" + number + ".properties");
        Map<String, String> settings = settings(port);
        settings.putAll(moreSettings);
        write(properties, settings);
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
                "-cp",
                classPath()));
        if (profile.equals("standalone-auth")) {
            command.add(1, "-Djava.security.auth.login.config=" + jaasFile());
        }
        command.add("org.apache.kafka.connect.cli." + (standalone ? "ConnectStandalone" : "ConnectDistributed"));
        command.add(properties.toString());
        processes.add(ChildProcess.start(
                command, Map.of(), folder.resolve("work"), folder.resolve("worker-" + number + ".log")));
        return "http://localhost:" + port;
    }

    /** Whether anything is said at all. */
    static boolean answers(RestApi api) {
        try {
            return api.get("/").status() == 200;
        } catch (UncheckedIOException e) {
            return false; // not listening yet
        }
    }

    private static boolean isWell(RestApi api) {
        try {
            int status = api.get("/health").status();
            return status == 200 || status == 401;
        } catch (UncheckedIOException e) {
            return false; // not listening yet
        }
    }

    private Map<String, String> settings(int port) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "key.converter",
                JSON_CONVERTER,
                "value.converter",
                JSON_CONVERTER,
                "listeners",
                "http://localhost:" + port,
                "plugin.path",
                folder.resolve("plugins").toString(),
                "penstock.plugin.index.path",
                folder.resolve("index").toString(),
                "offset.flush.interval.ms",
                "1000"));
        switch (profile) {
            case "standalone" -> {
                settings.put("offset.storage.file.filename", "offsets");
                settings.put("connector.client.config.override.policy", "None");
                settings.put("topic.tracking.enable", "false");
                settings.put("admin.listeners", "");
            }
            case "standalone-auth" -> {
                settings.put("offset.storage.file.filename", "offsets");
                settings.put(
                        "rest.extension.classes",
                        "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension");
            }
            case "dist-eos" -> {
                distributed(settings);
                settings.put("exactly.once.source.support", "enabled");
                settings.put("connector.client.config.override.policy", "Allowlist");
                settings.put("connector.client.config.override.allowlist", "linger.ms,max.poll.records");
                settings.put("topic.tracking.allow.reset", "false");
                settings.put("admin.listeners", "http://localhost:" + BrokerProcess.freePort());
                settings.put("access.control.allow.origin", "http://ok.example");
                settings.put("access.control.allow.methods", "GET,PUT");
                settings.put("response.http.headers.config", "\"set X-Golden: yes\", \"add Cache-Control: no-cache\"");
            }
            case "dist-2" -> {
                distributed(settings);
                settings.put("key.converter", "JsonConverter"); // an alias is as good as the name
            }
            default -> distributed(settings);
        }
        return settings;
    }

    private static void distributed(Map<String, String> settings) {
        settings.put("group.id", "connect-golden");
        settings.put("scheduled.rebalance.max.delay.ms", "5000");
        settings.put("offset.storage.partitions", "3");
        settings.put("status.storage.partitions", "2");
        for (String store : List.of("offset", "config", "status")) {
            settings.put(store + ".storage.topic", "golden-" + store);
            settings.put(store + ".storage.replication.factor", "1");
        }
    }

    private Path jaasFile() {
        try {
            Path users = Files.writeString(folder.resolve("users.properties"), "alice=secret\n");
            return Files.writeString(
                    folder.resolve("jaas.conf"),
                    "KafkaConnect {\n"
                            + "  org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule required file=\""
                            + users + "\";\n};\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What lies on a worker's class path: of this test's, neither the broker nor what belongs on the plugin path. */
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                classPathParts().stream().filter(GoldenWorkers::isWorkers).toList());
    }

    private static boolean isWorkers(String part) {
        String path = part.replace('\\', '/');
        return List.of(
                                "/connect-testkit/",
                                "/connect-file",
                                "/connect-mirror",
                                "/org/scala-lang/",
                                "/org/junit/",
                                "/testcontainers/")
                        .stream()
                        .noneMatch(path::contains)
                && !path.matches(".*/org/apache/kafka/kafka(?!-clients).*");
    }

    private static List<String> classPathParts() {
        return Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
    }

    private static void layOutPlugins(Path plugins) throws IOException {
        link(plugins.resolve("connect-file"), "/connect-file");
        link(plugins.resolve("connect-mirror"), "/connect-mirror");
        Path fixture = Files.createDirectories(plugins.resolve("fixture"));
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(fixture.resolve("fixture.jar")))) {
            for (Class<?> type : List.of(
                    FixtureSource.class,
                    FixtureSource.FixtureSourceTask.class,
                    FixtureSink.class,
                    FixtureSink.FixtureSinkTask.class)) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new ZipEntry(name));
                try (InputStream in = type.getResourceAsStream("/" + name)) {
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
            service(jar, SourceConnector.class, FixtureSource.class);
            service(jar, SinkConnector.class, FixtureSink.class);
        }
    }

    private static void service(ZipOutputStream jar, Class<?> type, Class<?> implementation) throws IOException {
        jar.putNextEntry(new ZipEntry("META-INF/services/" + type.getName()));
        jar.write(implementation.getName().getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
    }

    /** Makes a plugin of what this test's class path holds under a name: jars in a folder, or a folder of classes. */
    private static void link(Path plugin, String name) throws IOException {
        List<Path> parts = classPathParts().stream()
                .filter(part -> part.replace('\\', '/').contains(name))
                .map(Path::of)
                .toList();
        if (parts.size() == 1 && Files.isDirectory(parts.get(0))) {
            Files.createDirectories(plugin.getParent());
            Files.createSymbolicLink(plugin, parts.get(0));
            return;
        }
        Files.createDirectories(plugin);
        for (Path part : parts) {
            Files.createSymbolicLink(plugin.resolve(part.getFileName()), part);
        }
    }

    String output() {
        StringBuilder all = new StringBuilder();
        processes.forEach(process -> all.append(process.output()));
        return all.toString();
    }

    @Override
    public void close() {
        processes.forEach(ChildProcess::kill);
    }
}
