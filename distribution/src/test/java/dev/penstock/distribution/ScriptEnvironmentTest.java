// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.testkit.Await;
import dev.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
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
        Properties properties = properties("-brokers", "b:1", "-cluster", "C:\\new\\team ", "-group", " g");

        assertEquals("C:\\new\\team ", properties.getProperty("penstock.cluster.name"));
        assertEquals(" g", properties.getProperty("group.id"));
        assertEquals("b:1", properties.getProperty("bootstrap.servers"));
    }

    @Test
    void flagsLeaveNoFileBehindWhereNoWorkerComesToBe() throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("my tmp"));
        Map<String, String> noJava = Map.of("JAVA_HOME", folder.resolve("none").toString());
        Map<String, String> noLogs = Map.of(
                "JAVA_HOME", javaHome.toString(),
                "LOG_DIR", Files.writeString(folder.resolve("file"), "x").toString());
        for (Map<String, String> environment : List.of(noJava, noLogs)) {
            Map<String, String> all = new HashMap<>(environment);
            all.put("TMPDIR", temporary.toString());
            List<String> command = List.of(script().toString(), "-brokers", "b:1", "-loggc");
            try (ChildProcess process = ChildProcess.start(command, all, folder, folder.resolve("refused.log"))) {
                assertEquals(1, process.waitFor(Scripts.PATIENCE), process::output);
            }
            try (Stream<Path> left = Files.list(temporary)) {
                assertEquals(List.of(), left.toList(), environment.toString());
            }
        }
    }

    @Test
    void theRegistryIsThatOfBothConverters() throws IOException {
        Properties properties = properties("-brokers", "b:1", "-registry", "http://r:8081", "-port", "8099");

        assertEquals("http://r:8081", properties.getProperty("key.converter.schema.registry.url"));
        assertEquals("http://r:8081", properties.getProperty("value.converter.schema.registry.url"));
        assertEquals("http://:8099", properties.getProperty("listeners"));
        assertEquals("-1", properties.getProperty("status.storage.replication.factor"));
        assertNull(properties("-brokers", "b:1").getProperty("key.converter.schema.registry.url"));
    }

    @Test
    void theStatusTopicIsNamedAfterTheConfigsTopic() throws IOException {
        Map<String, String> names = Map.of(
                "team-configs",
                "team-status",
                "team-config-v2",
                "team-status-v2",
                "team-settings",
                "team-settings-status");
        for (Map.Entry<String, String> name : names.entrySet()) {
            Properties properties = properties("-brokers", "b:1", "-configs", name.getKey());

            assertEquals(name.getKey(), properties.getProperty("config.storage.topic"));
            assertEquals(name.getValue(), properties.getProperty("status.storage.topic"));
        }
        assertEquals("g-status", properties("-brokers", "b:1", "-group", "g").getProperty("status.storage.topic"));
    }

    @Test
    void aDaemonWritesToAFileOfItsNameAndTheScriptEnds() {
        Path logs = folder.resolve("logs");

        assertEquals("", output(Map.of(), script(), "-daemon", "w.properties"));
        awaitProgramIn(logs.resolve("connectDistributed.out"));

        output(Map.of(), script(), "-daemon", "-name", "mine", "w.properties");
        awaitProgramIn(logs.resolve("mine.out"));
    }

    @Test
    void extraArgumentsStandInForTheNameThatTheScriptGives() {
        String first = arguments(Map.of("EXTRA_ARGS", "-loggc -name theirs"), script(), "w.properties")
                .toString();
        assertTrue(first.contains(folder.resolve("logs/theirs-gc.log").toString()), first);

        output(Map.of("EXTRA_ARGS", "-name theirs"), script(), "-daemon", "w.properties");
        awaitProgramIn(folder.resolve("logs/theirs.out"));

        List<String> options = arguments(Map.of("EXTRA_ARGS", "-name theirs -Dmine=1"), script(), "w.properties");
        assertTrue(
                options.indexOf("-Dmine=1") > 0 && options.indexOf("-Dmine=1") < options.indexOf(PROGRAM),
                options::toString);

        String none = arguments(Map.of("EXTRA_ARGS", ""), script(), "-loggc", "w.properties")
                .toString();
        assertTrue(none.contains(folder.resolve("logs/penstock-gc.log").toString()), none);
    }

    @Test
    void theStandaloneScriptTakesTheSameFlags() {
        Path standalone = script().resolveSibling("connect-standalone.sh");

        String usual = arguments(Map.of(), standalone, "-loggc", "w.properties", "c.properties")
                .toString();
        assertTrue(
                usual.contains(folder.resolve("logs/connectStandalone-gc.log").toString()), usual);
        assertTrue(usual.endsWith("ConnectStandalone, w.properties, c.properties]"), usual);

        output(Map.of("EXTRA_ARGS", "-name theirs"), standalone, "-daemon", "w.properties");
        awaitProgramIn(folder.resolve("logs/theirs.out"));
    }

    @Test
    void ownSettingsOfJmxAndOfTheCollectorsLogReplaceTheUsualOnes() {
        List<String> usual = arguments(Map.of(), script(), "w.properties");
        List<String> own = arguments(
                Map.of("KAFKA_JMX_OPTS", "-Djmx=mine", "KAFKA_GC_LOG_OPTS", "-Xlog:gc:file=mine.log -Dtwo=2"),
                script(),
                "-loggc",
                "w.properties");

        assertTrue(usual.contains("-Dcom.sun.management.jmxremote=true"), usual::toString);
        assertFalse(own.contains("-Dcom.sun.management.jmxremote=true"), own::toString);
        assertTrue(own.containsAll(List.of("-Djmx=mine", "-Xlog:gc:file=mine.log", "-Dtwo=2")), own::toString);
        assertFalse(own.stream().anyMatch(option -> option.startsWith("-Xlog:gc*")), own::toString);
    }

    @Test
    void aScriptWithoutABuildSaysWhatToRun() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("alone/bin"));
        for (String name : List.of("connect-distributed.sh", "connect-standalone.sh", "penstock-run-class.sh")) {
            Files.copy(script().resolveSibling(name), bin.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
        }
        for (String name : List.of("connect-distributed.sh", "connect-standalone.sh")) {
            Path log = folder.resolve(name + ".log");
            try (ChildProcess process =
                    ChildProcess.start(List.of(bin.resolve(name).toString(), "w.properties"), Map.of(), folder, log)) {
                assertEquals(1, process.waitFor(Scripts.PATIENCE));
                assertEquals("Penstock is not built yet. Run: mvn -q -DskipTests package\n", process.output());
            }
        }
    }

    private void awaitProgramIn(Path file) {
        Await.until(() -> "the program's arguments are in " + file, Scripts.PATIENCE, () -> {
            try {
                return Files.exists(file) && Files.readString(file).contains("<w.properties>");
            } catch (IOException e) {
                return false;
            }
        });
    }

    /** What the script writes into the properties file of these flags. */
    private Properties properties(String... flags) throws IOException {
        String output = output(Map.of("TMPDIR", folder.toString()), script(), flags);
        Properties properties = new Properties();
        properties.load(new StringReader(output.lines()
                .filter(line -> line.startsWith("file: "))
                .map(line -> line.substring(6))
                .collect(Collectors.joining("\n"))));
        return properties;
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
