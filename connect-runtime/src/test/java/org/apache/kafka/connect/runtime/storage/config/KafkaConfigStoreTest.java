// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.runtime.clients.MemoryTopicLog;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KafkaConfigStoreTest {
    private static final Map<String, String> CONFIG = Map.of("connector.class", "X");

    private final List<ConfigChange> told = new ArrayList<>();
    private @Nullable MemoryTopicLog<String> topic;

    private KafkaConfigStore store(java.util.function.@Nullable Supplier<MockProducer<String, byte[]>> producers) {
        return new KafkaConfigStore(
                "configs",
                listener -> {
                    topic = new MemoryTopicLog<>("configs", listener);
                    return topic;
                },
                producers == null ? null : producers::get);
    }

    private MemoryTopicLog<String> topic() {
        return Objects.requireNonNull(topic);
    }

    @Test
    void showsAWriteOnceItIsReadBack() throws Exception {
        KafkaConfigStore store = store(null);
        store.start((snapshot, changes) -> told.addAll(changes));
        topic().holdReads();

        CompletableFuture<Void> written = store.putConnector("c", CONFIG, TargetState.PAUSED);
        assertFalse(written.isDone());
        assertFalse(store.snapshot().contains("c"));

        topic().releaseReads();
        written.get();

        assertEquals(TargetState.PAUSED, store.snapshot().targetState("c"));
        assertEquals(List.of(new ConfigChange.ConnectorAdded("c")), told);
        assertEquals(List.of("target-state-c", "connector-c"), keys());
    }

    @Test
    void doesNotTellWhatWasThereBeforeTheStart() {
        KafkaConfigStore store = store(null);
        topic().written("connector-c", "{\"properties\":{\"connector.class\":\"X\"}}".getBytes(UTF_8));
        topic().written("restart-connector-c", "{\"include-tasks\":true,\"only-failed\":false}".getBytes(UTF_8));

        store.start((snapshot, changes) -> told.addAll(changes));

        assertTrue(store.snapshot().contains("c"));
        assertEquals(2, store.snapshot().offset());
        assertEquals(List.of(), told);
    }

    @Test
    void passesOverWhatIsNoJsonWithoutCountingIt() {
        KafkaConfigStore store = store(null);
        topic().written("connector-c", "{\"properties\":{\"connector.class\":\"X\"}}".getBytes(UTF_8));
        topic().written("connector-d", "{\"properties\":".getBytes(UTF_8));
        topic().written("nonsense", "{".getBytes(UTF_8));

        store.start((snapshot, changes) -> told.addAll(changes));

        assertEquals(1, store.snapshot().offset());
        assertEquals(List.of("c"), List.copyOf(store.snapshot().connectors()));
    }

    /** As Kafka Connect does: members of one group that count differently would meet again and again without end. */
    @Test
    void countsWhatItPassesOverBecauseItMeansNothingToThisVersion() {
        KafkaConfigStore store = store(null);
        topic().written("connector-c", "{\"properties\":{\"connector.class\":\"X\"}}".getBytes(UTF_8));
        topic().written("kind-of-the-future", "{}".getBytes(UTF_8));
        store.start((snapshot, changes) -> told.addAll(changes));
        assertEquals(2, store.snapshot().offset());

        List<Long> offsets = new ArrayList<>();
        topic().append("kind-of-the-future", null);
        offsets.add(store.snapshot().offset());
        topic().append("connector-d", "{\"properties\":7}".getBytes(UTF_8));
        offsets.add(store.snapshot().offset());
        topic().append("target-state-c", "{\"state\":\"FLYING\"}".getBytes(UTF_8));
        offsets.add(store.snapshot().offset());
        topic().append("commit-c", "[1]".getBytes(UTF_8));
        offsets.add(store.snapshot().offset());
        topic().append("commit-c", null);
        offsets.add(store.snapshot().offset());

        assertEquals(List.of(3L, 4L, 5L, 6L, 7L), offsets);
        assertEquals(List.of("c"), List.copyOf(store.snapshot().connectors()));
        assertEquals(List.of(), told);
    }

    @Test
    void writesTheCommitOnlyAfterItsTasks() throws Exception {
        KafkaConfigStore store = store(null);
        store.start((snapshot, changes) -> told.addAll(changes));
        store.putConnector("c", CONFIG, null).get();

        store.putTaskConfigs("c", List.of(CONFIG, CONFIG)).get();

        assertEquals(List.of("connector-c", "task-c-0", "task-c-1", "commit-c"), keys());
        assertEquals(2, store.snapshot().taskCount("c"));
    }

    @Test
    void leavesTheTasksInForceWhenNewOnesCannotBeStored() throws Exception {
        KafkaConfigStore store = store(null);
        store.start((snapshot, changes) -> told.addAll(changes));
        store.putConnector("c", CONFIG, null).get();
        topic().failNextAppend(new TimeoutException("no broker"));

        assertThrows(ExecutionException.class, () -> store.putTaskConfigs("c", List.of(CONFIG))
                .get());

        assertFalse(keys().contains("commit-c"));
    }

    @Test
    void refusesLeaderWritesUntilThePrivilegeIsClaimedAndAfterItIsLost() throws Exception {
        MockProducer<String, byte[]> producer =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        KafkaConfigStore store = store(() -> producer);
        store.start((snapshot, changes) -> told.addAll(changes));
        assertFenced(store.putConnector("c", CONFIG, null));

        store.claimWritePrivilege().get();
        store.putConnector("c", CONFIG, TargetState.STOPPED).get();
        assertEquals(
                List.of("target-state-c", "connector-c"),
                producer.history().stream().map(ProducerRecord::key).toList());
        assertEquals(1, producer.commitCount());

        producer.commitTransactionException = new ProducerFencedException("deposed");
        assertFenced(store.removeConnector("c"));
        assertFenced(store.removeConnector("c"));
        store.putTargetState("c", TargetState.PAUSED).get();
        store.stop();
    }

    private static void assertFenced(CompletableFuture<?> write) {
        ExecutionException refused = assertThrows(ExecutionException.class, write::get);
        assertEquals(WriteFencedException.class, refused.getCause().getClass());
    }

    private List<String> keys() {
        return topic().records().stream().map(record -> record.key()).toList();
    }
}
