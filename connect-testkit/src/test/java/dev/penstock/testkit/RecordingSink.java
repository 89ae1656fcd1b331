// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** A sink that keeps what it gets, and the calls it gets, by connector name; {@code mode} makes it misbehave. */
public final class RecordingSink extends SinkConnector {
    /** What the instances of one connector saw. */
    static final class Seen {
        final List<SinkRecord> records = Collections.synchronizedList(new ArrayList<>());
        final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        volatile int refusals;
    }

    static final Map<String, Seen> SEEN = new ConcurrentHashMap<>();

    private Map<String, String> config = Map.of();

    static Seen seen(String connector) {
        return SEEN.computeIfAbsent(connector, name -> new Seen());
    }

    @Override
    public void start(Map<String, String> props) {
        config = props;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return KeepingTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, config);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public String version() {
        return "2.0";
    }

    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
        return true;
    }

    /** Keeps. */
    public static final class KeepingTask extends SinkTask {
        private Seen seen = new Seen();
        private String mode = "";

        @Override
        public void start(Map<String, String> props) {
            seen = seen(props.get("name"));
            mode = props.getOrDefault("mode", "");
            seen.calls.add("start");
            misbehave("start");
        }

        @Override
        public void open(Collection<TopicPartition> partitions) {
            seen.calls.add("open " + partitions.size());
            misbehave("open");
        }

        @Override
        public void put(Collection<SinkRecord> records) {
            if (mode.equals("retry") && !records.isEmpty() && seen.refusals < 2) {
                seen.refusals++;
                throw new RetriableException("not now");
            }
            if (mode.equals("errant")) {
                for (SinkRecord message : records) {
                    context.errantRecordReporter().report(message, new IllegalStateException("unwanted"));
                }
                return;
            }
            if (!records.isEmpty()) {
                misbehave("put");
            }
            seen.records.addAll(records);
        }

        @Override
        public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            seen.calls.add("preCommit");
            misbehave("preCommit");
            return super.preCommit(offsets);
        }

        @Override
        public void flush(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
            misbehave("flush");
        }

        @Override
        public void close(Collection<TopicPartition> partitions) {
            seen.calls.add("close " + partitions.size());
            misbehave("close");
        }

        @Override
        public void stop() {
            seen.calls.add("stop");
            misbehave("stop");
        }

        private void misbehave(String call) {
            if (mode.equals("throw-" + call)) {
                throw new IllegalStateException("scripted in " + call);
            }
        }

        @Override
        public String version() {
            return "2.1";
        }
    }
}
