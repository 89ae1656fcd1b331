// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.status;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.connect.runtime.clients.TopicLog;
import org.apache.kafka.connect.runtime.model.ConnectorStatus;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.TaskStatus;
import org.apache.kafka.connect.runtime.model.TopicStatus;
import org.apache.kafka.connect.runtime.storage.status.StatusTopicCodec.ConnectorSubject;
import org.apache.kafka.connect.runtime.storage.status.StatusTopicCodec.Subject;
import org.apache.kafka.connect.runtime.storage.status.StatusTopicCodec.TaskSubject;
import org.apache.kafka.connect.runtime.storage.status.StatusTopicCodec.TopicSubject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status topic of a real cluster, compacted. The producer does not retry, so that an old word cannot overtake a newer
 * one; this store sends again, unless it has been asked meanwhile to say something newer about the same thing.
 *
 * <p>Thread: any. Records are replayed on the reader thread of the log; retries run on a thread of the store.
 */
public final class KafkaStatusStore implements StatusStore {
    private static final Logger log = LoggerFactory.getLogger(KafkaStatusStore.class);
    private static final long RETRY_BACKOFF_MS = 300;

    private final String topic;
    private final StatusTopicCodec codec;
    private final TopicLog<String> topicLog;
    private final StatusTable table = new StatusTable();
    private final ScheduledExecutorService retries;
    private final AtomicLong sequence = new AtomicLong();
    /** Number of the newest write about each key that is not stored yet. */
    private final Map<String, Long> newest = new ConcurrentHashMap<>();
    /** Writes under way; each completes when it is stored or given up. */
    private final Map<Long, CompletableFuture<@Nullable Void>> pending = new ConcurrentHashMap<>();

    /**
     * @param topic name of the status topic
     * @param logs  makes the log over the topic for the listener that replays it
     */
    public KafkaStatusStore(String topic, Function<TopicLog.Listener<String>, TopicLog<String>> logs) {
        this.topic = topic;
        this.codec = new StatusTopicCodec(topic);
        this.topicLog = logs.apply(new Replayer());
        this.retries = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "status-store-retry-" + topic);
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void start() {
        topicLog.start();
    }

    @Override
    public void stop() {
        retries.shutdownNow();
        topicLog.stop();
    }

    @Override
    public void put(ConnectorStatus status) {
        write(new ConnectorSubject(status.connector()).key(), codec.encode(status));
    }

    @Override
    public void putSafe(ConnectorStatus status) {
        boolean outdated = connector(status.connector())
                .filter(known -> saidLaterByAnother(
                        known.workerId(), known.generation(), status.workerId(), status.generation()))
                .isPresent();
        if (!outdated) {
            put(status);
        }
    }

    @Override
    public void put(TaskStatus status) {
        write(new TaskSubject(status.id()).key(), codec.encode(status));
    }

    @Override
    public void putSafe(TaskStatus status) {
        boolean outdated = task(status.id())
                .filter(known -> saidLaterByAnother(
                        known.workerId(), known.generation(), status.workerId(), status.generation()))
                .isPresent();
        if (!outdated) {
            put(status);
        }
    }

    private static boolean saidLaterByAnother(String knownWorker, int knownGeneration, String worker, int generation) {
        return !knownWorker.equals(worker) && knownGeneration > generation;
    }

    @Override
    public void put(TopicStatus status) {
        write(new TopicSubject(status.task().connector(), status.topic()).key(), codec.encode(status));
    }

    @Override
    public void deleteTopic(String connector, String topicName) {
        write(new TopicSubject(connector, topicName).key(), null);
    }

    private void write(String key, byte @Nullable [] value) {
        long number = sequence.incrementAndGet();
        newest.put(key, number);
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        pending.put(number, done);
        send(key, value, number);
    }

    private void send(String key, byte @Nullable [] value, long number) {
        topicLog.append(key, value).whenComplete((ignored, error) -> {
            if (error instanceof RetriableException && isNewest(key, number)) {
                sendAgainLater(key, value, number);
                return;
            }
            if (error != null && isNewest(key, number)) {
                log.error("Failed to write '{}' to status topic '{}'", key, topic, error);
            }
            finish(key, number);
        });
    }

    private void sendAgainLater(String key, byte @Nullable [] value, long number) {
        try {
            retries.schedule(
                    () -> {
                        if (isNewest(key, number)) {
                            send(key, value, number);
                        } else {
                            finish(key, number);
                        }
                    },
                    RETRY_BACKOFF_MS,
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.warn("Gave up writing '{}' to status topic '{}': the store was stopped", key, topic);
            finish(key, number);
        }
    }

    private boolean isNewest(String key, long number) {
        Long known = newest.get(key);
        return known != null && known == number;
    }

    private void finish(String key, long number) {
        newest.remove(key, number);
        CompletableFuture<@Nullable Void> done = pending.remove(number);
        if (done != null) {
            done.complete(null);
        }
    }

    @Override
    public CompletableFuture<@Nullable Void> refresh() {
        return topicLog.readToEnd();
    }

    @Override
    public CompletableFuture<@Nullable Void> flush() {
        return CompletableFuture.allOf(pending.values().toArray(CompletableFuture[]::new));
    }

    @Override
    public Optional<ConnectorStatus> connector(String connector) {
        return table.connector(connector);
    }

    @Override
    public Optional<TaskStatus> task(ConnectorTaskId id) {
        return table.task(id);
    }

    @Override
    public Collection<TaskStatus> tasks(String connector) {
        return table.tasks(connector);
    }

    @Override
    public Optional<TopicStatus> topic(String connector, String topicName) {
        return table.topic(connector, topicName);
    }

    @Override
    public Collection<TopicStatus> topics(String connector) {
        return table.topics(connector);
    }

    @Override
    public Set<String> connectors() {
        return table.connectors();
    }

    /** On the reader thread. */
    private final class Replayer implements TopicLog.Listener<String> {
        @Override
        public void replayed(ConsumerRecord<String, byte @Nullable []> message) {
            if (message.key() == null) {
                log.warn(
                        "Skipping the record at offset {} of status topic '{}': it has no key",
                        message.offset(),
                        topic);
                return;
            }
            Subject subject = codec.subject(message.key());
            byte[] value = message.value();
            if (subject instanceof ConnectorSubject connector) {
                table.connector(connector.connector(), value == null ? null : codec.decode(connector, value));
            } else if (subject instanceof TaskSubject task) {
                table.task(task.id(), value == null ? null : codec.decode(task, value));
            } else if (subject instanceof TopicSubject used) {
                table.topic(used.connector(), used.topicName(), value == null ? null : codec.decode(used, value));
            } else {
                throw new AssertionError("Unknown kind of subject: " + subject.getClass());
            }
        }

        @Override
        public void failed(Throwable error) {
            log.error("Reading status topic '{}' failed; statuses may be out of date until it recovers", topic, error);
        }
    }
}
