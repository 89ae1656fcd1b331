// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.testkit.Await;
import dev.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickStartScriptTest {
    @TempDir
    Path folder;

    @Test
    void onceCopiesAFileOnAnotherPortWhenItsOwnIsTakenAndLeavesNothingBehind() throws Exception {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        try (ServerSocket taken = new ServerSocket()) {
            take(taken);
            ChildProcess script = Scripts.run(
                    folder,
                    "out.log",
                    Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary),
                    "quickstart.sh",
                    "--once");
            try (script) {
                Await.until(
                        () -> "a worker answers:\n" + script.output(),
                        Scripts.PATIENCE,
                        () -> !script.isAlive() || script.output().contains("the worker answers at"));
                List<ProcessHandle> others = ProcessHandle.of(script.pid())
                        .orElseThrow()
                        .descendants()
                        .toList();
                assertTrue(others.size() >= 2, () -> "a broker and a worker:\n" + script.output());

                assertEquals(0, script.waitFor(Scripts.PATIENCE), script::output);

                assertTrue(script.output().contains("The two files are equal, byte by byte."), script::output);
                assertFalse(script.output().contains("http://localhost:8083/"), script::output);
                assertEquals(
                        List.of(),
                        others.stream().filter(ProcessHandle::isAlive).toList());
                try (var left = Files.list(temporary)) {
                    assertEquals(List.of(), left.toList());
                }
            }
        }
    }

    /** In a miniature of the sources, with a Maven that only tells that it was called. */
    @Test
    void buildsWhenNothingIsBuiltOrASourceOrAPomIsNewerAndOnlyThen() throws Exception {
        Path home = folder.resolve("sources");
        Path pom = file("pom.xml");
        Path modulePom = file("connect-testkit/pom.xml");
        Path source = file("connect-testkit/src/main/java/A.java");
        Path test = file("connect-testkit/src/test/java/ATest.java");
        Path descriptor = file("distribution/src/assembly/archive.xml");
        Files.copy(
                Scripts.HOME.resolve("bin/quickstart.sh"),
                Files.createDirectories(home.resolve("bin")).resolve("quickstart.sh"));
        assertTrue(ranMaven(home), "nothing is built");

        Files.createDirectories(home.resolve("distribution/target/penstock/libs"));
        Files.createDirectories(home.resolve("connect-testkit/target/libs"));
        assertTrue(ranMaven(home), "the archive is missing");

        Path archive = file("distribution/target/penstock-1.tar.gz");
        Instant built = Instant.now().plusSeconds(60);
        Files.setLastModifiedTime(archive, FileTime.from(built));
        assertFalse(ranMaven(home), "all is older");
        Files.setLastModifiedTime(test, FileTime.from(built.plusSeconds(1)));
        assertFalse(ranMaven(home), "tests are not in it");
        for (Path changed : List.of(pom, modulePom, source, source.getParent(), descriptor)) {
            FileTime before = Files.getLastModifiedTime(changed);
            Files.setLastModifiedTime(changed, FileTime.from(built.plusSeconds(1)));
            assertTrue(ranMaven(home), () -> changed + " is newer");
            Files.setLastModifiedTime(changed, before);
        }
        assertFalse(ranMaven(home), "all is older again");
    }

    private static void take(ServerSocket socket) throws IOException {
        try {
            socket.bind(new java.net.InetSocketAddress(InetAddress.getByName("localhost"), 8083));
        } catch (BindException e) {
            // Somebody else has it: as good.
        }
    }

    private Path file(String name) throws IOException {
        Path path = folder.resolve("sources").resolve(name);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, name);
    }

    private boolean ranMaven(Path home) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs/bin"));
        for (String program : List.of("mvn", "java")) {
            Path path = Files.writeString(programs.resolve(program), "#!/bin/sh\necho \"ran " + program + " $*\"\n");
            assertTrue(path.toFile().setExecutable(true));
        }
        Path log = Files.createTempFile(folder, "out", ".log");
        try (ChildProcess script = ChildProcess.start(
                List.of("bash", home.resolve("bin/quickstart.sh").toString(), "--once"),
                Map.of(
                        "PATH",
                        programs + ":" + System.getenv("PATH"),
                        "JAVA_HOME",
                        programs.getParent().toString()),
                folder,
                log)) {
            assertEquals(0, script.waitFor(Scripts.PATIENCE), script::output);
            assertTrue(script.output().contains("ran java "), script::output);
            assertTrue(script.output().contains("dev.penstock.testkit.QuickStart " + home + " --once"), script::output);
            return script.output().contains("ran mvn -q -B -DskipTests package");
        }
    }
}
