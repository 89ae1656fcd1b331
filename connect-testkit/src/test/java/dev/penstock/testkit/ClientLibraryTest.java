// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A published Java client, every method of it, against workers. */
class ClientLibraryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    private Path folder;

    @Test
    void everyMethodOfAPublishedClientWorks() {
        worksAgainstEach(1);
    }

    @Test
    @Tag("slow")
    void everyMethodOfAPublishedClientWorksAgainstEveryWorkerOfACluster() {
        worksAgainstEach(2);
    }

    private void worksAgainstEach(int count) {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                EmbeddedWorkers workers = EmbeddedWorkers.start(kafka.bootstrapServers(), count, Map.of())) {
            for (int worker = 0; worker < count; worker++) {
                try (ChildProcess session = session(workers.api(worker))) {
                    assertEquals(0, session.waitFor(PATIENCE), session::output);
                    assertTrue(session.output().contains("Methods used: 23"), session::output);
                }
            }
        }
    }

    private ChildProcess session(RestApi worker) {
        String older = Path.of("target", "client-library").toAbsolutePath() + File.separator + "*";
        return ChildProcess.start(
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        older + File.pathSeparator + System.getProperty("java.class.path"),
                        ClientSession.class.getName(),
                        folder.toString(),
                        worker.base().toString()),
                Map.of(),
                folder,
                folder.resolve("session.log"));
    }
}
