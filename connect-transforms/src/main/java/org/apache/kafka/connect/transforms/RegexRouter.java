// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.util.RegexValidator;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Sends records whose topic matches to another topic. The expression runs once for a topic, not for each record.
 *
 * <p>Thread: that of the task.
 *
 * @param <R> the kind of record
 */
public class RegexRouter<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC =
            "Renames the topic of a record if the whole name matches a regular expression. "
                    + "The replacement may refer to groups of the expression, as in Java's Matcher.replaceFirst().";

    private static final String REGEX_CONFIG = "regex";
    private static final String REPLACEMENT_CONFIG = "replacement";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    REGEX_CONFIG,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new RegexValidator(),
                    ConfigDef.Importance.HIGH,
                    "Regular expression that the whole name of the topic has to match.")
            .define(
                    REPLACEMENT_CONFIG,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.Importance.HIGH,
                    "The new name; $1 stands for the first group.");

    private final Memo<String, Optional<String>> newNames = new Memo<>(this::rename);
    private Pattern regex;
    private String replacement;

    public RegexRouter() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        regex = Pattern.compile(config.getString(REGEX_CONFIG));
        replacement = config.getString(REPLACEMENT_CONFIG);
        newNames.clear();
    }

    @Override
    public R apply(R record) {
        Optional<String> topic = newNames.get(record.topic());
        if (topic.isEmpty()) return record;
        return record.newRecord(
                topic.get(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp());
    }

    private Optional<String> rename(String topic) {
        Matcher matcher = regex.matcher(topic);
        return matcher.matches() ? Optional.of(matcher.replaceFirst(replacement)) : Optional.empty();
    }

    @Override
    public void close() {
        newNames.clear();
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }
}
