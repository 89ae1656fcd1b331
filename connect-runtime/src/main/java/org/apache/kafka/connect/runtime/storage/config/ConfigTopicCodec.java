// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.ConnectorConfigured;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.LoggerLevelSet;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.RestartAsked;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.SessionKeyIssued;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.TargetStateSet;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.TaskConfigured;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.TaskCountRecorded;
import org.apache.kafka.connect.runtime.storage.config.ConfigTopicRecord.TasksCommitted;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of the config topic, the same as Kafka Connect's.
 *
 * <p>Thread: any.
 */
public final class ConfigTopicCodec {
    private static final String TARGET_STATE = "target-state-";
    private static final String CONNECTOR = "connector-";
    private static final String TASK = "task-";
    private static final String COMMIT = "commit-";
    private static final String RESTART = "restart-connector-";
    private static final String FENCING = "tasks-fencing-";
    private static final String SESSION_KEY = "session-key";
    private static final String LOGGER = "logger-cluster-";

    private static final String PROPERTIES = "properties";
    private static final String STATE = "state";
    private static final String STATE_V2 = "state.v2";
    private static final String TASKS = "tasks";
    private static final String TASK_COUNT = "task-count";
    private static final String INCLUDE_TASKS = "include-tasks";
    private static final String ONLY_FAILED = "only-failed";
    private static final String KEY = "key";
    private static final String ALGORITHM = "algorithm";
    private static final String CREATION_TIMESTAMP = "creation-timestamp";
    private static final String LEVEL = "level";

    private final String topic;
    private final JsonConverter json = new JsonConverter();

    public ConfigTopicCodec(String topic) {
        this.topic = topic;
        json.configure(Map.of("schemas.enable", "false"), false);
    }

    /** The key under which {@code record} is stored; later records with the same key replace it. */
    public String key(ConfigTopicRecord record) {
        if (record instanceof ConnectorConfigured connector) {
            return CONNECTOR + connector.connector();
        } else if (record instanceof TaskConfigured task) {
            return TASK + task.id();
        } else if (record instanceof TasksCommitted commit) {
            return COMMIT + commit.connector();
        } else if (record instanceof TargetStateSet target) {
            return TARGET_STATE + target.connector();
        } else if (record instanceof TaskCountRecorded fencing) {
            return FENCING + fencing.connector();
        } else if (record instanceof RestartAsked restart) {
            return RESTART + restart.request().connector();
        } else if (record instanceof SessionKeyIssued) {
            return SESSION_KEY;
        } else if (record instanceof LoggerLevelSet logger) {
            return LOGGER + logger.logger();
        }
        throw new AssertionError("Unknown kind of record: " + record.getClass());
    }

    /** The bytes of {@code record}'s value; {@code null} is a tombstone. */
    public byte @Nullable [] value(ConfigTopicRecord record) {
        Map<String, ?> fields = fields(record);
        return fields == null ? null : json.fromConnectData(topic, null, fields);
    }

    private static @Nullable Map<String, ?> fields(ConfigTopicRecord record) {
        if (record instanceof ConnectorConfigured connector) {
            return connector.config() == null ? null : Map.of(PROPERTIES, connector.config());
        } else if (record instanceof TaskConfigured task) {
            return Map.of(PROPERTIES, task.config());
        } else if (record instanceof TasksCommitted commit) {
            return Map.of(TASKS, commit.taskCount());
        } else if (record instanceof TargetStateSet target) {
            return target.state() == null ? null : stateFields(target.state());
        } else if (record instanceof TaskCountRecorded fencing) {
            return Map.of(TASK_COUNT, fencing.taskCount());
        } else if (record instanceof RestartAsked restart) {
            return ordered(
                    INCLUDE_TASKS,
                    restart.request().includeTasks(),
                    ONLY_FAILED,
                    restart.request().onlyFailed());
        } else if (record instanceof SessionKeyIssued issued) {
            Map<String, Object> fields = ordered(
                    KEY,
                    Base64.getEncoder().encodeToString(issued.key().key().getEncoded()),
                    ALGORITHM,
                    issued.key().key().getAlgorithm());
            fields.put(CREATION_TIMESTAMP, issued.key().creationTimestamp());
            return fields;
        } else if (record instanceof LoggerLevelSet logger) {
            return Map.of(LEVEL, logger.level());
        }
        throw new AssertionError("Unknown kind of record: " + record.getClass());
    }

    /** Workers from before STOPPED existed read the first field: to them a stopped connector is a paused one. */
    private static Map<String, ?> stateFields(TargetState state) {
        TargetState forOldWorkers = state == TargetState.STOPPED ? TargetState.PAUSED : state;
        return ordered(STATE, forOldWorkers.name(), STATE_V2, state.name());
    }

