// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.sink;

import java.util.Objects;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.Header;

/**
 * A record on its way out of Kafka. It remembers topic, partition and offset from before any transformation, which
 * is what offsets are committed by.
 */
public class SinkRecord extends ConnectRecord<SinkRecord> {
    private final long kafkaOffset;
    private final TimestampType timestampType;
    private final String originalTopic;
    private final Integer originalKafkaPartition;
    private final long originalKafkaOffset;

    public SinkRecord(
            String topic,
            int partition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            long kafkaOffset) {
        this(topic, partition, keySchema, key, valueSchema, value, kafkaOffset, null, TimestampType.NO_TIMESTAMP_TYPE);
    }

    public SinkRecord(
            String topic,
            int partition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            long kafkaOffset,
            Long timestamp,
            TimestampType timestampType) {
        this(topic, partition, keySchema, key, valueSchema, value, kafkaOffset, timestamp, timestampType, null);
    }

    public SinkRecord(
            String topic,
            int partition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            long kafkaOffset,
            Long timestamp,
            TimestampType timestampType,
            Iterable<Header> headers) {
        this(
                topic,
                partition,
                keySchema,
                key,
                valueSchema,
                value,
                kafkaOffset,
                timestamp,
                timestampType,
                headers,
                topic,
                partition,
                kafkaOffset);
    }

    /** For records that stand for another one, whose place in Kafka they keep as the original. */
    public SinkRecord(
            String topic,
            int partition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            long kafkaOffset,
            Long timestamp,
            TimestampType timestampType,
            Iterable<Header> headers,
            String originalTopic,
            Integer originalKafkaPartition,
            long originalKafkaOffset) {
        super(topic, partition, keySchema, key, valueSchema, value, timestamp, headers);
        this.kafkaOffset = kafkaOffset;
        this.timestampType = timestampType;
        this.originalTopic = originalTopic;
        this.originalKafkaPartition = originalKafkaPartition;
        this.originalKafkaOffset = originalKafkaOffset;
    }

    public long kafkaOffset() {
        return kafkaOffset;
    }

    public TimestampType timestampType() {
        return timestampType;
    }

    /**
     * The topic the record was read from, whatever transformations made of it.
     *
     * @return the topic
     */
    public String originalTopic() {
        return originalTopic;
    }

    /**
     * The partition the record was read from, whatever transformations made of it.
     *
     * @return the partition
     */
    public Integer originalKafkaPartition() {
        return originalKafkaPartition;
    }

    /**
     * The offset the record was read at, whatever transformations made of it.
     *
     * @return the offset
     */
    public long originalKafkaOffset() {
        return originalKafkaOffset;
    }

    @Override
    public SinkRecord newRecord(
            String topic,
            Integer kafkaPartition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp) {
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
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp,
            Iterable<Header> headers) {
        return new SinkRecord(
                topic,
                kafkaPartition,
                keySchema,
                key,
                valueSchema,
                value,
                kafkaOffset,
                timestamp,
                timestampType,
                headers,
                originalTopic,
                originalKafkaPartition,
                originalKafkaOffset);
    }

    @Override
    public boolean equals(Object o) {
        if (this == o) return true;
        if (!super.equals(o)) return false;
        SinkRecord that = (SinkRecord) o;
        return kafkaOffset == that.kafkaOffset
                && timestampType == that.timestampType
                && Objects.equals(originalTopic, that.originalTopic)
                && Objects.equals(originalKafkaPartition, that.originalKafkaPartition)
                && originalKafkaOffset == that.originalKafkaOffset;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                super.hashCode(),
                kafkaOffset,
                timestampType,
                originalTopic,
                originalKafkaPartition,
                originalKafkaOffset);
    }

    @Override
    public String toString() {
        return "SinkRecord{kafkaOffset=" + kafkaOffset + ", timestampType=" + timestampType + ", originalTopic="
                + originalTopic + ", originalKafkaPartition=" + originalKafkaPartition + ", originalKafkaOffset="
                + originalKafkaOffset + "} " + super.toString();
    }
}
