// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileStreamTest {
    @TempDir
    Path folder;

    private final FileStreamSourceTask source = new FileStreamSourceTask();
    private final FileStreamSinkTask sink = new FileStreamSinkTask();
    private Map<String, Object> committed;

    @AfterEach
    void stop() {
        source.stop();
        sink.stop();
    }

    @Test
    void givesEachLineThePositionAfterIt() throws Exception {
        Path file = write("one\ntwo\n");
        startSource(file, 2000);

        List<SourceRecord> records = source.poll();

        assertEquals(List.of("one", "two"), values(records));
        assertEquals(Map.of("position", 4L), records.get(0).sourceOffset());
        assertEquals(Map.of("filename", file.toString()), records.get(0).sourcePartition());
        assertEquals(Map.of("position", 8L), records.get(1).sourceOffset());
        assertEquals("lines", records.get(0).topic());
        assertEquals(Schema.STRING_SCHEMA, records.get(0).valueSchema());
        assertNull(records.get(0).key());
    }

    @Test
    void goesOnWhereItWas() throws Exception {
        Path file = write("grün\ntwo\n");
        committed = Map.of("position", (long) "grün\n".getBytes(StandardCharsets.UTF_8).length);
        startSource(file, 2000);

        assertEquals(List.of("two"), values(source.poll()));
    }

    @Test
    void handsOverWhatIsLeftFromAFullBatchWithoutNewInput() throws Exception {
        startSource(write("1\n2\n3\n4\n5\n"), 2);

        assertEquals(List.of("1", "2"), values(source.poll()));
        assertEquals(List.of("3", "4"), values(source.poll()));
        assertEquals(List.of("5"), values(source.poll()));
    }

    @Test
    void holdsBackTheBeginningOfALineUntilItIsWhole() throws Exception {
        Path file = write("whole\nbegin");
        startSource(file, 2000);
        assertEquals(List.of("whole"), values(source.poll()));

        Files.writeString(file, "ning\n", StandardOpenOption.APPEND);

        assertEquals(List.of("beginning"), values(source.poll()));
    }

    @Test
    void waitsForAFileThatIsNotThereYet() throws Exception {
        Path file = folder.resolve("late.txt");
        startSource(file, 2000);
        assertNull(source.poll());

        Files.writeString(file, "here\n");

        assertEquals(List.of("here"), values(source.poll()));
    }

    @Test
    void readsStandardInputWithoutOffsets() throws Exception {
        InputStream original = System.in;
        System.setIn(new ByteArrayInputStream("typed\n".getBytes(StandardCharsets.UTF_8)));
        try {
            source.initialize(new Context());
            source.start(Map.of("topic", "lines"));

            List<SourceRecord> records = source.poll();

            assertEquals(List.of("typed"), values(records));
            assertNull(records.get(0).sourceOffset());
            assertEquals(
                    Collections.singletonMap("filename", null), records.get(0).sourcePartition());
        } finally {
            System.setIn(original);
        }
    }

    @Test
    void refusesAnOffsetThatIsNoNumber() throws Exception {
        Path file = write("one\n");
        committed = Map.of("position", "four");
        startSource(file, 2000);

        assertThrows(ConnectException.class, source::poll);
    }

    @Test
    void answersForExactlyOnceAndAlteredOffsets() {
        FileStreamSourceConnector connector = new FileStreamSourceConnector();
        Map<String, String> withFile = Map.of("file", "x", "topic", "t");
        assertEquals(ExactlyOnceSupport.SUPPORTED, connector.exactlyOnceSupport(withFile));
        assertEquals(ExactlyOnceSupport.UNSUPPORTED, connector.exactlyOnceSupport(Map.of("topic", "t")));

        assertTrue(connector.alterOffsets(withFile, Map.of(Map.of("filename", "x"), Map.of("position", 7L))));
        assertTrue(connector.alterOffsets(withFile, reset()));
        assertRefused(connector, Map.of("topic", "t"), Map.of(Map.of("filename", "x"), Map.of("position", 7L)));
        assertRefused(connector, withFile, Map.of(Map.of("file", "x"), Map.of("position", 7L)));
        assertRefused(connector, withFile, Map.of(Map.of("filename", "x"), Map.of("position", "abc")));
        assertRefused(connector, withFile, Map.of(Map.of("filename", "x"), Map.of("position", -1L)));
        assertRefused(connector, withFile, Map.of(Map.of("filename", "x"), Map.of("offset", 1L)));
    }

    private static Map<Map<String, ?>, Map<String, ?>> reset() {
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        offsets.put(Map.of("filename", "x"), null);
        return offsets;
    }

    private static void assertRefused(
            FileStreamSourceConnector connector,
            Map<String, String> config,
            Map<Map<String, ?>, Map<String, ?>> offsets) {
        assertThrows(ConnectException.class, () -> connector.alterOffsets(config, offsets));
    }

    @Test
    void needsATopicAndOneTask() {
        FileStreamSourceConnector connector = new FileStreamSourceConnector();
        assertThrows(ConfigException.class, () -> connector.start(Map.of("file", "x")));

        connector.start(Map.of("file", "x", "topic", "t"));

        assertEquals(List.of(Map.of("file", "x", "topic", "t")), connector.taskConfigs(7));
        assertEquals("4.3.1", connector.version());
    }

    @Test
    void appendsValuesLineByLine() throws IOException {
        Path file = write("before\n");
        sink.start(Map.of("file", file.toString()));

        sink.put(List.of(sinkRecord("grün"), sinkRecord(null), sinkRecord(7)));
        sink.flush(Map.of());

        assertEquals(List.of("before", "grün", "null", "7"), Files.readAllLines(file));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void failsBeforeOffsetsAreCommittedWhenTheDiskIsFull() {
        sink.start(Map.of("file", "/dev/full"));
        sink.put(IntStream.range(0, 1_000).mapToObj(FileStreamTest::sinkRecord).toList());

        assertThrows(ConnectException.class, () -> sink.flush(Map.of()));
    }

    @Test
    void takesNothingMoreOnceTheDiskWasFull() {
        sink.start(Map.of("file", "/dev/full"));
        sink.put(List.of(sinkRecord("a")));
        assertThrows(ConnectException.class, () -> sink.flush(Map.of()));

        assertThrows(ConnectException.class, () -> sink.put(List.of()));
    }

    @Test
    void saysWhichFileCannotBeOpened() {
        String path = folder.resolve("absent").resolve("file").toString();

        ConnectException refused = assertThrows(ConnectException.class, () -> sink.start(Map.of("file", path)));

        assertTrue(refused.getMessage().contains(path), refused.getMessage());
    }

    private static SinkRecord sinkRecord(Object value) {
        return new SinkRecord("t", 0, null, null, null, value, 0);
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("input.txt"), text);
    }

    private void startSource(Path file, int batchSize) {
        source.initialize(new Context());
        source.start(Map.of("file", file.toString(), "topic", "lines", "batch.size", String.valueOf(batchSize)));
    }

    private static List<String> values(List<SourceRecord> records) {
        List<String> values = new ArrayList<>();
        records.forEach(message -> values.add((String) message.value()));
        return values;
    }

    private final class Context implements SourceTaskContext {
        @Override
        public Map<String, String> configs() {
            return Map.of();
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return new OffsetStorageReader() {
                @Override
                public <T> Map<String, Object> offset(Map<String, T> partition) {
                    return committed;
                }

                @Override
                public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
                    Map<Map<String, T>, Map<String, Object>> all = new HashMap<>();
                    partitions.forEach(partition -> all.put(partition, committed));
                    return all;
                }
            };
        }

        @Override
        public org.apache.kafka.common.metrics.PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException("no metrics here");
        }
    }
}
