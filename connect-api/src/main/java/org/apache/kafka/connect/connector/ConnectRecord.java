// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.connector;

import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;

/**
 * What source and sink records have in common: a place in Kafka, key and value with their schemas, a time and headers.
 * All but the headers is fixed; a changed record is a new one, made by {@code newRecord}.
 *
 * @param <R> the concrete kind of record
 */
public abstract class ConnectRecord<R extends ConnectRecord<R>> {
    private final String topic;
    private final Integer kafkaPartition;
    private final Schema keySchema;
    private final Object key;
    private final Schema valueSchema;
    private final Object value;
    private final Long timestamp;
    private final Headers headers;

    public ConnectRecord(
            String topic,
            Integer kafkaPartition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp) {
        this(topic, kafkaPartition, keySchema, key, valueSchema, value, timestamp, new ConnectHeaders());
    }

    /** Headers that come as {@link ConnectHeaders} are taken over as they are, others are copied; null means none. */
    public ConnectRecord(
            String topic,
            Integer kafkaPartition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp,
            Iterable<Header> headers) {
        this.topic = topic;
        this.kafkaPartition = kafkaPartition;
        this.keySchema = keySchema;
        this.key = key;
        this.valueSchema = valueSchema;
        this.value = value;
        this.timestamp = timestamp;
        this.headers = headers instanceof ConnectHeaders own ? own : new ConnectHeaders(headers);
    }

    public String topic() {
        return topic;
    }

    public Integer kafkaPartition() {
        return kafkaPartition;
    }

    public Object key() {
        return key;
    }

    public Schema keySchema() {
        return keySchema;
    }

    public Object value() {
        return value;
    }

    public Schema valueSchema() {
        return valueSchema;
    }

    public Long timestamp() {
        return timestamp;
    }

    /**
     * The headers of this record, open to changes.
     *
     * @return the headers, never null
     */
    public Headers headers() {
        return headers;
    }

    /** A record like this one with other values and a copy of this one's headers. */
    public abstract R newRecord(
            String topic,
            Integer kafkaPartition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp);

    /** A record like this one with other values and the given headers. */
    public abstract R newRecord(
            String topic,
            Integer kafkaPartition,
            Schema keySchema,
            Object key,
            Schema valueSchema,
            Object value,
            Long timestamp,
            Iterable<Header> headers);

    @Override
    public String toString() {
        return "ConnectRecord{topic='" + topic + "', kafkaPartition=" + kafkaPartition + ", key=" + key + ", keySchema="
                + keySchema + ", value=" + value + ", valueSchema=" + valueSchema + ", timestamp=" + timestamp
                + ", headers=" + headers + "}";
    }

    @Override
    public boolean equals(Object o) {
        if (this == o) return true;
        if (o == null || getClass() != o.getClass()) return false;
        ConnectRecord<?> that = (ConnectRecord<?>) o;
        return Objects.equals(kafkaPartition, that.kafkaPartition)
                && Objects.equals(topic, that.topic)
                && Objects.equals(keySchema, that.keySchema)
                && Objects.equals(key, that.key)
                && Objects.equals(valueSchema, that.valueSchema)
                && Objects.equals(value, that.value)
                && Objects.equals(timestamp, that.timestamp)
                && Objects.equals(headers, that.headers);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, kafkaPartition, keySchema, key, valueSchema, value, timestamp, headers);
    }
}
