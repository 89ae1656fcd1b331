// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import dev.penstock.testkit.Await;
import dev.penstock.testkit.ChildProcess;
import dev.penstock.testkit.RestApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs the scripts of {@code bin} as a user does. */
final class Scripts {
    static final Path HOME =
            Path.of(System.getProperty("penstock.home")).toAbsolutePath().normalize();
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private Scripts() {}

    static Path config(String name) {
        return HOME.resolve("config").resolve(name);
    }

    static ChildProcess run(Path folder, String log, String script, String... arguments) {
        return run(folder, log, Map.of(), script, arguments);
    }

    static ChildProcess run(
            Path folder, String log, Map<String, String> environment, String script, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(HOME.resolve("bin").resolve(script).toString());
        command.addAll(List.of(arguments));
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.putIfAbsent("LOG_DIR", folder.resolve("logs").toString());
        all.putIfAbsent("KAFKA_HEAP_OPTS", "-Xmx512m");
        return ChildProcess.start(command, all, folder, folder.resolve(log));
    }

    /** Waits until the worker answers; returns a client for it. */
    static RestApi awaitWorker(ChildProcess worker, int port) {
        return new RestApi(URI.create("http://localhost:" + port)).awaitAnswer(worker, PATIENCE);
    }

    static void writeLines(Path file, int from, int to) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int line = from; line < to; line++) {
            lines.add("line " + line);
        }
        Files.write(file, lines, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
    }

    static Set<String> distinctLines(Path file) {
        try {
            return Files.exists(file) ? new HashSet<>(Files.readAllLines(file)) : Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void awaitLines(Path file, int count) {
        Await.until(
                () -> file + " has " + count + " different lines, it has "
                        + distinctLines(file).size(),
                PATIENCE,
                () -> distinctLines(file).size() >= count);
    }
}
