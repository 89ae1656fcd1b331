// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.util;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.clients.KafkaTopicLog;
import org.apache.kafka.connect.runtime.clients.TopicLog;
import org.jspecify.annotations.Nullable;

/**
 * A topic read as a log, as MirrorMaker's checkpoint and offset-sync stores know it, over a {@link KafkaTopicLog}.
 *
 * <p>Thread: as the log underneath; the callback is called on its reader thread.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public class KafkaBasedLog<K, V> {
    private final TopicLog<K> log;
    private volatile boolean reportErrors;

    private KafkaBasedLog(
            String topic,
            KafkaTopicLog.Clients<K> clients,
            Predicate<TopicPartition> wanted,
            Runnable prepare,
            Callback<ConsumerRecord<K, V>> callback,
            Time time) {
        this.log = new KafkaTopicLog<>(
                topic,
                prepare,
                clients,
                new TopicLog.Listener<>() {
                    @Override
                    @SuppressWarnings("unchecked") // values pass through untouched, whatever their type
                    public void replayed(ConsumerRecord<K, byte @Nullable []> message) {
                        callback.onCompletion(null, (ConsumerRecord<K, V>) (ConsumerRecord<K, ?>) message);
                    }

                    @Override
                    public void failed(Throwable error) {
                        if (reportErrors) {
                            callback.onCompletion(error, null);
                        }
                    }
                },
                time,
                wanted);
    }

    /**
     * A log over clients that exist; the consumer and the producer are closed with it.
     *
     * @param consumer    reads; assigned to nothing yet
     * @param producer    appends; null for a log that is only read
     * @param admin       tells where the topic ends; null to ask the consumer
     * @param callback    sees each record, and errors if it wants to
     * @param initializer runs first at start
     * @param wanted      which partitions to read
     */
    @SuppressWarnings("unchecked") // as above
    public static <K, V> KafkaBasedLog<K, V> withExistingClients(
            String topic,
            org.apache.kafka.clients.consumer.Consumer<K, V> consumer,
            @Nullable Producer<K, V> producer,
            @Nullable TopicAdmin admin,
            Callback<ConsumerRecord<K, V>> callback,
            Time time,
            Consumer<@Nullable TopicAdmin> initializer,
            Predicate<TopicPartition> wanted) {
        org.apache.kafka.clients.consumer.Consumer<K, byte @Nullable []> reader =
                (org.apache.kafka.clients.consumer.Consumer<K, byte @Nullable []>)
                        (org.apache.kafka.clients.consumer.Consumer<K, ?>) consumer;
        Producer<K, byte @Nullable []> writer =
                producer == null ? null : (Producer<K, byte @Nullable []>) (Producer<K, ?>) producer;
        KafkaTopicLog.Clients<K> clients =
                new KafkaTopicLog.Clients<>(() -> reader, writer == null ? null : () -> writer, partitions -> {
                    if (admin == null) {
                        throw new UnsupportedVersionException("There is no admin client to ask");
                    }
                    return admin.endOffsets(partitions);
                });
        return new KafkaBasedLog<>(topic, clients, wanted, () -> initializer.accept(admin), callback, time);
    }

    /** Opens the log and returns when the callback has seen everything that was there. */
    public void start() {
        start(false);
    }

    /** @param reportErrorsToCallback whether the callback wants to see errors of reading */
    public void start(boolean reportErrorsToCallback) {
        reportErrors = reportErrorsToCallback;
        log.start();
    }

    public void stop() {
        log.stop();
    }
}
