// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers start with the classes that the build has laid out, where these fit, and without them elsewhere. */
class SharedClassesTest {
    private static final String PROGRAM = "org.apache.kafka.connect.cli.ConnectDistributed";
    private static final String USAGE = "Usage: ConnectDistributed";
    private static final Path BUILT = Scripts.HOME.resolve("distribution/target/penstock");

    @TempDir
    private Path folder;

    @Test
    void theBuildsClassesAreShared() throws IOException {
        assumeTrue(Files.exists(BUILT.resolve("penstock.jsa")), "built without shared classes");
        ChildProcess program = run(Scripts.HOME, Map.of("KAFKA_OPTS", "-Xlog:class+load:file=classes.txt"));

        assertTrue(program.output().startsWith(USAGE), program::output);
        String loaded = Files.readAllLines(folder.resolve("classes.txt")).stream()
                .filter(line -> line.contains(PROGRAM + " "))
                .findFirst()
                .orElseThrow();
        assertTrue(loaded.contains("shared objects file (top)"), loaded);
    }

    @Test
    void anArchiveOfOtherJarsIsIgnoredWithoutAWord() throws IOException {
        assumeTrue(Files.exists(BUILT.resolve("penstock.jsa")), "built without shared classes");
        Path elsewhere = unpack();
        Files.copy(BUILT.resolve("penstock.jsa"), elsewhere.resolve("penstock.jsa"));

        ChildProcess program = run(elsewhere, Map.of());

        assertTrue(program.output().startsWith(USAGE), program::output);
    }

    @Test
    void anArchiveCanBeMadeWhereNoneFits() throws IOException {
        Path elsewhere = unpack();
        Files.writeString(elsewhere.resolve("penstock.jsa"), "not one");

        ChildProcess program = run(elsewhere, Map.of("KAFKA_OPTS", "-XX:ArchiveClassesAtExit=new.jsa"));

        assertTrue(program.output().contains(USAGE), program::output);
        assertTrue(Files.size(folder.resolve("new.jsa")) > 0);
    }

    /** As the archive is unpacked: libraries beside the scripts, under another path than the build's. */
    private Path unpack() throws IOException {
        Path home = Files.createDirectories(folder.resolve("elsewhere"));
        Path bin = Files.createDirectories(home.resolve("bin"));
        Files.copy(
                Scripts.HOME.resolve("bin/penstock-run-class.sh"),
                bin.resolve("penstock-run-class.sh"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.createSymbolicLink(home.resolve("libs"), BUILT.resolve("libs"));
        return home;
    }

    private ChildProcess run(Path home, Map<String, String> environment) {
        ChildProcess program = ChildProcess.start(
                List.of(home.resolve("bin/penstock-run-class.sh").toString(), PROGRAM),
                environment,
                folder,
                folder.resolve("out.log"));
        assertEquals(1, program.waitFor(Scripts.PATIENCE), program::output);
        return program;
    }
}
