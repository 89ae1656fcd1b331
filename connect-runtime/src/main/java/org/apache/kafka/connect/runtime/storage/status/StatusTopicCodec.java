// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.status;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.model.ConnectorStatus;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TaskStatus;
import org.apache.kafka.connect.runtime.model.TopicStatus;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the status topic, the same as Kafka Connect's.
 *
 * <p>Thread: any.
 */
final class StatusTopicCodec {
    private static final String CONNECTOR = "status-connector-";
    private static final String TASK = "status-task-";
    private static final String TOPIC = "status-topic-";
    private static final String TOPIC_CONNECTOR = ":connector-";

    private final String topic;
    private final JsonConverter json = new JsonConverter();

    StatusTopicCodec(String topic) {
        this.topic = topic;
        json.configure(Map.of("schemas.enable", "false"), false);
    }

    /** What a key of the status topic speaks of. */
    sealed interface Subject {
        /** The key itself. */
        String key();
    }

    record ConnectorSubject(String connector) implements Subject {
        @Override
        public String key() {
            return CONNECTOR + connector;
        }
    }

    record TaskSubject(ConnectorTaskId id) implements Subject {
        @Override
        public String key() {
            return TASK + id;
        }
    }

    record TopicSubject(String connector, String topicName) implements Subject {
        @Override
        public String key() {
            return TOPIC + topicName + TOPIC_CONNECTOR + connector;
        }
    }

    /** @throws DataException if the key is not one of a status topic */
    Subject subject(String key) {
        if (key.startsWith(CONNECTOR)) {
            return new ConnectorSubject(key.substring(CONNECTOR.length()));
        } else if (key.startsWith(TASK)) {
            return new TaskSubject(taskId(key));
        } else if (key.startsWith(TOPIC)) {
            int colon = key.indexOf(':');
            if (colon >= 0 && key.startsWith(TOPIC_CONNECTOR, colon)) {
                return new TopicSubject(
                        key.substring(colon + TOPIC_CONNECTOR.length()), key.substring(TOPIC.length(), colon));
            }
        }
        throw new DataException("Key '" + key + "' is of no kind that the status topic holds");
    }

    private static ConnectorTaskId taskId(String key) {
        int dash = key.lastIndexOf('-');
        try {
            if (dash >= TASK.length()) {
                return new ConnectorTaskId(
                        key.substring(TASK.length(), dash), Integer.parseInt(key.substring(dash + 1)));
            }
        } catch (NumberFormatException e) {
            throw new DataException("Key '" + key + "' does not end with the number of a task", e);
        }
        throw new DataException("Key '" + key + "' names no task");
    }

    /** {@code null} is a tombstone: what is destroyed is forgotten. */
    byte @Nullable [] encode(ConnectorStatus status) {
        return encode(status.state(), status.trace(), status.workerId(), status.generation(), status.version());
    }

    /** {@code null} is a tombstone: what is destroyed is forgotten. */
    byte @Nullable [] encode(TaskStatus status) {
        return encode(status.state(), status.trace(), status.workerId(), status.generation(), status.version());
    }

    private byte @Nullable [] encode(
            RunState state, @Nullable String trace, String workerId, int generation, @Nullable String version) {
        if (state == RunState.DESTROYED) {
            return null;
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("state", state.name());
        fields.put("trace", trace);
        fields.put("worker_id", workerId);
        fields.put("generation", generation);
        fields.put("version", version);
        return json.fromConnectData(topic, null, fields);
    }

    byte[] encode(TopicStatus status) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", status.topic());
        fields.put("connector", status.task().connector());
        fields.put("task", status.task().task());
        fields.put("discoverTimestamp", status.discoverTimestamp());
        return json.fromConnectData(topic, null, Map.of("topic", fields));
    }

    ConnectorStatus decode(ConnectorSubject subject, byte[] value) {
        Map<?, ?> fields = fields(value);
        return new ConnectorStatus(
                subject.connector(),
                state(fields),
                (String) fields.get("trace"),
                text(fields, "worker_id"),
                (int) number(fields, "generation"),
                (String) fields.get("version"));
    }

    TaskStatus decode(TaskSubject subject, byte[] value) {
        Map<?, ?> fields = fields(value);
        return new TaskStatus(
                subject.id(),
                state(fields),
                (String) fields.get("trace"),
                text(fields, "worker_id"),
                (int) number(fields, "generation"),
                (String) fields.get("version"));
    }

    TopicStatus decode(TopicSubject subject, byte[] value) {
        if (!(fields(value).get("topic") instanceof Map<?, ?> fields)) {
            throw new DataException("The value has no object 'topic'");
        }
        return new TopicStatus(
                text(fields, "name"),
                new ConnectorTaskId(text(fields, "connector"), (int) number(fields, "task")),
                number(fields, "discoverTimestamp"));
    }

    private Map<?, ?> fields(byte[] value) {
        if (json.toConnectData(topic, value).value() instanceof Map<?, ?> fields) {
            return fields;
        }
        throw new DataException("The value is not a JSON object");
    }

    private static RunState state(Map<?, ?> fields) {
        String name = text(fields, "state");
        return Arrays.stream(RunState.values())
                .filter(state -> state.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DataException("State '" + name + "' is none that this version knows"));
    }

    private static String text(Map<?, ?> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new DataException("The value has no string '" + name + "'");
    }

    private static long number(Map<?, ?> fields, String name) {
        if (fields.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new DataException("The value has no number '" + name + "'");
    }
}
