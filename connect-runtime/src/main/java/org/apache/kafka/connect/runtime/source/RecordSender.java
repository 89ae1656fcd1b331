// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.runtime.pipeline.SourcePipeline;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the records of a batch to the producer, in order. What could not be handed over for a reason that passes stays
 * and comes again, from its transformations on.
 *
 * <p>Thread: the task's.
 */
public final class RecordSender {
    private static final Logger log = LoggerFactory.getLogger(RecordSender.class);

    private final SourcePipeline pipeline;
    private final Producer<byte[], byte[]> producer;
    private final SourceDelivery delivery;
    private final @Nullable TopicCreator topics;
    private List<SourceRecord> batch = List.of();
    private int next;

    /** @param topics creates topics; null when the brokers are left to do that */
    public RecordSender(
            SourcePipeline pipeline,
            Producer<byte[], byte[]> producer,
            SourceDelivery delivery,
            @Nullable TopicCreator topics) {
        this.pipeline = pipeline;
        this.producer = producer;
        this.delivery = delivery;
        this.topics = topics;
    }

    /** Takes a new batch; the one before must be through. */
    void take(List<SourceRecord> records) {
        batch = records;
        next = 0;
    }

    boolean isThrough() {
        return next >= batch.size();
    }

    /** Sends what is left of the batch; false when it has to wait a little. */
    boolean send() {
        pipeline.begin();
        try {
            while (next < batch.size()) {
                delivery.throwIfFailed();
                if (!sendOne(batch.get(next))) {
                    return false;
                }
                next++;
            }
        } finally {
            pipeline.end();
        }
        batch = List.of();
        next = 0;
        delivery.batchDone();
        return true;
    }

    private boolean sendOne(SourceRecord original) {
        ProducerRecord<byte[], byte[]> message = pipeline.process(original);
        if (message == null) {
            delivery.dropped(original);
            return true;
        }
        boolean registered = false;
        try {
            if (topics != null) {
                topics.ensure(message.topic());
            }
            Callback callback = delivery.sending(original, message);
            registered = true;
            Future<RecordMetadata> unused = producer.send(message, callback);
        } catch (RuntimeException e) {
            if (registered) {
                delivery.withdrawn(); // nobody will hear of it: it must not be waited for
            }
            if (isPassing(e)) {
                log.warn("A record for topic '{}' cannot be sent yet and will be tried again", message.topic(), e);
                return false;
            }
            throw e instanceof KafkaException && !(e instanceof ConnectException)
                    ? TransactionalDelivery.explained(new ConnectException("Unrecoverable exception trying to send", e))
                    : e;
        }
        delivery.sent(original);
        return true;
    }

    private static boolean isPassing(RuntimeException error) {
        return error instanceof RetriableException
                || error instanceof org.apache.kafka.common.errors.RetriableException;
    }
}
