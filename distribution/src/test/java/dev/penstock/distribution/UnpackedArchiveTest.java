// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import dev.penstock.testkit.RestApi;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive as somebody gets it, unpacked far from the sources. */
class UnpackedArchiveTest {
    private static final Pattern FIRST_CELL = Pattern.compile("^\\| `([^`]+)` \\|.*", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

    @TempDir
    static Path somewhere;

    private static Path home;

    @TempDir
    Path folder;

    @BeforeAll
    static void unpack() throws Exception {
        Path target = Scripts.HOME.resolve("distribution/target");
        Path archive = only(target, "penstock-*.tar.gz");
        Path log = somewhere.resolve("tar.log");
        try (ChildProcess tar =
                ChildProcess.start(List.of("tar", "-xzf", archive.toString()), Map.of(), somewhere, log)) {
            assertEquals(0, tar.waitFor(Scripts.PATIENCE), tar::output);
        }
        home = only(somewhere, "penstock-*");
    }

    /** Its plugin brings a class that the worker has too, in another form, and no service file. */
    @Test
    void aWorkerRunsFromItWithThePluginThatSomebodyPutIntoIt() throws Exception {
        int port = BrokerProcess.freePort();
        makePlugin(Files.createDirectories(home.resolve("plugins/shout")));
        Scripts.writeLines(folder.resolve("test.txt"), 0, 100);
        Path source = folder.resolve("source.properties");
        Files.writeString(
                source,
                Files.readString(home.resolve("config/connect-file-source.properties"))
                        + "\ntransforms=shout\ntransforms.shout.type=wild.Shout\n");
        try (BrokerProcess broker = BrokerProcess.start(Files.createDirectories(folder.resolve("broker")));
                ChildProcess worker = ChildProcess.start(
                        List.of(
                                home.resolve("bin/connect-standalone.sh").toString(),
                                home.resolve("config/connect-standalone.properties")
                                        .toString(),
                                "--override",
                                "bootstrap.servers=" + broker.bootstrapServers(),
                                "--override",
                                "listeners=http://localhost:" + port,
                                "--override",
                                "offset.storage.file.filename=" + folder.resolve("offsets"),
                                "--override",
                                "offset.flush.interval.ms=500",
                                source.toString(),
                                home.resolve("config/connect-file-sink.properties")
                                        .toString()),
                        Map.of("KAFKA_HEAP_OPTS", "-Xmx512m"),
                        folder,
                        folder.resolve("worker.log"))) {
            RestApi api = Scripts.awaitWorker(worker, port);
            Path output = folder.resolve("test.sink.txt");
            Scripts.awaitLines(output, 100);

            assertTrue(Scripts.distinctLines(output).contains("LINE 99"), () -> "in " + output);
            Set<String> plugins = new TreeSet<>();
            for (JsonNode plugin :
                    api.get("/connector-plugins?connectorsOnly=false").json()) {
                plugins.add(plugin.get("class").asText());
            }
            assertTrue(
                    plugins.containsAll(
                            Set.of("wild.Shout", "org.apache.kafka.connect.file.FileStreamSourceConnector")),
                    plugins::toString);
            assertTrue(Files.exists(home.resolve("logs/connect.log")), "it logs where it was unpacked");
            String command = ProcessHandle.of(worker.pid())
                    .flatMap(process -> process.info().commandLine())
                    .orElseThrow();
            assertFalse(command.contains(Scripts.HOME.toString()), command);
            assertEquals(143, worker.terminate());
        }
    }

    @Test
    void itNamesTheLicenceOfEveryJarThatOthersMadeAndBringsItsText() throws IOException {
        Path licences = home.resolve("licenses");
        String list = Files.readString(licences.resolve("THIRD-PARTY.md"));
        Set<String> named = FIRST_CELL
                .matcher(list)
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> packed;
        try (Stream<Path> jars = Files.list(home.resolve("libs"))) {
            packed = jars.map(jar -> jar.getFileName().toString().replaceFirst("-[0-9].*\\.jar$", ""))
                    .filter(jar -> !jar.startsWith("connect-"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        assertEquals(packed, named);
        assertEquals(
                named.size(),
                list.lines()
                        .filter(line ->
                                line.startsWith("| `") && LINK.matcher(line).find())
                        .count());
        Matcher links = LINK.matcher(list);
        while (links.find()) {
            assertTrue(Files.size(licences.resolve(links.group(1))) > 500, links.group(1));
        }
        assertTrue(Files.exists(home.resolve("NOTICE")));
    }

    private static Path only(Path parent, String glob) throws IOException {
        try (var found = Files.newDirectoryStream(parent, glob)) {
            var paths = found.iterator();
            Path path = paths.next();
            assertFalse(paths.hasNext(), "one " + glob + " in " + parent);
            return path;
        }
    }

    private void makePlugin(Path plugin) throws IOException {
        Path library = compile(
                "library",
                "com.fasterxml.jackson.databind",
                "ObjectMapper",
                "public class ObjectMapper { public static String shout(String text) { return text.toUpperCase(); } }");
        Path code = compile(
                "code",
                "wild",
                "Shout",
                "import org.apache.kafka.common.config.ConfigDef;"
                        + "import org.apache.kafka.connect.connector.ConnectRecord;"
                        + "import org.apache.kafka.connect.data.Schema;"
                        + "public class Shout<R extends ConnectRecord<R>>"
                        + " implements org.apache.kafka.connect.transforms.Transformation<R> {"
                        + " public R apply(R r) { return r.newRecord(r.topic(), r.kafkaPartition(), r.keySchema(), r.key(),"
                        + " Schema.STRING_SCHEMA, com.fasterxml.jackson.databind.ObjectMapper.shout((String) r.value()),"
                        + " r.timestamp()); }"
                        + " public ConfigDef config() { return new ConfigDef(); }"
                        + " public void configure(java.util.Map<String, ?> configs) {}"
                        + " public void close() {} }");
        pack(library, "com/fasterxml/jackson/databind/ObjectMapper.class", plugin.resolve("library-1.0.jar"));
        pack(code, "wild/Shout.class", plugin.resolve("shout-1.0.jar"));
    }

    private Path compile(String name, String inPackage, String type, String text) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name));
        Path source = Files.writeString(folder.resolve(type + ".java"), "package " + inPackage + ";\n" + text);
        String classPath = folder.resolve("library") + ":" + System.getProperty("java.class.path");
        assertEquals(
                0,
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "--release",
                                "17",
                                "-cp",
                                classPath,
                                "-d",
                                classes.toString(),
                                source.toString()));
        return classes;
    }

    private static void pack(Path classes, String entry, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.putNextEntry(new JarEntry(entry));
            Files.copy(classes.resolve(entry), out);
        }
    }
}
