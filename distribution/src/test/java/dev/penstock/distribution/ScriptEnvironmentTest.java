// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the scripts make of their environment: a java that prints its arguments shows it. */
class ScriptEnvironmentTest {
    private static final String PROGRAM = "org.apache.kafka.connect.cli.ConnectDistributed";

    @TempDir
    private Path folder;

    private Path javaHome;

    @BeforeEach
    void makeJava() throws IOException {
        javaHome = folder.resolve("java");
        Path java = Files.createDirectories(javaHome.resolve("bin")).resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\nfor each; do echo \"<$each>\"; if [ -f \"$each\" ]; then sed 's/^/file: /' \"$each\"; fi; done\n");
        assertTrue(java.toFile().setExecutable(true));
    }

    @Test
    void theCommandLineEndsWithTheProgramAndItsPropertiesFile() {
        String file = Scripts.config("connect-distributed.properties").toString();

        List<String> arguments = arguments(Map.of(), script(), file, "--override", "a=b");

        int program = arguments.indexOf(PROGRAM);
        assertEquals(List.of(PROGRAM, file, "--override", "a=b"), arguments.subList(program, arguments.size()));
    }

    @Test
    void theVariablesOfKafkasScriptsReachJava() {
        List<String> arguments = arguments(
                Map.of(
                        "KAFKA_HEAP_OPTS", "-Xms11m -Xmx22m",
                        "KAFKA_OPTS", "-Done=1 -Dtwo=2",
                        "KAFKA_LOG4J_OPTS", "-Dlogback.configurationFile=mine.xml",
                        "KAFKA_JVM_PERFORMANCE_OPTS", "-XX:+UseSerialGC",
                        "LOG_DIR", folder.resolve("my logs").toString(),
                        "CLASSPATH", "/first.jar:/second.jar",
                        "JMX_PORT", "9999"),
                script(),
                "w.properties");

        for (String expected : List.of(
                "-Xms11m",
                "-Xmx22m",
                "-Done=1",
                "-Dtwo=2",
                "-Dlogback.configurationFile=mine.xml",
                "-XX:+UseSerialGC",
                "-Dkafka.logs.dir=" + folder.resolve("my logs"),
                "-Dcom.sun.management.jmxremote.port=9999")) {
            assertTrue(arguments.contains(expected), expected + " in " + arguments);
        }
        String classPath = arguments.get(arguments.indexOf("-cp") + 1);
        assertTrue(classPath.startsWith("/first.jar:/second.jar:"), classPath);
    }

    @Test
    void garbageCollectionLogsGoToAFolderWithASpaceInItsName() {
        Path logs = folder.resolve("my logs");

        List<String> arguments = arguments(Map.of("LOG_DIR", logs.toString()), script(), "-loggc", "w.properties");

        String expected =
                "-Xlog:gc*:file=" + logs.resolve("connectDistributed-gc.log") + ":time,tags:filecount=10,filesize=100M";
        assertTrue(arguments.contains(expected), arguments::toString);
        assertTrue(Files.isDirectory(logs));
    }

    @Test
    void theScriptsFindTheirNeighboursThroughLinks() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Path link = Files.createSymbolicLink(elsewhere.resolve("first"), script());
        Path relative = Files.createSymbolicLink(folder.resolve("second"), Path.of("else where", "first"));

        List<String> arguments = arguments(Map.of(), relative, "w.properties");

        assertTrue(arguments.contains(PROGRAM), arguments::toString);
        assertTrue(arguments.contains("-Dpenstock.home=" + Scripts.HOME.toRealPath()), arguments::toString);
        assertEquals(arguments, arguments(Map.of(), link, "w.properties"));
        for (String name : List.of("connect-standalone.sh", "connect-plugin-path.sh", "penstock-run-class.sh")) {
            Path other = Files.createSymbolicLink(elsewhere.resolve(name), script().resolveSibling(name));
            assertTrue(
                    arguments(Map.of(), other, "w.properties").contains("-Dpenstock.home=" + Scripts.HOME.toRealPath()),
                    name);
        }
    }

    @Test
    void valuesOfFlagsArriveAsTheyAre() throws IOException {
        String output = output(
                Map.of("TMPDIR", folder.toString()),
                script(),
                "-brokers",
                "b:1",
                "-cluster",
                "C:\\new\\team ",
                "-group",
                " g");

        Properties properties = new Properties();
        properties.load(new StringReader(String.join(
                "\n",
                output.lines()
                        .filter(line -> line.startsWith("file: "))
                        .map(line -> line.substring(6))
                        .toList())));
        assertEquals("C:\\new\\team ", properties.getProperty("penstock.cluster.name"), output);
        assertEquals(" g", properties.getProperty("group.id"), output);
        assertEquals("b:1", properties.getProperty("bootstrap.servers"));
    }

    private static Path script() {
        return Scripts.HOME.resolve("bin/connect-distributed.sh");
    }

    private List<String> arguments(Map<String, String> environment, Path script, String... arguments) {
        return output(environment, script, arguments)
                .lines()
                .filter(line -> line.startsWith("<"))
                .map(line -> line.substring(1, line.length() - 1))
                .toList();
    }

    private String output(Map<String, String> environment, Path script, String... arguments) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("JAVA_HOME", javaHome.toString());
        all.putIfAbsent("LOG_DIR", folder.resolve("logs").toString());
        List<String> command = Stream.concat(Stream.of(script.toString()), Stream.of(arguments))
                .toList();
        Path log = folder.resolve("out-" + System.nanoTime() + ".log");
        try (ChildProcess process = ChildProcess.start(command, all, folder, log)) {
            assertEquals(0, process.waitFor(Scripts.PATIENCE), process::output);
            return process.output();
        }
    }
}
