// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import dev.penstock.testkit.Await;
import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * PostgreSQL from the operating system's packages, on a free port of this machine, with data in a folder that goes with it. The
 * server refuses to run as root: then it runs as {@code postgres} or {@code nobody}.
 */
final class PostgresServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String USER = "penstock";

    private final Path binaries;
    private final Path folder;
    private final List<String> asUser;
    private final int port = BrokerProcess.freePort();
    private final ChildProcess server;

    private PostgresServer(Path binaries, Path folder, List<String> asUser) {
        this.binaries = binaries;
        this.folder = folder;
        this.asUser = asUser;
        run("initdb", "-D", data(), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        this.server = start(
                "postgres",
                List.of(
                        "-D",
                        data(),
                        "-p",
                        String.valueOf(port),
                        "-k",
                        folder.toString(),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "wal_level=logical",
                        "-c",
                        "fsync=off"));
        Await.until(() -> "PostgreSQL answers: " + server.output(), PATIENCE, this::answers);
    }

    /** Why there can be no server here, or nothing. */
    static Optional<String> whyNot() {
        if (newestBinaries().isEmpty()) {
            return Optional.of("no PostgreSQL below /usr/lib/postgresql: install the package 'postgresql'");
        }
        if (isRoot() && userToBe().isEmpty()) {
            return Optional.of(
                    "PostgreSQL does not run as root, and there is neither setpriv nor a user to be instead");
        }
        return Optional.empty();
    }

    static PostgresServer start() {
        try {
            Path folder = Files.createTempDirectory("penstock-postgres");
            List<String> asUser = List.of();
            if (isRoot()) {
                String user = userToBe().orElseThrow();
                Files.setOwner(
                        folder,
                        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user));
                asUser = List.of("setpriv", "--reuid=" + user, "--clear-groups");
            }
            return new PostgresServer(newestBinaries().orElseThrow(), folder, asUser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    String user() {
        return USER;
    }

    /** What the statements print, without headings; cells are separated by {@code |}. */
    String sql(String statements) {
        return run(
                "psql",
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(port),
                "-U",
                USER,
                "-d",
                "postgres",
                "-v",
                "ON_ERROR_STOP=1",
                "-Atqc",
                statements);
    }

    String output() {
        return server.output();
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private boolean answers() {
        if (!server.isAlive()) {
            throw new IllegalStateException("PostgreSQL ended: " + server.output());
        }
        try (ChildProcess ready = start(
                "pg_isready", List.of("-h", "127.0.0.1", "-p", String.valueOf(port), "-U", USER, "-d", "postgres"))) {
            return ready.waitFor(PATIENCE) == 0;
        }
    }

    private String run(String program, String... arguments) {
        try (ChildProcess process = start(program, List.of(arguments))) {
            int code = process.waitFor(PATIENCE);
            if (code != 0) {
                throw new IllegalStateException(program + " ended with " + code + ": " + process.output());
            }
            return process.output().strip();
        }
    }

    private ChildProcess start(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(asUser);
        command.add(binaries.resolve(program).toString());
        command.addAll(arguments);
        return ChildProcess.start(
                command, Map.of("LC_ALL", "C.UTF-8"), folder, folder.resolve(UUID.randomUUID() + ".log"));
    }

    @Override
    public void close() {
        run("pg_ctl", "stop", "-D", data(), "-m", "immediate");
        server.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> newestBinaries() {
        Path all = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(all)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Stream.of("initdb", "postgres", "pg_ctl", "psql", "pg_isready")
                            .allMatch(program -> Files.isExecutable(bin.resolve(program))))
                    .max(java.util.Comparator.comparingInt(bin ->
                            Integer.parseInt(bin.getParent().getFileName().toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Optional<String> userToBe() {
        if (!Files.isExecutable(Path.of("/usr/bin/setpriv"))) {
            return Optional.empty();
        }
        return Stream.of("postgres", "nobody").filter(PostgresServer::exists).findFirst();
    }

    private static boolean exists(String user) {
        try {
            FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(user);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
