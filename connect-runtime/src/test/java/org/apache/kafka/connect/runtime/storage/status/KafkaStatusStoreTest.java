// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.runtime.clients.MemoryTopicLog;
import org.apache.kafka.connect.runtime.model.ConnectorStatus;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TaskStatus;
import org.apache.kafka.connect.runtime.model.TopicStatus;
import org.apache.kafka.connect.runtime.testing.SpecVectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KafkaStatusStoreTest {
    private static final ConnectorTaskId TASK = new ConnectorTaskId("c", 0);

    private @Nullable MemoryTopicLog<String> topic;
    private final KafkaStatusStore store = new KafkaStatusStore("status", listener -> {
        topic = new MemoryTopicLog<>("status", listener);
        return topic;
    });

    @AfterEach
    void stop() {
        store.stop();
    }

    private MemoryTopicLog<String> topic() {
        return Objects.requireNonNull(topic);
    }

    @Test
    void readsTheStatusTopicOfARealCluster() {
        for (String file : List.of("topics-two-workers", "topics-eos-single-worker")) {
            JsonNode topics = SpecVectors.read("wire/" + file + ".json").get("topics");
            topics.properties().forEach(entry -> {
                if (entry.getKey().endsWith("-status")) {
                    entry.getValue().get("records").forEach(record -> topic().written(
                                    record.get("key").asText(),
                                    record.get("value").isNull()
                                            ? null
                                            : record.get("value").asText().getBytes(UTF_8)));
                }
            });
        }

        store.start();

        assertEquals(RunState.RUNNING, store.connector("w-4").orElseThrow().state());
        assertEquals("1.2.3", store.connector("w-4").orElseThrow().version());
        TaskStatus task = store.task(new ConnectorTaskId("w-5", 0)).orElseThrow();
        assertEquals("1.2.3-task", task.version());
        assertEquals("localhost:21083", task.workerId());
        assertEquals(21, task.generation());
        assertEquals(Optional.empty(), store.connector("w-1"));
        assertEquals(
                List.of("w-t"),
                store.topics("w-5").stream().map(TopicStatus::topic).toList());
        assertEquals(List.of(), List.copyOf(store.topics("w-3")));
    }

    @Test
    void writesTheBytesOfARealCluster() {
        store.start();

        store.put(new ConnectorStatus("w-3", RunState.UNASSIGNED, null, "localhost:21083", 17, null));
        store.put(new TaskStatus(
                new ConnectorTaskId("w-5", 0), RunState.RUNNING, null, "localhost:21083", 21, "1.2.3-task"));
        store.put(new TopicStatus("w-t", new ConnectorTaskId("w-5", 0), 1795191532122L));
        store.put(new TaskStatus(new ConnectorTaskId("w-3", 1), RunState.DESTROYED, null, "x:1", 1, null));

        assertEquals(
                List.of(
                        "status-connector-w-3={\"state\":\"UNASSIGNED\",\"trace\":null,\"worker_id\":\"localhost:21083\","
                                + "\"generation\":17,\"version\":null}",
                        "status-task-w-5-0={\"state\":\"RUNNING\",\"trace\":null,\"worker_id\":\"localhost:21083\","
                                + "\"generation\":21,\"version\":\"1.2.3-task\"}",
                        "status-topic-w-t:connector-w-5={\"topic\":{\"name\":\"w-t\",\"connector\":\"w-5\",\"task\":0,"
                                + "\"discoverTimestamp\":1795191532122}}",
                        "status-task-w-3-1=null"),
                written());
    }

    @Test
    void doesNotLetALateWordReplaceThatOfTheNewOwner() {
        store.start();
        store.put(new TaskStatus(TASK, RunState.RUNNING, null, "new:1", 5, "1"));

        store.putSafe(new TaskStatus(TASK, RunState.UNASSIGNED, null, "old:1", 4, null));
        assertEquals("new:1", store.task(TASK).orElseThrow().workerId());
        assertEquals(1, written().size());

        topic().written(
                        "status-task-c-0",
                        ("{\"state\":\"UNASSIGNED\",\"trace\":null,\"worker_id\":\"old:1\","
                                        + "\"generation\":5,\"version\":null}")
                                .getBytes(UTF_8));
        topic().releaseReads();
        assertEquals(RunState.RUNNING, store.task(TASK).orElseThrow().state());
    }

    @Test
    void letsAWorkerSayTheLastWordOnItsOwnTask() {
        store.start();
        store.put(new TaskStatus(TASK, RunState.RUNNING, null, "w:1", 5, "1"));

        store.putSafe(new TaskStatus(TASK, RunState.FAILED, "why", "w:1", 4, "1"));

        assertEquals(RunState.FAILED, store.task(TASK).orElseThrow().state());
    }

    @Test
    void sendsAgainWhatTheBrokersDidNotTake() throws Exception {
        store.start();
        topic().failNextAppend(new TimeoutException("no broker"));

        store.put(new TaskStatus(TASK, RunState.RUNNING, null, "w:1", 5, "1"));
        assertFalse(store.flush().isDone());

        store.flush().get(10, TimeUnit.SECONDS);
        assertEquals(RunState.RUNNING, store.task(TASK).orElseThrow().state());
    }

    @Test
    void doesNotSendAgainWhatSomethingNewerReplaced() throws Exception {
        store.start();
        topic().failNextAppend(new TimeoutException("no broker"));
        store.put(new TaskStatus(TASK, RunState.RUNNING, null, "w:1", 5, "1"));

        store.put(new TaskStatus(TASK, RunState.PAUSED, null, "w:1", 5, "1"));
        store.flush().get(10, TimeUnit.SECONDS);

        assertEquals(1, written().size());
        assertTrue(written().get(0).contains("PAUSED"));
    }

    private List<String> written() {
        return topic().records().stream()
                .map(record ->
                        record.key() + "=" + (record.value() == null ? "null" : new String(record.value(), UTF_8)))
                .toList();
    }
}
