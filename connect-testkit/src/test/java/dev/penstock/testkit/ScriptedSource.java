// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.TransactionContext;
import org.jspecify.annotations.Nullable;

/**
 * A source that counts up to {@code count} in each of its source partitions, remembers where it was, and misbehaves
 * where {@code mode} says so. What happened is kept by connector name for the test to look at.
 */
public final class ScriptedSource extends SourceConnector {
    /** What the instances of one connector did. */
    static final class Seen {
        final AtomicInteger acknowledged = new AtomicInteger();
        final AtomicInteger commits = new AtomicInteger();
        final AtomicInteger starts = new AtomicInteger();
        final AtomicInteger stops = new AtomicInteger();
        final Set<Integer> instances = ConcurrentHashMap.newKeySet();
        /** What the instances of the connector were given, each value once. */
        final Set<String> secrets = ConcurrentHashMap.newKeySet();

        volatile boolean reconfigured;
        volatile @Nullable Map<String, Object> offsetAtStart;
        volatile String secret = "";
    }

    static final Map<String, Seen> SEEN = new ConcurrentHashMap<>();

    private Map<String, String> config = Map.of();

    static Seen seen(String connector) {
        return SEEN.computeIfAbsent(connector, name -> new Seen());
    }

    @Override
    public void start(Map<String, String> props) {
        config = props;
        Seen seen = seen(props.get("name"));
        seen.instances.add(System.identityHashCode(this));
        seen.secrets.add(props.getOrDefault("secret", ""));
        if (seen.instances.size() <= Integer.parseInt(props.getOrDefault("refused.starts", "0"))) {
            throw new IllegalStateException("scripted in start of the connector");
        }
        seen.offsetAtStart = context().offsetStorageReader().offset(Map.of("task", "0", "part", 0));
    }

    @Override
    public void reconfigure(Map<String, String> props) {
        seen(props.get("name")).reconfigured = true;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return CountingTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> configs = new ArrayList<>();
        int count = Integer.parseInt(config.getOrDefault("tasks.made", Integer.toString(maxTasks)));
        for (int i = 0; i < count; i++) {
            Map<String, String> each = new HashMap<>(config);
            each.put("task.number", Integer.toString(i));
            configs.add(each);
        }
        return configs;
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public String version() {
        return "1.0";
    }

    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
        return true;
    }

    /** Counts. */
    public static final class CountingTask extends SourceTask {
        private String name = "";
        private String topic = "";
        private String mode = "";
        private long count;
        private long pauseMs;
        private final Map<Map<String, ?>, Long> positions = new HashMap<>();

        @Override
        public void start(Map<String, String> props) {
            name = props.get("name");
            topic = props.get("topic");
            mode = props.getOrDefault("mode", "");
            count = Long.parseLong(props.get("count"));
            pauseMs = Long.parseLong(props.getOrDefault("pause.ms", "0"));
            seen(name).starts.incrementAndGet();
            seen(name).secret = props.getOrDefault("secret", "");
            if (mode.equals("tell-secret")) {
                throw new IllegalArgumentException("cannot log in with " + seen(name).secret);
            }
            misbehave("start");
            for (int p = 0; p < 3; p++) {
                Map<String, ?> partition = Map.of("task", props.get("task.number"), "part", p);
                Map<String, Object> offset = context.offsetStorageReader().offset(Map.copyOf(partition));
                positions.put(partition, offset == null ? 0L : (Long) offset.get("n"));
            }
        }

        @Override
        public @Nullable List<SourceRecord> poll() throws InterruptedException {
            misbehave("poll");
            if (mode.equals("error")) {
                throw new OutOfMemoryError("scripted");
            }
            Thread.sleep(pauseMs);
            List<SourceRecord> records = new ArrayList<>();
            for (Map.Entry<Map<String, ?>, Long> position : positions.entrySet()) {
                for (int i = 0; i < 50 && position.getValue() < count; i++) {
                    long n = position.getValue() + 1;
                    position.setValue(n);
                    records.add(new SourceRecord(
                            position.getKey(),
                            Map.of("n", n),
                            topic,
                            null,
                            Schema.STRING_SCHEMA,
                            position.getKey().get("task") + "-"
                                    + position.getKey().get("part"),
                            Schema.INT64_SCHEMA,
                            n,
                            null,
                            mode.equals("headers") ? new ConnectHeaders().addLong("n", n) : null));
                }
            }
            if (records.isEmpty()) {
                while (mode.equals("hang-after")) {
                    sleepThroughInterrupts();
                }
                Thread.sleep(20);
                return null;
            }
            TransactionContext transactions = context.transactionContext();
            if (transactions != null) {
                if (mode.equals("abort-first") && records.stream().anyMatch(r -> (Long) r.value() == 1L)) {
                    transactions.abortTransaction();
                } else {
                    transactions.commitTransaction();
                }
            }
            return records;
        }

        @Override
        public void commitRecord(SourceRecord message, @Nullable RecordMetadata metadata) {
            misbehave("commitRecord");
            if (metadata != null) {
                seen(name).acknowledged.incrementAndGet();
            }
        }

        @Override
        public void commit() {
            seen(name).commits.incrementAndGet();
            misbehave("commit");
        }

        @Override
        public void stop() {
            seen(name).stops.incrementAndGet();
            misbehave("stop");
        }

        private void misbehave(String call) {
            if (mode.equals("throw-" + call)) {
                throw new IllegalStateException("scripted in " + call);
            }
        }

        private static void sleepThroughInterrupts() {
            try {
                Thread.sleep(1_000);
            } catch (InterruptedException e) {
                // That is the point of it.
            }
        }

        @Override
        public String version() {
            return "1.1";
        }
    }
}
