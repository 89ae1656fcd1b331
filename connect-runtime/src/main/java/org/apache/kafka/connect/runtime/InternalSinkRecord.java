// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.runtime.errors.ProcessingContext;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * A sink record that knows the consumer record it was made of, through transformations too. JDBC sinks look for this
 * class and ask it for {@link #context()}, which is made only then.
 */
public final class InternalSinkRecord extends SinkRecord {
    private final ConsumerRecord<byte[], byte[]> origin;

    /** The first form of a consumer record, before transformations. */
    public InternalSinkRecord(
            ConsumerRecord<byte[], byte[]> origin,
            @Nullable Schema keySchema,
            @Nullable Object key,
            @Nullable Schema valueSchema,
            @Nullable Object value,
            @Nullable Long timestamp,
            @Nullable Iterable<Header> headers) {
        super(
                origin.topic(),
                origin.partition(),
                keySchema,
                key,
                valueSchema,
                value,
                origin.offset(),
                timestamp,
                origin.timestampType(),
                headers);
        this.origin = origin;
    }

    /** A record that a transformation made without asking the one before. */
    public InternalSinkRecord(ConsumerRecord<byte[], byte[]> origin, SinkRecord transformed) {
        this(
                origin,
                transformed,
                transformed.topic(),
                transformed.kafkaPartition(),
                transformed.keySchema(),
                transformed.key(),
                transformed.valueSchema(),
                transformed.value(),
                transformed.timestamp(),
                transformed.headers());
    }

    private InternalSinkRecord(
            ConsumerRecord<byte[], byte[]> origin,
            SinkRecord before,
            String topic,
            Integer partition,
            @Nullable Schema keySchema,
            @Nullable Object key,
            @Nullable Schema valueSchema,
            @Nullable Object value,
            @Nullable Long timestamp,
            @Nullable Iterable<Header> headers) {
        super(
                topic,
                partition,
                keySchema,
                key,
                valueSchema,
                value,
                before.kafkaOffset(),
                timestamp,
                before.timestampType(),
                headers,
                before.originalTopic(),
                before.originalKafkaPartition(),
                before.originalKafkaOffset());
        this.origin = origin;
    }

    /** The consumer record this was made of. */
    public ConsumerRecord<byte[], byte[]> origin() {
        return origin;
    }

    /** What the JDBC sinks ask for. */
    public ProcessingContext<ConsumerRecord<byte[], byte[]>> context() {
        return new ProcessingContext<>(origin);
    }

    @Override
    public SinkRecord newRecord(
            String topic,
            Integer kafkaPartition,
            @Nullable Schema keySchema,
            @Nullable Object key,
            @Nullable Schema valueSchema,
            @Nullable Object value,
            @Nullable Long timestamp) {
        return newRecord(
                topic,
                kafkaPartition,
                keySchema,
                key,
                valueSchema,
                value,
                timestamp,
                headers().duplicate());
    }

    @Override
    public SinkRecord newRecord(
            String topic,
            Integer kafkaPartition,
            @Nullable Schema keySchema,
            @Nullable Object key,
            @Nullable Schema valueSchema,
            @Nullable Object value,
            @Nullable Long timestamp,
            @Nullable Iterable<Header> headers) {
        return new InternalSinkRecord(
                origin, this, topic, kafkaPartition, keySchema, key, valueSchema, value, timestamp, headers);
    }

    /** Equal to any sink record of the same content; the origin does not count. */
    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
