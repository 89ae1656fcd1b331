// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker's program inside another, as harnesses run it. */
class EmbeddedProgramTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void theProgramRunsInsideAnotherThatHasItsHooks() throws Exception {
        List<Runnable> hooks = new CopyOnWriteArrayList<>();
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            int port = BrokerProcess.freePort();
            Path file = properties(kafka, port);
            // Not before: the brokers have hooks too, which delete the folders that they still write to.
            Exit.setShutdownHookAdder((name, hook) -> hooks.add(hook));
            Thread program = new Thread(() -> ConnectDistributed.main(new String[] {file.toString()}));
            program.start();
            RestApi api = new RestApi(URI.create("http://localhost:" + port));
            Await.until("the worker is healthy", PATIENCE, () -> isHealthy(api));

            hooks.forEach(Runnable::run);

            program.join(PATIENCE.toMillis());
            assertFalse(program.isAlive(), "main returns when the worker has stopped");
            assertFalse(isHealthy(api));
        } finally {
            Exit.resetShutdownHookAdder();
        }
    }

    private Path properties(EmbeddedKafka kafka, int port) throws Exception {
        Properties properties = new Properties();
        try (EmbeddedWorkers none = EmbeddedWorkers.start(kafka.bootstrapServers(), 0, Map.of())) {
            properties.putAll(none.properties());
        }
        properties.put("listeners", "HTTP://localhost:" + port);
        Path file = folder.resolve("worker.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file;
    }

    private static boolean isHealthy(RestApi api) {
        try {
            return api.get("/health").status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
