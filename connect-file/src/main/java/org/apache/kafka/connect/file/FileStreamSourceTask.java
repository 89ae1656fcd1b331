// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads lines from a file, or from standard input. The offset of a record is the number of bytes up to the line that
 * follows it, so that reading goes on exactly there. A file that does not exist yet is waited for.
 *
 * <p>Thread: the task's; {@code stop} from any.
 */
public class FileStreamSourceTask extends SourceTask {
    /** In a source partition: path of the file. */
    public static final String FILENAME_FIELD = "filename";
    /** In a source offset: bytes up to the next line. */
    public static final String POSITION_FIELD = "position";

    private static final Logger log = LoggerFactory.getLogger(FileStreamSourceTask.class);
    private static final long WAIT_FOR_INPUT_MS = 1_000;
    private static final int BUFFER_BYTES = 256 * 1024;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private String file;
    private String topic;
    private int batchSize;
    private Map<String, String> partition = Map.of();
    private volatile LineReader lines;
    private boolean missingReported;

    public FileStreamSourceTask() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void start(Map<String, String> props) {
        AbstractConfig config = new AbstractConfig(FileStreamSourceConnector.CONFIG_DEF, props, false);
        file = config.getString(FileStreamSourceConnector.FILE_CONFIG);
        topic = config.getString(FileStreamSourceConnector.TOPIC_CONFIG);
        batchSize = config.getInt(FileStreamSourceConnector.TASK_BATCH_SIZE_CONFIG);
        if (file == null || file.isEmpty()) {
            file = null;
            // Closing the task must not close the process's own input, and a read must not block the task's end.
            lines = new LineReader(new AvailableInput(System.in), 0, BUFFER_BYTES);
        }
        partition = Collections.singletonMap(FILENAME_FIELD, file);
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        try {
            if (lines == null && !open()) {
                waitForInput();
                return null;
            }
            List<SourceRecord> records = readBatch();
            if (records.isEmpty()) {
                waitForInput();
                return null;
            }
            return records;
        } catch (IOException e) {
            throw new ConnectException("Cannot read " + (file == null ? "standard input" : "file '" + file + "'"), e);
        }
    }

    private List<SourceRecord> readBatch() throws IOException {
        List<SourceRecord> records = new ArrayList<>(Math.min(batchSize, 2_048));
        long now = System.currentTimeMillis();
        while (records.size() < batchSize) {
            String line = lines.next();
            if (line == null) {
                if (lines.fill()) {
                    continue;
                }
                break;
            }
            records.add(new SourceRecord(
                    partition,
                    file == null ? null : Collections.singletonMap(POSITION_FIELD, lines.position()),
                    topic,
                    null,
                    null,
                    null,
                    Schema.STRING_SCHEMA,
                    line,
                    now));
        }
        return records;
    }

    /** Opens the file where reading ended last time; false if it does not exist yet. */
    private boolean open() throws IOException {
        long position = committedPosition();
        SeekableByteChannel channel;
        try {
            channel = Files.newByteChannel(Path.of(file), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            if (!missingReported) {
                log.warn("File '{}' does not exist yet, waiting for it to be created", file);
                missingReported = true;
            }
            return false;
        }
        try {
            channel.position(position);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        if (position > 0) {
            log.info("Going on in file '{}' at position {}", file, position);
        }
        lines = new LineReader(Channels.newInputStream(channel), position, BUFFER_BYTES);
        return true;
    }

    private long committedPosition() {
        Map<String, Object> offset = context.offsetStorageReader().offset(partition);
        Object position = offset == null ? null : offset.get(POSITION_FIELD);
        if (position == null) {
            return 0;
        }
        if (position instanceof Long bytes) {
            return bytes;
        }
        throw new ConnectException("The stored offset of file '" + file + "' has a '" + POSITION_FIELD
                + "' that is no number: " + position + ". Reset the connector's offsets to read the file anew.");
    }

    private void waitForInput() throws InterruptedException {
        if (stopped.await(WAIT_FOR_INPUT_MS, TimeUnit.MILLISECONDS)) {
            log.debug("Stopped while waiting for input");
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
        LineReader open = lines;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                log.warn("Failed to close '{}'", file, e);
            }
        }
    }

    /** Reads only what is there already, and does not close what it reads from. */
    private static final class AvailableInput extends FilterInputStream {
        private AvailableInput(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int available = in.available();
            return available <= 0 ? -1 : in.read(bytes, offset, Math.min(available, length));
        }

        @Override
        public void close() {
            // It belongs to the process.
        }
    }
}
