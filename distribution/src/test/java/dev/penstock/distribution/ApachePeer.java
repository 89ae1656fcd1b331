// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import dev.penstock.testkit.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs workers of Apache Kafka Connect 4.3.1 from its published artifacts, as peers in tests; nothing of them is shipped. */
final class ApachePeer {
    private static final Duration RESOLVE_TIMEOUT = Duration.ofMinutes(5);
    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>peer</groupId>
              <artifactId>peer</artifactId>
              <version>1</version>
              <dependencies>
                <dependency>
                  <groupId>org.apache.kafka</groupId>
                  <artifactId>connect-runtime</artifactId>
                  <version>4.3.1</version>
                </dependency>
                <dependency>
                  <groupId>org.apache.kafka</groupId>
                  <artifactId>connect-file</artifactId>
                  <version>4.3.1</version>
                </dependency>
                <dependency>
                  <groupId>org.slf4j</groupId>
                  <artifactId>slf4j-simple</artifactId>
                  <version>1.7.36</version>
                </dependency>
              </dependencies>
            </project>
            """;

    private final String classPath;

    private ApachePeer(String classPath) {
        this.classPath = classPath;
    }

    /** Has Maven find the artifacts. */
    static ApachePeer resolve(Path folder) {
        try {
            Path pom = Files.writeString(folder.resolve("pom.xml"), POM);
            Path file = folder.resolve("class.path");
            String repository = System.getProperty("maven.repo.local", "");
            List<String> command = new java.util.ArrayList<>(List.of(
                    "mvn",
                    "-q",
                    "-B",
                    "-f",
                    pom.toString(),
                    "dependency:build-classpath",
                    "-Dmdep.outputFile=" + file));
            if (!repository.isEmpty()) {
                command.add("-Dmaven.repo.local=" + repository);
            }
            ChildProcess maven = ChildProcess.start(command, Map.of(), folder, folder.resolve("maven.log"));
            if (maven.waitFor(RESOLVE_TIMEOUT) != 0) {
                throw new IllegalStateException("Maven cannot resolve the peer: " + maven.output());
            }
            return new ApachePeer(Files.readString(file).trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a distributed worker with these properties. */
    ChildProcess start(Path folder, String log, Path properties) {
        List<String> command = List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                "org.apache.kafka.connect.cli.ConnectDistributed",
                properties.toString());
        return ChildProcess.start(command, Map.of(), folder, folder.resolve(log));
    }
}
