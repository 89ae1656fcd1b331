// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms.predicates;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.util.RegexValidator;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * True for records of topics whose whole name matches. Neighbouring records mostly have one topic, so the answer for
 * the last one is kept.
 *
 * <p>Thread: that of the task.
 *
 * @param <R> the kind of record
 */
public class TopicNameMatches<R extends ConnectRecord<R>> implements Predicate<R> {
    public static final String OVERVIEW_DOC =
            "Holds for records of topics whose whole name matches the regular expression.";

    private static final String PATTERN_CONFIG = "pattern";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    PATTERN_CONFIG,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.CompositeValidator.of(new ConfigDef.NonEmptyString(), new RegexValidator()),
                    ConfigDef.Importance.MEDIUM,
                    "Java regular expression that the whole name of the topic has to match.");

    private Pattern pattern;
    private String lastTopic;
    private boolean lastAnswer;

    public TopicNameMatches() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        pattern = Pattern.compile(new SimpleConfig(CONFIG_DEF, configs).getString(PATTERN_CONFIG));
        lastTopic = null;
    }

    @Override
    public boolean test(R record) {
        String topic = record.topic();
        if (topic == null) return false;
        if (!topic.equals(lastTopic)) {
            lastAnswer = pattern.matcher(topic).matches();
            lastTopic = topic;
        }
        return lastAnswer;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public String toString() {
        return "TopicNameMatches{pattern=" + pattern + "}";
    }
}
