// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.connector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private final ConnectHeaders headers = (ConnectHeaders) new ConnectHeaders().addInt("h", 1);
    private final SourceRecord source = new SourceRecord(
            Map.of("file", "a"),
            Map.of("position", 5L),
            "topic",
            3,
            Schema.STRING_SCHEMA,
            "k",
            null,
            "v",
            77L,
            headers);
    private final SinkRecord sink = new SinkRecord(
            "topic", 3, Schema.STRING_SCHEMA, "k", null, "v", 9, 77L, TimestampType.CREATE_TIME, headers);

    @Test
    void ownHeadersAreTakenOverOthersCopiedNoneMade() {
        assertSame(headers, source.headers());
        assertEquals(
                headers,
                new SourceRecord(null, null, "t", null, null, null, null, null, null, List.copyOf(list())).headers());
        assertEquals(0, new SourceRecord(null, null, "t", null, null).headers().size());
    }

    @Test
    void aChangedSourceRecordKeepsItsOriginAndACopyOfTheHeaders() {
        SourceRecord changed = source.newRecord("other", null, null, null, null, "w", null);

        assertEquals(Map.of("file", "a"), changed.sourcePartition());
        assertEquals(Map.of("position", 5L), changed.sourceOffset());
        assertEquals(headers, changed.headers());
        assertNotSame(headers, changed.headers());
        assertEquals("other", changed.topic());
        assertEquals("w", changed.value());
    }

    @Test
    void aChangedSinkRecordRemembersWhereItWasRead() {
        SinkRecord changed = sink.newRecord("other", 4, null, null, null, "w", null)
                .newRecord("third", 5, null, null, null, "w", null);

        assertEquals("topic", changed.originalTopic());
        assertEquals(3, changed.originalKafkaPartition());
        assertEquals(9, changed.originalKafkaOffset());
        assertEquals(9, changed.kafkaOffset());
        assertEquals("third", changed.topic());
        assertEquals(5, changed.kafkaPartition());
        assertEquals(TimestampType.CREATE_TIME, changed.timestampType());
    }

    @Test
    void recordsAreEqualByAllTheyHold() {
        SourceRecord same = source.newRecord("topic", 3, Schema.STRING_SCHEMA, "k", null, "v", 77L);

        assertEquals(source, same);
        assertEquals(source.hashCode(), same.hashCode());
        assertNotEquals(source, source.newRecord("topic", 3, Schema.STRING_SCHEMA, "k", null, "v", 78L));
        assertEquals(sink, sink.newRecord("topic", 3, Schema.STRING_SCHEMA, "k", null, "v", 77L));
        assertNotEquals(
                sink,
                new SinkRecord(
                        "topic", 3, Schema.STRING_SCHEMA, "k", null, "v", 10, 77L, TimestampType.CREATE_TIME, headers));
    }

    @Test
    void recordsShowAllTheyHold() {
        assertEquals(
                "SinkRecord{kafkaOffset=3, timestampType=NoTimestampType, originalTopic=t, originalKafkaPartition=1, "
                        + "originalKafkaOffset=3} ConnectRecord{topic='t', kafkaPartition=1, key=k, keySchema=null, value=v, "
                        + "valueSchema=Schema{STRING}, timestamp=null, headers=ConnectHeaders(headers=)}",
                new SinkRecord("t", 1, null, "k", Schema.STRING_SCHEMA, "v", 3).toString());
        assertEquals(
                "SourceRecord{sourcePartition={p=1}, sourceOffset=null} ConnectRecord{topic='t', kafkaPartition=null, "
                        + "key=null, keySchema=null, value=v, valueSchema=null, timestamp=null, "
                        + "headers=ConnectHeaders(headers=)}",
                new SourceRecord(Map.of("p", 1), null, "t", null, "v").toString());
    }

    private List<org.apache.kafka.connect.header.Header> list() {
        return List.of(headers.lastWithName("h"));
    }
}
