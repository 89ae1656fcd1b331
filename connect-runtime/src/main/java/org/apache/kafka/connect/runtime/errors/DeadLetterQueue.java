// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.errors;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends failed records to a topic, as they came, with headers that tell what went wrong if the user wants them.
 *
 * <p>Thread: the task's; sends complete on the producer's.
 *
 * @param <T> what records begin as
 */
public final class DeadLetterQueue<T> implements ErrorReporter<T> {
    private static final Logger log = LoggerFactory.getLogger(DeadLetterQueue.class);

    /** Brokers that are away must not keep a task that ended. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private static final String PREFIX = "__connect.errors.";
    static final String TOPIC = PREFIX + "topic";
    static final String PARTITION = PREFIX + "partition";
    static final String OFFSET = PREFIX + "offset";
    static final String CONNECTOR_NAME = PREFIX + "connector.name";
    static final String TASK_ID = PREFIX + "task.id";
    static final String STAGE = PREFIX + "stage";
    static final String CLASS_NAME = PREFIX + "class.name";
    static final String EXCEPTION_CLASS_NAME = PREFIX + "exception.class.name";
    static final String EXCEPTION_MESSAGE = PREFIX + "exception.message";
    static final String EXCEPTION_STACKTRACE = PREFIX + "exception.stacktrace";

    /**
     * A record in the form in which it is kept.
     *
     * @param key       raw key
     * @param value     raw value
     * @param timestamp its timestamp
     * @param headers   its headers
     * @param topic     topic it came from, null where there is none
     * @param partition partition it came from
     * @param offset    its offset there
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Letter(
            byte @Nullable [] key,
            byte @Nullable [] value,
            @Nullable Long timestamp,
            @Nullable Headers headers,
            @Nullable String topic,
            @Nullable Integer partition,
            @Nullable Long offset) {}

    private final String topic;
    private final boolean contextHeaders;
    private final ConnectorTaskId id;
    private final Producer<byte[], byte[]> producer;
    private final ErrorMetrics metrics;
    private final Function<T, Letter> toLetter;

    /**
     * @param topic          the dead letter topic, which exists
     * @param contextHeaders whether headers tell what went wrong
     * @param id             the task
     * @param producer       sends; closed with this
     * @param metrics        counts sends
     * @param toLetter       the raw form of a record
     */
    public DeadLetterQueue(
            String topic,
            boolean contextHeaders,
            ConnectorTaskId id,
            Producer<byte[], byte[]> producer,
            ErrorMetrics metrics,
            Function<T, Letter> toLetter) {
        this.topic = topic;
        this.contextHeaders = contextHeaders;
        this.id = id;
        this.producer = producer;
        this.metrics = metrics;
        this.toLetter = toLetter;
    }

    @Override
    public CompletableFuture<Void> report(ProcessingContext<T> context) {
        metrics.deadLetterRequested();
        CompletableFuture<Void> sent = new CompletableFuture<>();
        try {
            Letter letter = toLetter.apply(context.original());
            ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(
                    topic, null, letter.timestamp(), letter.key(), letter.value(), letter.headers());
            if (contextHeaders) {
                describe(message.headers(), letter, context);
            }
            Future<RecordMetadata> unused = producer.send(message, (metadata, error) -> {
                if (error == null) {
                    sent.complete(null);
                } else {
                    failed(sent, error);
                }
            });
        } catch (RuntimeException e) {
            failed(sent, e);
        }
        return sent;
    }

    private void failed(CompletableFuture<Void> sent, Exception error) {
        log.error("A failed record could not be written to dead letter topic '{}'", topic, error);
        metrics.deadLetterFailed();
        sent.completeExceptionally(error);
    }

    private void describe(Headers headers, Letter letter, ProcessingContext<T> context) {
        if (letter.topic() != null) {
            headers.add(TOPIC, bytes(letter.topic()));
            headers.add(PARTITION, bytes(letter.partition()));
            headers.add(OFFSET, bytes(letter.offset()));
        }
        headers.add(CONNECTOR_NAME, bytes(id.connector()));
        headers.add(TASK_ID, bytes(id.task()));
        headers.add(STAGE, bytes(context.stage()));
        Class<?> culprit = context.executingClass();
        headers.add(CLASS_NAME, bytes(culprit == null ? null : culprit.getName()));
        Throwable error = context.error();
        if (error != null) {
            headers.add(EXCEPTION_CLASS_NAME, bytes(context.errorClass()));
            headers.add(EXCEPTION_MESSAGE, bytes(error.getMessage()));
            headers.add(EXCEPTION_STACKTRACE, bytes(trace(error)));
        }
    }

    private static byte @Nullable [] bytes(@Nullable Object value) {
        return value == null ? null : value.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String trace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }
}
