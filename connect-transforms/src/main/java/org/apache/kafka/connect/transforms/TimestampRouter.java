// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Puts the time of a record into the name of its topic. Times are told in UTC.
 *
 * <p>Thread: that of the task; the format keeps state.
 *
 * @param <R> the kind of record
 */
public class TimestampRouter<R extends ConnectRecord<R>> implements Transformation<R>, AutoCloseable {
    public static final String OVERVIEW_DOC = "Makes the name of the topic from its old name and the record's time, "
            + "for example to have one index or table a day.";

    private static final String TOPIC_FORMAT_CONFIG = "topic.format";
    private static final String TIMESTAMP_FORMAT_CONFIG = "timestamp.format";
    private static final Pattern TOPIC = Pattern.compile("${topic}", Pattern.LITERAL);
    private static final Pattern TIMESTAMP = Pattern.compile("${timestamp}", Pattern.LITERAL);

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    TOPIC_FORMAT_CONFIG,
                    ConfigDef.Type.STRING,
                    "${topic}-${timestamp}",
                    ConfigDef.Importance.HIGH,
                    "The new name, in which ${topic} and ${timestamp} stand for the old name and the time.")
            .define(
                    TIMESTAMP_FORMAT_CONFIG,
                    ConfigDef.Type.STRING,
                    "yyyyMMdd",
                    ConfigDef.Importance.HIGH,
                    "How the time is written, as a pattern of java.text.SimpleDateFormat.");

    private String topicFormat;
    private String timestampPattern;
    private SimpleDateFormat timestampFormat;

    public TimestampRouter() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        topicFormat = config.getString(TOPIC_FORMAT_CONFIG);
        timestampPattern = config.getString(TIMESTAMP_FORMAT_CONFIG);
        timestampFormat = null;
    }

    @Override
    public R apply(R record) {
        Long timestamp = record.timestamp();
        if (timestamp == null) throw new DataException("Timestamp missing on record: " + record);
        return record.newRecord(
                topicAt(record.topic(), format().format(new Date(timestamp))),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp());
    }

    private String topicAt(String topic, String timestamp) {
        String named = TOPIC.matcher(topicFormat).replaceAll(Matcher.quoteReplacement(topic));
        return TIMESTAMP.matcher(named).replaceAll(Matcher.quoteReplacement(timestamp));
    }

    /** A pattern that is no pattern fails the record that meets it, so that error tolerance has its say. */
    private SimpleDateFormat format() {
        if (timestampFormat == null) {
            SimpleDateFormat format = new SimpleDateFormat(timestampPattern);
            format.setTimeZone(TimeZone.getTimeZone("UTC"));
            timestampFormat = format;
        }
        return timestampFormat;
    }

    @Override
    public void close() {
        timestampFormat = null;
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }
}
