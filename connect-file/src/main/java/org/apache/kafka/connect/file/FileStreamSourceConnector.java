// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.file;

import static org.apache.kafka.connect.file.FileStreamSourceTask.FILENAME_FIELD;
import static org.apache.kafka.connect.file.FileStreamSourceTask.POSITION_FIELD;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;

/** Reads a file, or standard input, line by line into a topic. A file has one reader, so there is one task. */
public class FileStreamSourceConnector extends SourceConnector {
    /** Name of the topic that gets the lines. */
    public static final String TOPIC_CONFIG = "topic";
    /** Path of the file; absent for standard input. */
    public static final String FILE_CONFIG = "file";
    /** How many lines a task hands over at a time at most. */
    public static final String TASK_BATCH_SIZE_CONFIG = "batch.size";
    /** Default of {@link #TASK_BATCH_SIZE_CONFIG}. */
    public static final int DEFAULT_TASK_BATCH_SIZE = 2000;

    static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    FILE_CONFIG,
                    ConfigDef.Type.STRING,
                    null,
                    Importance.HIGH,
                    "Path of the file to read; standard input if absent.")
            .define(
                    TOPIC_CONFIG,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    Importance.HIGH,
                    "Topic that gets one record for each line.")
            .define(
                    TASK_BATCH_SIZE_CONFIG,
                    ConfigDef.Type.INT,
                    DEFAULT_TASK_BATCH_SIZE,
                    Importance.LOW,
                    "How many lines the task hands over at a time at most.");

    private Map<String, String> properties = Map.of();

    public FileStreamSourceConnector() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void start(Map<String, String> props) {
        new AbstractConfig(CONFIG_DEF, props, false);
        properties = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return FileStreamSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(properties);
    }

    @Override
    public void stop() {
        // Nothing is held between calls.
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    /** A file can be read from any position again; standard input cannot. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> props) {
        return isFile(props) ? ExactlyOnceSupport.SUPPORTED : ExactlyOnceSupport.UNSUPPORTED;
    }

    private static boolean isFile(Map<String, String> props) {
        String file = new AbstractConfig(CONFIG_DEF, props, false).getString(FILE_CONFIG);
        return file != null && !file.isEmpty();
    }

    /**
     * Accepts positions in files.
     *
     * @throws ConnectException if the connector reads standard input, or a partition or offset is not of the form that its
     *                          task writes
     */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
        if (!isFile(connectorConfig)) {
            throw new ConnectException(
                    "This connector reads standard input, of which no offsets are kept: there is nothing"
                            + " to alter. Set '" + FILE_CONFIG + "' to read a file.");
        }
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                requirePosition(offset);
            }
            if (partition == null || !partition.containsKey(FILENAME_FIELD)) {
                throw new ConnectException("Partition objects should contain the key '" + FILENAME_FIELD + "'");
            }
        });
        return true;
    }

    private static void requirePosition(Map<String, ?> offset) {
        if (!offset.containsKey(POSITION_FIELD)) {
            throw new ConnectException(
                    "Offset objects should either be null or contain the key '" + POSITION_FIELD + "'");
        }
        if (!(offset.get(POSITION_FIELD) instanceof Long position)) {
            throw new ConnectException(
                    "The value for the '" + POSITION_FIELD + "' key in the offset is expected to be a Long value");
        }
        if (position < 0) {
            throw new ConnectException(
                    "The value for the '" + POSITION_FIELD + "' key in the offset should be a non-negative value");
        }
    }
}
