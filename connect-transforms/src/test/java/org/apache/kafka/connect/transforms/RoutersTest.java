// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

class RoutersTest {
    @Test
    void onlyTopicsThatMatchAsAWholeAreRenamed() {
        RegexRouter<SinkRecord> router =
                Records.configured(new RegexRouter<>(), Map.of("regex", "(ord)(.*)", "replacement", "$2-$1"));
        RegexRouter<SinkRecord> other =
                Records.configured(new RegexRouter<>(), Map.of("regex", "rder", "replacement", "x"));
        SinkRecord record = Records.sink(null, null);

        assertEquals("ers-ord", router.apply(record).topic());
        assertEquals("ers-ord", router.apply(record).topic());
        assertSame(record, other.apply(record));
    }

    @Test
    void timesAreWrittenInUtcAndNamesTakenLiterally() {
        TimestampRouter<SinkRecord> router = Records.configured(
                new TimestampRouter<>(),
                Map.of("topic.format", "${timestamp}.${topic}.$1", "timestamp.format", "yyyy-MM-dd'$0'HH"));

        assertEquals(
                "2020-09-13$012.orders.$1",
                router.apply(Records.sink(null, null)).topic());
    }

    @Test
    void aRecordWithoutTimeCannotBeRoutedByIt() {
        TimestampRouter<SourceRecord> router = Records.configured(new TimestampRouter<>(), Map.of());

        DataException thrown = assertThrows(DataException.class, () -> router.apply(Records.source(null, "v")));
        assertTrue(thrown.getMessage().startsWith("Timestamp missing on record: SourceRecord{"));
    }
}
