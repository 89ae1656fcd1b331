// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.endtoend;

import dev.penstock.testkit.ChildProcess;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * How each contestant is started: Penstock by its own script, Apache Kafka Connect from its published artifacts with the options
 * of its own script, a bare client with Apache's class path and options.
 *
 * <p>Thread: the run's.
 */
final class Contestants {
    private static final String APACHE_VERSION = "4.3.1";
    private static final List<String> APACHE_OPTIONS = List.of(
            "-Xms256M",
            "-Xmx2G",
            "-server",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent",
            "-Djava.awt.headless=true",
            "-Dcom.sun.management.jmxremote=true",
            "-Dcom.sun.management.jmxremote.authenticate=false",
            "-Dcom.sun.management.jmxremote.ssl=false");
    private static final String LOAD = "dev/penstock/benchmarks/load";

    private final Path home;
    private final Path folder;
    private final Path plugins;
    private final Path jar;
    private final String apacheClassPath;

    /**
     * Makes a plugin of the load classes and has Maven find Apache's artifacts.
     *
     * @param home   of Penstock: a built checkout or an unpacked archive
     * @param folder for everything that the run writes
     */
    Contestants(Path home, Path folder) throws IOException {
        this.home = home;
        this.folder = folder;
        this.plugins = Files.createDirectories(folder.resolve("plugins"));
        this.jar = Files.createDirectories(plugins.resolve("load")).resolve("load.jar");
        writeJar();
        this.apacheClassPath = resolveApache();
    }

    ChildProcess penstock(Path worker, Path connector) {
        return start(
                "penstock",
                List.of(home.resolve("bin/connect-standalone.sh").toString(), worker.toString(), connector.toString()));
    }

    ChildProcess apache(Path worker, Path connector) {
        return apacheJava(
                "apache", "org.apache.kafka.connect.cli.ConnectStandalone", worker.toString(), connector.toString());
    }

    /** A distributed worker of either kind. */
    ChildProcess distributed(boolean penstock, String log, Path worker) {
        return penstock
                ? start(log, List.of(home.resolve("bin/connect-distributed.sh").toString(), worker.toString()))
                : apacheJava(log, "org.apache.kafka.connect.cli.ConnectDistributed", worker.toString());
    }

    ChildProcess bare(String... arguments) {
        List<String> mainAndArguments = new ArrayList<>(List.of("dev.penstock.benchmarks.load.BareClient"));
        mainAndArguments.addAll(List.of(arguments));
        return apacheJava("bare", mainAndArguments.toArray(String[]::new));
    }

    /** The converter loop on Penstock's libraries or on Apache's. */
    ChildProcess converterLoop(boolean penstock, String log) {
        String main = "dev.penstock.benchmarks.load.ConverterLoop";
        if (!penstock) {
            return apacheJava(log, main);
        }
        return start(
                log,
                List.of(home.resolve("bin/penstock-run-class.sh").toString(), main),
                Map.of("CLASSPATH", jar.toString()));
    }

    /** Folders with plugins, as {@code plugin.path} names them. */
    String pluginPath(boolean penstock) {
        Path built = home.resolve("distribution/target/penstock/plugins");
        Path own = Files.isDirectory(built) ? built : home.resolve("plugins");
        return penstock ? plugins + "," + own : plugins.toString();
    }

    private ChildProcess apacheJava(String log, String... mainAndArguments) {
        List<String> command =
                new ArrayList<>(List.of(ProcessHandle.current().info().command().orElse("java")));
        command.addAll(APACHE_OPTIONS);
        command.addAll(List.of("-cp", apacheClassPath + File.pathSeparator + jar));
        command.addAll(List.of(mainAndArguments));
        return start(log, command);
    }

    private ChildProcess start(String log, List<String> command) {
        return start(log, command, Map.of());
    }

    private ChildProcess start(String log, List<String> command, Map<String, String> environment) {
        return ChildProcess.start(command, environment, folder, folder.resolve(log + ".log"));
    }

    private void writeJar() throws IOException {
        Path classes = Path.of(Contestants.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.list(classes.resolve(LOAD))) {
            for (Path file : files.toList()) {
                entry(entries, LOAD + "/" + file.getFileName(), Files.readAllBytes(file));
            }
            entry(entries, "META-INF/services/org.apache.kafka.connect.source.SourceConnector", service("LoadSource"));
            entry(entries, "META-INF/services/org.apache.kafka.connect.sink.SinkConnector", service("LoadSink"));
        }
    }

    private static byte[] service(String name) {
        return (LOAD.replace('/', '.') + "." + name + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void entry(JarOutputStream entries, String name, byte[] content) throws IOException {
        entries.putNextEntry(new JarEntry(name));
        entries.write(content);
        entries.closeEntry();
    }

    private String resolveApache() throws IOException {
        String dependencies = Stream.of(
                        "org.apache.kafka:connect-runtime:" + APACHE_VERSION,
                        "org.apache.kafka:connect-file:" + APACHE_VERSION,
                        "org.slf4j:slf4j-simple:1.7.36")
                .map(Contestants::dependency)
                .reduce("", String::concat);
        Path pom = Files.writeString(
                folder.resolve("pom.xml"),
                "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion>"
                        + "<groupId>peer</groupId><artifactId>peer</artifactId><version>1</version><dependencies>"
                        + dependencies + "</dependencies></project>");
        Path file = folder.resolve("class.path");
        try (ChildProcess maven = start(
                "maven",
                List.of(
                        "mvn",
                        "-q",
                        "-B",
                        "-f",
                        pom.toString(),
                        "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:build-classpath",
                        "-Dmdep.outputFile=" + file))) {
            if (maven.waitFor(Duration.ofMinutes(5)) != 0) {
                throw new IllegalStateException("Maven cannot resolve Apache Kafka Connect: " + maven.output());
            }
        }
        return Files.readString(file).trim();
    }

    private static String dependency(String coordinates) {
        String[] parts = coordinates.split(":", -1);
        return "<dependency><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId><version>"
                + parts[2] + "</version></dependency>";
    }
}
