// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms.predicates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class PredicatesTest {
    @Test
    void topicsMatchAsAWhole() {
        TopicNameMatches<SinkRecord> predicate = new TopicNameMatches<>();
        predicate.configure(Map.of("pattern", "order.*"));

        assertTrue(predicate.test(record("orders", null)));
        assertFalse(predicate.test(record("my-orders", null)));
        assertTrue(predicate.test(record("orders", null)));
        assertEquals("TopicNameMatches{pattern=order.*}", predicate.toString());
        assertThrows(ConfigException.class, () -> predicate.configure(Map.of("pattern", "(")));
        assertThrows(ConfigException.class, () -> predicate.configure(Map.of("pattern", "")));
    }

    @Test
    void headersAreFoundByName() {
        HasHeaderKey<SinkRecord> predicate = new HasHeaderKey<>();
        predicate.configure(Map.of("name", "h"));
        SinkRecord record = record("orders", null);

        assertFalse(predicate.test(record));
        record.headers().addInt("h", 1);
        assertTrue(predicate.test(record));
        assertEquals("HasHeaderKey{name='h'}", predicate.toString());
    }

    @Test
    void noRecordHasAHeaderWithoutAName() {
        HasHeaderKey<SinkRecord> predicate = new HasHeaderKey<>();
        predicate.configure(Collections.singletonMap("name", null));

        assertFalse(predicate.test(record("orders", null)));
    }

    @Test
    void tombstonesHaveNoValue() {
        RecordIsTombstone<SinkRecord> predicate = new RecordIsTombstone<>();
        predicate.configure(Map.of());

        assertTrue(predicate.test(record("orders", null)));
        assertFalse(predicate.test(record("orders", "v")));
    }

    private static SinkRecord record(String topic, Object value) {
        return new SinkRecord(topic, 0, null, null, null, value, 0);
    }
}
