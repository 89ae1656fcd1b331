// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Plugins as others publish them; the build's {@code slow} profile lays them out. */
final class WildPlugins {
    private static final Path FOLDER = Scripts.HOME.resolve("distribution/target/wild");

    private WildPlugins() {}

    /** A folder that holds one plugin. */
    static Path debeziumPostgres() {
        return FOLDER.resolve("debezium-postgres");
    }

    /** What plugin.path has to be to offer all of them. */
    static String pluginPath() {
        return String.join(
                ",",
                debeziumPostgres().toString(),
                FOLDER.resolve("debezium-jdbc").toString(),
                FOLDER.resolve("mongo").toString());
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
