// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.runtime.clients.TopicLog;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The config topic of a real cluster: one partition, compacted.
 *
 * <p>Thread: records are replayed on the reader thread of the log, which alone writes {@code snapshot}; everything else
 * may be called from any thread.
 */
public final class KafkaConfigStore implements ConfigStore {
    private static final Logger log = LoggerFactory.getLogger(KafkaConfigStore.class);

    private final String topic;
    private final ConfigTopicCodec codec;
    private final TopicLog<String> topicLog;
    private final ConfigTopicWriter leaderWriter;
    /** Records read before the start was over, replayed together then; {@code null} afterwards. Guarded by this. */
    private @Nullable List<ConfigReplay.Positioned> early = new ArrayList<>();

    private volatile ClusterConfig snapshot = ClusterConfig.EMPTY;
    private Listener listener = (ignoredSnapshot, ignoredChanges) -> {};

    /**
     * @param topic    name of the config topic
     * @param logs     makes the log over the topic for the listener that replays it
     * @param producers makes transactional producers for the leader's writes; {@code null} to write without fencing
     */
    public KafkaConfigStore(
            String topic,
            Function<TopicLog.Listener<String>, TopicLog<String>> logs,
            @Nullable Supplier<Producer<String, byte @Nullable []>> producers) {
        this.topic = topic;
        this.codec = new ConfigTopicCodec(topic);
        this.topicLog = logs.apply(new Replayer());
        this.leaderWriter = producers == null ? new PlainWriter(topicLog) : new FencedWriter(topic, producers);
    }

    @Override
    public void start(Listener changes) {
        topicLog.start();
        if (topicLog.partitionCount() != 1) {
            topicLog.stop();
            throw new ConfigException("Topic '" + topic
                    + "' supplied via the 'config.storage.topic' property is required to have a single partition in"
                    + " order to guarantee consistency of connector configurations, but found "
                    + topicLog.partitionCount() + " partitions.");
        }
        synchronized (this) { // the reader may already be at the next record
            snapshot = ConfigReplay.replay(ClusterConfig.EMPTY, Objects.requireNonNull(early))
                    .snapshot();
            early = null;
            listener = changes;
        }
        log.info(
                "Read config topic '{}' up to offset {}: {} connectors",
                topic,
                snapshot.offset(),
                snapshot.connectors().size());
    }

    @Override
    public void stop() {
        leaderWriter.close();
        topicLog.stop();
    }

    @Override
    public ClusterConfig snapshot() {
        return snapshot;
    }

    @Override
    public CompletableFuture<@Nullable Void> refresh() {
        return topicLog.readToEnd();
    }

    @Override
    public CompletableFuture<@Nullable Void> claimWritePrivilege() {
        return leaderWriter.claim();
    }

    @Override
    public CompletableFuture<@Nullable Void> putConnector(
            String connector, Map<String, @Nullable String> config, @Nullable TargetState initialState) {
        List<ConfigTopicRecord> records = new ArrayList<>();
        if (initialState != null) {
            records.add(new TargetStateSet(connector, initialState));
        }
        records.add(new ConnectorConfigured(connector, config));
        return readBack(asLeader(records));
    }

    @Override
    public CompletableFuture<@Nullable Void> removeConnector(String connector) {
        return readBack(
                asLeader(List.of(new ConnectorConfigured(connector, null), new TargetStateSet(connector, null))));
    }

    @Override
    public CompletableFuture<@Nullable Void> putTaskConfigs(
            String connector, List<Map<String, @Nullable String>> taskConfigs) {
        List<ConfigTopicRecord> tasks = new ArrayList<>();
        for (int task = 0; task < taskConfigs.size(); task++) {
            tasks.add(new TaskConfigured(new ConnectorTaskId(connector, task), taskConfigs.get(task)));
        }
        // Whoever reads the commit record must find all tasks before it: it goes out only when they are acknowledged.
        CompletableFuture<@Nullable Void> written =
                tasks.isEmpty() ? CompletableFuture.completedFuture(null) : asLeader(tasks);
        // Once the caller was told of a failure it may write again: the commit record must not come in between then.
        CompletableFuture<@Nullable Void> answer = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> committed = written.thenCompose(ignored ->
                answer.isDone() ? answer : asLeader(List.of(new TasksCommitted(connector, taskConfigs.size()))));
        committed.thenCompose(ignored -> topicLog.readToEnd()).whenComplete((ignored, error) -> {
            if (error == null) {
                answer.complete(null);
            } else {
                answer.completeExceptionally(error);
            }
        });
        return answer.orTimeout(WRITE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<@Nullable Void> putTargetState(String connector, TargetState state) {
        return readBack(unfenced(new TargetStateSet(connector, state)));
    }

    @Override
    public CompletableFuture<@Nullable Void> putTaskCountRecord(String connector, int taskCount) {
        return readBack(asLeader(List.of(new TaskCountRecorded(connector, taskCount))));
    }

    @Override
    public CompletableFuture<@Nullable Void> putSessionKey(SessionKey key) {
        return readBack(asLeader(List.of(new SessionKeyIssued(key))));
    }

    @Override
    public CompletableFuture<@Nullable Void> putRestartRequest(RestartRequest request) {
        return readBack(asLeader(List.of(new RestartAsked(request))));
    }

    @Override
    public CompletableFuture<@Nullable Void> putLoggerLevel(String logger, String level) {
        return readBack(unfenced(new LoggerLevelSet(logger, level)));
    }

    private CompletableFuture<@Nullable Void> asLeader(List<ConfigTopicRecord> records) {
        List<ProducerRecord<String, byte @Nullable []>> messages = new ArrayList<>();
        records.forEach(record -> messages.add(new ProducerRecord<>(topic, codec.key(record), codec.value(record))));
        return leaderWriter.write(messages);
    }

    private CompletableFuture<@Nullable Void> unfenced(ConfigTopicRecord record) {
        return topicLog.append(codec.key(record), codec.value(record));
    }

    private CompletableFuture<@Nullable Void> readBack(CompletableFuture<@Nullable Void> written) {
        return written.thenCompose(ignored -> topicLog.readToEnd()).orTimeout(WRITE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    private synchronized void replay(ConfigReplay.Positioned read) { // see start
        if (early != null) {
            early.add(read);
            return;
        }
        ConfigReplay.Result result = ConfigReplay.replay(snapshot, List.of(read));
        snapshot = result.snapshot();
        listener.changed(result.snapshot(), result.changes());
    }

    private Optional<ConfigTopicRecord> decode(ConsumerRecord<String, byte @Nullable []> message) {
        try {
            return codec.decode(message.key(), message.value());
        } catch (DataException e) {
            log.error(
                    "Skipping the record at offset {} of config topic '{}', which cannot be read: {}",
                    message.offset(),
                    topic,
                    e.getMessage());
            return Optional.empty();
        }
    }

    /** On the reader thread. */
    private final class Replayer implements TopicLog.Listener<String> {
        @Override
        public void replayed(ConsumerRecord<String, byte @Nullable []> message) {
            if (message.key() == null) {
                log.error(
                        "Skipping the record at offset {} of config topic '{}': it has no key",
                        message.offset(),
                        topic);
                return;
            }
            Optional<ConfigTopicRecord> content = decode(message);
            // How far the topic was read decides what the group does: all kinds of workers have to count alike.
            if (content.isPresent() || codec.isJson(message.value())) {
                replay(new ConfigReplay.Positioned(content.orElse(null), message.offset()));
            }
        }

        @Override
        public void failed(Throwable error) {
            log.error("Reading config topic '{}' failed; this worker may miss changes until it recovers", topic, error);
        }
    }
}
