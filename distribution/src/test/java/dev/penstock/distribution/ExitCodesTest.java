// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExitCodesTest {
    @TempDir
    Path folder;

    @Test
    void oneWithTheUsageWhenThereIsNothingToRun() {
        assertEnds(1, "Usage: connect-distributed.sh", "connect-distributed.sh");
        assertEnds(1, "Usage: connect-standalone.sh", "connect-standalone.sh");
        assertEnds(1, "Usage: connect-distributed.sh", "connect-distributed.sh", "--help");
        assertEnds(1, "Unknown flag: -frobnicate", "connect-distributed.sh", "-frobnicate");
        assertEnds(1, "Unknown flag: --frobnicate", "connect-standalone.sh", "x.properties", "--frobnicate");
        assertEnds(1, "-brokers is missing", "connect-distributed.sh", "-group", "g");
    }

    @Test
    void twoWhenTheFileCannotBeRead() {
        assertEnds(2, "There is no properties file 'absent.properties'", "connect-distributed.sh", "absent.properties");
        assertEnds(2, "There is no properties file 'absent.properties'", "connect-standalone.sh", "absent.properties");
    }

    @Test
    void twoWhenASettingIsMissingOrWrong() throws IOException {
        Path file = Files.writeString(folder.resolve("w.properties"), "bootstrap.servers=localhost:1\n");
        assertEnds(2, "Missing required configuration", "connect-distributed.sh", file.toString());
        assertEnds(
                2,
                "plugin.path",
                "connect-standalone.sh",
                Scripts.config("connect-standalone.properties").toString(),
                "--override",
                "plugin.path=");
    }

    @Test
    void twoWhenThereIsNoBroker() {
        assertEnds(
                2,
                "Cannot reach Kafka at",
                "connect-standalone.sh",
                Scripts.config("connect-standalone.properties").toString(),
                "--override",
                "bootstrap.servers=localhost:" + BrokerProcess.freePort(),
                "--override",
                "default.api.timeout.ms=2000",
                "--override",
                "request.timeout.ms=1000");
    }

    @Test
    void oneLineWarnsOfALog4jConfiguration() {
        ChildProcess process = Scripts.run(
                folder,
                "out.log",
                Map.of("KAFKA_LOG4J_OPTS", "-Dlog4j2.configurationFile=x.yaml"),
                "connect-distributed.sh",
                "absent.properties");

        assertEquals(2, process.waitFor(Scripts.PATIENCE));
        assertEquals(
                1,
                process.output()
                        .lines()
                        .filter(line -> line.contains("logback.configurationFile"))
                        .count(),
                process.output());
    }

    private void assertEnds(int code, String says, String script, String... arguments) {
        ChildProcess process = Scripts.run(folder, "out-" + System.nanoTime() + ".log", script, arguments);
        assertEquals(code, process.waitFor(Scripts.PATIENCE), process::output);
        List<String> lines =
                process.output().lines().filter(line -> line.contains(says)).toList();
        assertEquals(1, lines.size(), process::output);
        if (code == 2) {
            // On stderr as it is, not as a line of the log; there it stands too.
            assertFalse(lines.get(0).startsWith("["), lines::toString);
            assertTrue(
                    lastLogged().endsWith(lines.get(0) + " (org.apache.kafka.connect.cli.Launcher)"), this::lastLogged);
        }
    }

    private String lastLogged() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve("logs/connect.log"));
            return lines.get(lines.size() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
