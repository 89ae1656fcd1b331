// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Date;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampConverterTest {
    private static final String FORMAT = "yyyy-MM-dd HH:mm:ss.SSS";

    @ParameterizedTest
    @CsvSource({
        "string, String:1969-12-30 23:59:59.999",
        "unix, Long:-86400001",
        "Date, date:-172800000",
        "Time, date:86399999",
        "Timestamp, date:-86400001"
    })
    void timesBeforeTheEpochBelongToTheEarlierDay(String target, String expected) {
        TimestampConverter<SinkRecord> converter =
                Records.configured(new TimestampConverter.Value<>(), Map.of("target.type", target, "format", FORMAT));

        assertEquals(
                expected,
                RecordText.of(converter
                        .apply(Records.sink(null, new Date(-86_400_001)))
                        .value()));
    }

    @ParameterizedTest
    @CsvSource({
        "seconds, 1500000000, 1500000000000",
        "milliseconds, 1500000000123, 1500000000123",
        "microseconds, 1500000000123456, 1500000000123",
        "nanoseconds, 1500000000123456789, 1500000000123"
    })
    void numbersCountWhatTheUserSays(String precision, long number, long millis) {
        TimestampConverter<SinkRecord> converter = Records.configured(
                new TimestampConverter.Value<>(), Map.of("target.type", "Timestamp", "unix.precision", precision));

        SinkRecord record = converter.apply(Records.sink(Schema.OPTIONAL_INT64_SCHEMA, number));

        assertEquals(new Date(millis), record.value());
        assertEquals(TimestampConverter.OPTIONAL_TIMESTAMP_SCHEMA, record.valueSchema());
    }

    @Test
    void textWithoutAFormatIsRefusedWithAHint() {
        TimestampConverter<SinkRecord> converter =
                Records.configured(new TimestampConverter.Value<>(), Map.of("target.type", "unix"));

        DataException thrown =
                assertThrows(DataException.class, () -> converter.apply(Records.sink(Schema.STRING_SCHEMA, "2020")));
        assertTrue(thrown.getMessage().contains("the key 'format' is not set"), thrown.getMessage());
    }

    @Test
    void otherTypesAreNoTimes() {
        TimestampConverter<SinkRecord> converter =
                Records.configured(new TimestampConverter.Value<>(), Map.of("target.type", "unix"));

        assertEquals(
                "Schema Schema{INT32} does not correspond to a known timestamp type format",
                assertThrows(ConnectException.class, () -> converter.apply(Records.sink(Schema.INT32_SCHEMA, 1)))
                        .getMessage());
        assertEquals(
                "TimestampConverter does not support class java.lang.Integer objects as timestamps",
                assertThrows(DataException.class, () -> converter.apply(Records.sink(null, 1)))
                        .getMessage());
    }

    @Test
    void aBadFormatIsRefusedWhateverTheTarget() {
        assertThrows(ConfigException.class, () -> new TimestampConverter.Value<SinkRecord>()
                .configure(Map.of("target.type", "unix", "format", "qqq")));
    }
}
