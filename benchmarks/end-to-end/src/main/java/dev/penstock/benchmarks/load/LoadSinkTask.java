// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.load;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Counts what it is given and goes back to the start of the partition at its end.
 *
 * <p>Thread: the task's.
 */
public final class LoadSinkTask extends SinkTask {
    private final LoadProgress progress = LoadProgress.register();
    private long last;

    @Override
    public void start(Map<String, String> props) {
        last = Long.parseLong(props.getOrDefault("records", "0")) - 1;
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        progress.add(records.size());
        for (SinkRecord record : records) {
            if (record.value() == null) {
                throw new IllegalStateException("A record came without its value");
            }
            if (record.kafkaOffset() == last) {
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
