// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A file that streams through Kafka into another. */
final class FileFlow {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private FileFlow() {}

    static void run(RestApi api, Path folder, String topic) throws IOException {
        Path input = Files.writeString(folder.resolve("in.txt"), lines(0, 1_000));
        Path output = folder.resolve("out.txt");
        api.create("source", Map.of("connector.class", "FileStreamSource", "file", input.toString(), "topic", topic))
                .require(201);
        api.create("sink", Map.of("connector.class", "FileStreamSink", "file", output.toString(), "topics", topic))
                .require(201);
        Await.until(
                "both run",
                PATIENCE,
                () -> api.isEverywhere("source", "RUNNING", 1) && api.isEverywhere("sink", "RUNNING", 1));
        Await.until("all lines have arrived", PATIENCE, () -> sizeOf(output) >= sizeOf(input));
        assertEquals(Files.readString(input), Files.readString(output));
    }

    static String lines(int from, int to) {
        return IntStream.range(from, to).mapToObj(line -> "line " + line + "\n").collect(Collectors.joining());
    }

    static long sizeOf(Path file) {
        return file.toFile().length();
    }
}
