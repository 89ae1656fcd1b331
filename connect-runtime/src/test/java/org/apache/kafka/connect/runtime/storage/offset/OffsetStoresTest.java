// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.offset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.runtime.clients.MemoryTopicLog;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffsetStoresTest {
    private @Nullable MemoryTopicLog<byte[]> topic;

    @TempDir
    Path folder = Path.of("");

    // ---- codec

    @Test
    void keysAndValuesAreCompactJsonInTheOrderOfTheMap() {
        OffsetCodec codec = new OffsetCodec();
        assertEquals("[\"s-1\",{\"task\":1}]", text(codec.encodeKey("s-1", Map.of("task", 1))));
        assertEquals("{\"position\":21}", text(codec.encodeValue("s-1", Map.of("position", 21L))));
        assertNull(codec.encodeValue("s-1", null));
        OffsetCodec.Key key = codec.decodeKey(bytes("[\"s-1\",{\"task\":1}]"));
        assertEquals(new OffsetCodec.Key("s-1", Map.of("task", 1L)), key);
        assertEquals(Map.of("position", 21L), codec.decodeValue("s-1", bytes("{\"position\":21}")));
    }

    @Test
    void anythingThatIsNoPrimitiveIsRefused() {
        OffsetCodec codec = new OffsetCodec();
        assertThrows(DataException.class, () -> codec.encodeValue("c", Map.of("list", List.of(1))));
        assertThrows(DataException.class, () -> codec.encodeKey("c", Map.of("map", Map.of())));
    }

    @Test
    void keysOfAnotherShapeAreRefused() {
        OffsetCodec codec = new OffsetCodec();
        for (String key : List.of("\"text\"", "[\"c\"]", "[1,{}]", "[\"c\",[]]", "not json")) {
            assertThrows(DataException.class, () -> codec.decodeKey(bytes(key)), key);
        }
        assertNull(codec.decodeKey(bytes("[\"c\",null]")).partition());
    }

    // ---- topic

    @Test
    void topicStoreReadsWhatOthersWroteBefore() {
        KafkaOffsetStore store = startedTopicStore();
        log().written(bytes("[\"c\",{\"p\":1}]"), bytes("{\"o\":5}"));
        log().written(bytes("broken"), bytes("{}"));
        log().written(bytes("[\"c\",{\"p\":2}]"), bytes("{\"o\":6}"));
        log().written(bytes("[\"c\",{\"p\":2}]"), null);

        Map<ByteBuffer, byte[]> found = store.get(List.of(key("[\"c\",{\"p\":1}]"), key("[\"c\",{\"p\":2}]")))
                .join();

        assertEquals(Set.of(key("[\"c\",{\"p\":1}]")), found.keySet());
        assertEquals(Set.of(key("[\"c\",{\"p\":1}]")), store.keys("c"));
        assertEquals(Set.of(), store.keys("other"));
    }

    @Test
    void putFailsWhenOneAppendFails() {
        KafkaOffsetStore store = startedTopicStore();
        log().failNextAppend(new KafkaException("no"));

        CompletableFuture<Void> put = store.put(Map.of(key("[\"c\",{}]"), bytes("{}")));

        assertTrue(put.isCompletedExceptionally());
    }

    // ---- file

    @Test
    void fileOfARealWorkerIsRead() throws Exception {
        JsonNode vector = vectors().get("files").get(0);
        Path file = Files.write(
                folder.resolve("offsets"),
                HexFormat.of().parseHex(vector.get("hex").asText()));

        FileOffsetStore store = new FileOffsetStore(file);
        store.start();

        ByteBuffer key = key(vector.get("key").asText());
        assertArrayEquals(
                bytes(vector.get("value").asText()),
                store.get(List.of(key)).join().get(key));
        assertEquals(Set.of(key), store.keys("k-props"));
    }

    @Test
    void fileIsWrittenToTheByteAsARealWorkerWritesIt() throws Exception {
        JsonNode vector = vectors().get("files").get(0);
        Path file = folder.resolve("offsets");
        FileOffsetStore store = new FileOffsetStore(file);
        store.start();

        store.put(Map.of(
                        key(vector.get("key").asText()),
                        bytes(vector.get("value").asText())))
                .join();

        assertEquals(vector.get("hex").asText(), HexFormat.of().formatHex(Files.readAllBytes(file)));
        assertFalse(Files.exists(folder.resolve("offsets.new")));
    }

    @Test
    void removedOffsetsKeepTheirKeysInTheFile() throws Exception {
        JsonNode vector = vectors().get("files").get(1);
        Path file = folder.resolve("offsets");
        FileOffsetStore store = new FileOffsetStore(file);
        store.start();
        Map<ByteBuffer, byte @Nullable []> removals = new HashMap<>();
        vector.get("keys").forEach(key -> removals.put(key(key.asText()), null));

        store.put(removals).join();

        assertEquals(vector.get("hex").asText().length() / 2, Files.size(file));
        FileOffsetStore again = new FileOffsetStore(file);
        again.start();
        assertEquals(Map.of(), again.get(removals.keySet()).join());
        assertEquals(Set.of(), again.keys("s-1"));
    }

    @Test
    void missingOrEmptyFileHoldsNothing() throws Exception {
        new FileOffsetStore(folder.resolve("missing")).start();
        Path empty = Files.createFile(folder.resolve("empty"));
        FileOffsetStore store = new FileOffsetStore(empty);
        store.start();
        assertEquals(Map.of(), store.get(List.of(key("k"))).join());
    }

    @Test
    void fileWithOtherClassesIsRefused() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(new ArrayList<>(List.of("x")));
        }
        Path file = Files.write(folder.resolve("evil"), bytes.toByteArray());
        assertThrows(ConnectException.class, () -> new FileOffsetStore(file).start());
    }

    @Test
    void aPutThatCannotBeWrittenFailsAndChangesNothing() {
        FileOffsetStore store = new FileOffsetStore(folder.resolve("no-such-folder/offsets"));
        store.start();

        assertTrue(store.put(Map.of(key("k"), bytes("v"))).isCompletedExceptionally());
        assertEquals(Map.of(), store.get(List.of(key("k"))).join());
    }

    // ---- own topic before the worker's

    @Test
    void ownOffsetsWinOverTheWorkers() {
        MemoryOffsetStore own = new MemoryOffsetStore();
        MemoryOffsetStore workers = new MemoryOffsetStore();
        own.put(Map.of(key("a"), bytes("own"))).join();
        workers.put(Map.of(key("a"), bytes("old"), key("b"), bytes("workers"))).join();

        Map<ByteBuffer, byte[]> found = ConnectorOffsetStore.ownBeforeWorker(own, workers)
                .get(List.of(key("a"), key("b")))
                .join();

        assertEquals("own", text(found.get(key("a"))));
        assertEquals("workers", text(found.get(key("b"))));
    }

    @Test
    void writesReachBothStoresAndTheSecondMayFail() {
        MemoryOffsetStore own = new MemoryOffsetStore();
        FailingStore workers = new FailingStore();
        ConnectorOffsetStore store = ConnectorOffsetStore.ownBeforeWorker(own, workers);

        workers.failing = true;
        store.put(Map.of(key("a"), bytes("1"))).join();

        assertEquals("1", text(own.get(List.of(key("a"))).join().get(key("a"))));
        Map<ByteBuffer, byte @Nullable []> removal = new HashMap<>();
        removal.put(key("a"), null);
        assertTrue(store.put(removal).isCompletedExceptionally());
        assertEquals("1", text(own.get(List.of(key("a"))).join().get(key("a"))), "kept while the other store has it");
    }

    // ---- reader and writer

    @Test
    void readerAnswersForThePartitionsItWasAsked() {
        MemoryOffsetStore store = new MemoryOffsetStore();
        store.put(Map.of(key("[\"c\",{\"p\":1}]"), bytes("{\"o\":5}"))).join();
        OffsetReader reader = new OffsetReader(store, "c");

        assertEquals(Map.of("o", 5L), reader.offset(Map.of("p", 1)));
        assertNull(reader.offset(Map.of("p", 2)));
    }

    @Test
    void closedReaderRefusesToWait() {
        OffsetReader reader = new OffsetReader(startedTopicStore(), "c");
        log().holdReads();
        reader.close();

        ConnectException error = assertThrows(ConnectException.class, () -> reader.offset(Map.of("p", 1)));
        assertTrue(String.valueOf(error.getMessage()).contains("shut down"));
    }

    @Test
    void failedFlushComesBackBehindNewerOffsets() {
        OffsetWriter writer = new OffsetWriter("c");
        writer.stage(Map.of("p", 1), Map.of("o", 1));
        writer.stage(Map.of("p", 2), Map.of("o", 1));
        writer.beginFlush();
        writer.stage(Map.of("p", 1), Map.of("o", 2));
        assertThrows(IllegalStateException.class, writer::beginFlush);
        writer.flushFailed();

        Map<ByteBuffer, byte @Nullable []> second = writer.beginFlush();
        assertEquals("{\"o\":2}", text(second.get(key("[\"c\",{\"p\":1}]"))));
        assertEquals("{\"o\":1}", text(second.get(key("[\"c\",{\"p\":2}]"))));
        writer.flushed();
        assertFalse(writer.hasStaged());
    }

    @Test
    void offsetsThatCannotBeEncodedStayStaged() {
        OffsetWriter writer = new OffsetWriter("c");
        writer.stage(Map.of("p", 1), Map.of("o", new Object()));

        assertThrows(DataException.class, writer::beginFlush);
        assertTrue(writer.hasStaged());
    }

    private KafkaOffsetStore startedTopicStore() {
        KafkaOffsetStore store = new KafkaOffsetStore(listener -> {
            topic = new MemoryTopicLog<>("offsets", listener);
            return topic;
        });
        store.start();
        return store;
    }

    private MemoryTopicLog<byte[]> log() {
        return Objects.requireNonNull(topic);
    }

    private static JsonNode vectors() throws IOException {
        try (InputStream input = OffsetStoresTest.class.getResourceAsStream("/spec/wire/standalone-offset-file.json")) {
            assertNotNull(input);
            return new ObjectMapper().readTree(input);
        }
    }

    private static ByteBuffer key(String text) {
        return ByteBuffer.wrap(bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte @Nullable [] bytes) {
        return new String(Arrays.copyOf(Objects.requireNonNull(bytes), bytes.length), StandardCharsets.UTF_8);
    }

    /** Works until it is told to fail. */
    private static final class FailingStore implements OffsetStore {
        private boolean failing;

        @Override
        public void start() {}

        @Override
        public CompletableFuture<Map<ByteBuffer, byte[]>> get(java.util.Collection<ByteBuffer> keys) {
            return CompletableFuture.completedFuture(Map.of());
        }

        @Override
        public CompletableFuture<Void> put(Map<ByteBuffer, byte @Nullable []> values) {
            return failing
                    ? CompletableFuture.failedFuture(new KafkaException("away"))
                    : CompletableFuture.completedFuture(null);
        }

        @Override
        public Set<ByteBuffer> keys(String connector) {
            return Set.of();
        }

        @Override
        public void stop() {}
    }
}
