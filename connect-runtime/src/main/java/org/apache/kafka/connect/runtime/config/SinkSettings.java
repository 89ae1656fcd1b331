// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.sink.SinkTask;

/** What a sink connector can be told. Rules between keys (one of topics and topics.regex) are checked in validation. */
public final class SinkSettings extends ConnectorSettings {
    public static final String TOPICS_CONFIG = SinkTask.TOPICS_CONFIG;
    public static final String TOPICS_REGEX_CONFIG = SinkTask.TOPICS_REGEX_CONFIG;

    private static final ConfigDef DEFINITION = define();

    public SinkSettings(Map<String, String> properties) {
        super(DEFINITION, properties);
    }

    /** The keys of every sink: the common ones, then its own. */
    public static ConfigDef configDef() {
        return new ConfigDef(DEFINITION);
    }

    private static ConfigDef define() {
        ConfigDef def = ConnectorSettings.configDef();
        def.define(
                TOPICS_CONFIG,
                ConfigDef.Type.LIST,
                List.of(),
                Validators.anyList(true, false),
                HIGH,
                "Topics to read from.",
                COMMON_GROUP,
                4,
                Width.LONG,
                "Topics");
        def.define(
                TOPICS_REGEX_CONFIG,
                ConfigDef.Type.STRING,
                "",
                Validators.regex(),
                HIGH,
                "Regular expression whose full matches are the topics to read from.",
                COMMON_GROUP,
                4,
                Width.LONG,
                "Topics regex");
        return deadLetterQueueKeys(def);
    }

    static ConfigDef deadLetterQueueKeys(ConfigDef def) {
        def.define(
                DLQ_TOPIC_NAME_CONFIG,
                ConfigDef.Type.STRING,
                "",
                MEDIUM,
                "Topic that takes records which could not be processed. Empty: none.",
                ERROR_GROUP,
                6,
                Width.MEDIUM,
                "Dead Letter Queue Topic Name");
        def.define(
                DLQ_TOPIC_REPLICATION_FACTOR_CONFIG,
                ConfigDef.Type.SHORT,
                (short) 3,
                MEDIUM,
                "Replication factor of that topic when it has to be created.",
                ERROR_GROUP,
                7,
                Width.MEDIUM,
                "Dead Letter Queue Topic Replication Factor");
        def.define(
                DLQ_CONTEXT_HEADERS_ENABLE_CONFIG,
                ConfigDef.Type.BOOLEAN,
                false,
                MEDIUM,
                "Whether headers of such a record tell where it came from and what went wrong.",
                ERROR_GROUP,
                8,
                Width.MEDIUM,
                "Enable Error Context Headers");
        return def;
    }

    public List<String> topics() {
        return getList(TOPICS_CONFIG);
    }

    /** Whether topics are chosen by pattern rather than by name. */
    public boolean usesPattern() {
        return !getString(TOPICS_REGEX_CONFIG).isBlank();
    }

    public Pattern topicsPattern() {
        return Pattern.compile(getString(TOPICS_REGEX_CONFIG));
    }

    public DeadLetterSettings deadLetters() {
        return DeadLetterSettings.of(this);
    }
}