    private static Map<String, Object> ordered(String firstName, Object first, String secondName, Object second) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(firstName, first);
        fields.put(secondName, second);
        return fields;
    }

    /**
     * Reads a record back.
     *
     * @return empty for a tombstone of a kind that has none, and for a target state this version does not know
     * @throws DataException if key or value are not those of a config topic
     */
    public Optional<ConfigTopicRecord> decode(String key, byte @Nullable [] value) {
        if (key.startsWith(TARGET_STATE)) {
            return decodeTargetState(key.substring(TARGET_STATE.length()), value);
        } else if (key.startsWith(CONNECTOR)) {
            String connector = key.substring(CONNECTOR.length());
            return Optional.of(
                    new ConnectorConfigured(connector, value == null ? null : properties(key, fields(key, value))));
        } else if (value == null) {
            return Optional.empty();
        }
        Map<String, Object> fields = fields(key, value);
        if (key.startsWith(TASK)) {
            return Optional.of(new TaskConfigured(taskId(key), properties(key, fields)));
        } else if (key.startsWith(COMMIT)) {
            return Optional.of(new TasksCommitted(key.substring(COMMIT.length()), integer(key, fields, TASKS)));
        } else if (key.startsWith(RESTART)) {
            return Optional.of(new RestartAsked(new RestartRequest(
                    key.substring(RESTART.length()),
                    Boolean.TRUE.equals(fields.get(ONLY_FAILED)),
                    Boolean.TRUE.equals(fields.get(INCLUDE_TASKS)))));
        } else if (key.startsWith(FENCING)) {
            return Optional.of(
                    new TaskCountRecorded(key.substring(FENCING.length()), integer(key, fields, TASK_COUNT)));
        } else if (key.equals(SESSION_KEY)) {
            return Optional.of(new SessionKeyIssued(sessionKey(key, fields)));
        } else if (key.startsWith(LOGGER)) {
            return Optional.of(new LoggerLevelSet(key.substring(LOGGER.length()), text(key, fields, LEVEL)));
        }
        throw new DataException("Key '" + key + "' is of no kind that the config topic holds");
    }

    /** Whether a value can be parsed at all, whatever it says; as every worker sees it, of whichever version. */
    boolean isJson(byte @Nullable [] value) {
        try {
            json.toConnectData(topic, value);
            return true;
        } catch (DataException e) {
            return false;
        }
    }

    private Optional<ConfigTopicRecord> decodeTargetState(String connector, byte @Nullable [] value) {
        if (value == null) {
            return Optional.of(new TargetStateSet(connector, null));
        }
        Map<String, Object> fields = fields(TARGET_STATE + connector, value);
        Object state = fields.containsKey(STATE_V2) ? fields.get(STATE_V2) : fields.get(STATE);
        for (TargetState known : TargetState.values()) {
            if (known.name().equals(state)) {
                return Optional.of(new TargetStateSet(connector, known));
            }
        }
        throw new DataException(
                "Target state '" + state + "' of connector '" + connector + "' is none that this" + " version knows");
    }

    private Map<String, Object> fields(String key, byte[] value) {
        Object data = json.toConnectData(topic, value).value();
        if (!(data instanceof Map<?, ?> map)) {
            throw new DataException("The value of '" + key + "' is not a JSON object");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach((name, field) -> fields.put(String.valueOf(name), field));
        return fields;
    }

    private static Map<String, @Nullable String> properties(String key, Map<String, Object> fields) {
        if (!(fields.get(PROPERTIES) instanceof Map<?, ?> map)) {
            throw new DataException("The value of '" + key + "' has no object '" + PROPERTIES + "'");
        }
        Map<String, @Nullable String> properties = new LinkedHashMap<>();
        map.forEach((name, property) -> {
            if (property != null && !(property instanceof String)) {
                throw new DataException("Property '" + name + "' in the value of '" + key + "' is not a string");
            }
            properties.put(String.valueOf(name), (String) property);
        });
        return properties;
    }

    private static ConnectorTaskId taskId(String key) {
        int dash = key.lastIndexOf('-');
        if (dash < TASK.length()) {
            throw new DataException("Key '" + key + "' names no task");
        }
        try {
            return new ConnectorTaskId(key.substring(TASK.length(), dash), Integer.parseInt(key.substring(dash + 1)));
        } catch (NumberFormatException e) {
            throw new DataException("Key '" + key + "' does not end with the number of a task", e);
        }
    }

    private static int integer(String key, Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof Number number) {
            return number.intValue();
        }
        throw new DataException("The value of '" + key + "' has no number '" + name + "'");
    }

    private static String text(String key, Map<String, Object> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new DataException("The value of '" + key + "' has no string '" + name + "'");
    }

    private static SessionKey sessionKey(String key, Map<String, Object> fields) {
        String algorithm = text(key, fields, ALGORITHM);
        try {
            byte[] bytes = Base64.getDecoder().decode(text(key, fields, KEY));
            if (!(fields.get(CREATION_TIMESTAMP) instanceof Number created)) {
                throw new DataException("The value of '" + key + "' has no number '" + CREATION_TIMESTAMP + "'");
            }
            return new SessionKey(new SecretKeySpec(bytes, algorithm), created.longValue());
        } catch (IllegalArgumentException e) {
            throw new DataException("The value of '" + key + "' holds no usable key", e);
        }
    }
}
