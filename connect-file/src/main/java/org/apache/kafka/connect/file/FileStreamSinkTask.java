// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends the values of records to a file. Offsets are committed only for what the operating system has taken; a file that
 * cannot be written to fails the task before.
 *
 * <p>Thread: the task's.
 */
public class FileStreamSinkTask extends SinkTask {
    private static final Logger log = LoggerFactory.getLogger(FileStreamSinkTask.class);
    private static final int BUFFER_BYTES = 256 * 1024;

    private String file;
    private PrintStream output;
    /** What was written since the last flush may be lost, and nothing tells which of it. */
    private boolean refused;

    public FileStreamSinkTask() {}

    /** @param outputStream where values go; for those who start no task from a configuration */
    public FileStreamSinkTask(PrintStream outputStream) {
        file = null;
        output = outputStream;
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void start(Map<String, String> props) {
        file = new AbstractConfig(FileStreamSinkConnector.CONFIG_DEF, props, false)
                .getString(FileStreamSinkConnector.FILE_CONFIG);
        if (file == null || file.isEmpty()) {
            file = null;
            output = System.out;
            return;
        }
        try {
            output = new PrintStream(
                    new BufferedOutputStream(
                            Files.newOutputStream(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                            BUFFER_BYTES),
                    false,
                    UTF_8);
        } catch (IOException e) {
            throw new ConnectException(
                    "Cannot open file '" + file + "' to append to it: " + e + ". Check '"
                            + FileStreamSinkConnector.FILE_CONFIG + "' and the rights of the worker's user.",
                    e);
        }
    }

    @Override
    public void put(Collection<SinkRecord> sinkRecords) {
        // A flush that throws keeps offsets from being committed, but it takes a put to end the task.
        requireHealthy();
        for (SinkRecord message : sinkRecords) {
            output.println(message.value());
        }
    }

    @Override
    public void flush(Map<TopicPartition, OffsetAndMetadata> offsets) {
        log.trace("Flushing '{}'", name());
        refused = output.checkError(); // flushes, too
        requireHealthy();
    }

    private void requireHealthy() {
        if (refused) {
            throw new ConnectException("Cannot write to '" + name()
                    + "': the operating system refused what was written. Check that its disk is not full.");
        }
    }

    @Override
    public void stop() {
        if (output != null && output != System.out) {
            output.close();
        }
    }

    private String name() {
        return file == null ? "stdout" : file;
    }
}
