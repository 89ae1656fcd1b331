// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

/**
 * Hands over a thousand records at each poll, with an offset of its own for each.
 *
 * <p>Thread: the task's.
 */
public final class LoadSourceTask extends SourceTask {
    private static final int BATCH = 1_000;
    private static final Map<String, String> PARTITION = Map.of("load", "1");

    private List<SchemaAndValue> values = List.of();
    private String topic = "";
    private long position;

    @Override
    public void start(Map<String, String> props) {
        topic = props.getOrDefault("topic", "");
        values = LoadRecords.values(props.getOrDefault("shape", ""));
    }

    @Override
    public List<SourceRecord> poll() {
        List<SourceRecord> batch = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            SchemaAndValue value = values.get((int) (position % values.size()));
            batch.add(
                    new SourceRecord(PARTITION, Map.of("position", position++), topic, value.schema(), value.value()));
        }
        return batch;
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return "1";
    }
}
