// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.load;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Counts what it is given and goes back to the start of the partition shortly before its end, so that no fetch ever waits there for
 * records that do not come.
 *
 * <p>Thread: the task's.
 */
public final class LoadSinkTask extends SinkTask {
    private final LoadProgress progress = LoadProgress.register();
    private long turn;

    @Override
    public void start(Map<String, String> props) {
        turn = turningPoint(Long.parseLong(props.getOrDefault("records", "0")));
    }

    /** The offset at which a reader of so many records goes back. */
    static long turningPoint(long records) {
        return records / 10 * 9;
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        progress.add(records.size());
        for (SinkRecord record : records) {
            if (record.value() == null) {
                throw new IllegalStateException("A record came without its value");
            }
            if (record.kafkaOffset() == turn) {
                context.offset(new TopicPartition(record.topic(), record.kafkaPartition()), 0);
            }
        }
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return "1";
    }
}
