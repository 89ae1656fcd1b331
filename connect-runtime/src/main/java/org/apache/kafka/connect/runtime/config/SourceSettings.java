// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.connect.source.SourceTask.TransactionBoundary;
import org.jspecify.annotations.Nullable;

/** What a source connector can be told, topic creation included. */
public final class SourceSettings extends ConnectorSettings {
    public static final String TOPIC_CREATION_GROUPS_CONFIG = "topic.creation.groups";
    public static final String EXACTLY_ONCE_SUPPORT_CONFIG = "exactly.once.support";
    public static final String TRANSACTION_BOUNDARY_CONFIG = "transaction.boundary";
    public static final String TRANSACTION_BOUNDARY_INTERVAL_CONFIG = "transaction.boundary.interval.ms";
    public static final String OFFSETS_TOPIC_CONFIG = "offsets.storage.topic";

    public static final String TOPIC_CREATION_GROUP = "Topic Creation";
    public static final String EXACTLY_ONCE_GROUP = "Exactly Once Support";
    public static final String OFFSETS_TOPIC_GROUP = "offsets.topic";

    /** What a connector wants of exactly-once delivery. */
    public enum ExactlyOnceWish {
        /** Use it where it can be had. */
        REQUESTED,
        /** Refuse the configuration where it cannot be had. */
        REQUIRED
    }

    private static final ConfigDef DEFINITION = define();

    private final Optional<TopicCreationSettings> topicCreation;

    /** @throws org.apache.kafka.common.config.ConfigException also when topic creation is set up incompletely */
    public SourceSettings(Map<String, String> properties) {
        super(DEFINITION, properties);
        this.topicCreation = TopicCreationSettings.of(properties());
    }

    /** The keys of every source: the common ones, then its own; without those of topic creation groups. */
    public static ConfigDef configDef() {
        return new ConfigDef(DEFINITION);
    }

    private static ConfigDef define() {
        ConfigDef def = ConnectorSettings.configDef();
        def.define(
                TOPIC_CREATION_GROUPS_CONFIG,
                ConfigDef.Type.LIST,
                List.of(),
                Validators.uniqueAliases(),
                LOW,
                "Aliases of topic creation groups. A new topic gets the settings of the first group that it matches, else those"
                        + " of the group named default.",
                TOPIC_CREATION_GROUP,
                1,
                Width.LONG,
                "Topic Creation Groups");
        def.define(
                EXACTLY_ONCE_SUPPORT_CONFIG,
                ConfigDef.Type.STRING,
                "requested",
                Validators.ignoringCase(ExactlyOnceWish.values()),
                MEDIUM,
                "Whether exactly-once delivery is required, in which case a connector or worker without it refuses this"
                        + " configuration, or only requested.",
                EXACTLY_ONCE_GROUP,
                2,
                Width.SHORT,
                "Exactly once support");
        def.define(
                TRANSACTION_BOUNDARY_CONFIG,
                ConfigDef.Type.STRING,
                TransactionBoundary.DEFAULT.toString(),
                Validators.ignoringCase(TransactionBoundary.values()),
                MEDIUM,
                "Where producer transactions end under exactly-once delivery: after each poll, after an interval, or where the"
                        + " connector says.",
                EXACTLY_ONCE_GROUP,
                3,
                Width.SHORT,
                "Transaction Boundary");
        def.define(
                TRANSACTION_BOUNDARY_INTERVAL_CONFIG,
                ConfigDef.Type.LONG,
                null,
                Validators.atLeastOrNull(0),
                LOW,
                "Time in milliseconds between transaction ends where they follow an interval; unset takes the worker's offset"
                        + " flush interval.",
                EXACTLY_ONCE_GROUP,
                4,
                Width.SHORT,
                "Transaction boundary interval");
        def.define(
                OFFSETS_TOPIC_CONFIG,
                ConfigDef.Type.STRING,
                null,
                Validators.nonEmptyOrNull(),
                LOW,
                "Topic of its own for this connector's offsets, in place of the worker's. It is created when missing.",
                OFFSETS_TOPIC_GROUP,
                1,
                Width.LONG,
                "Offsets topic");
        return def;
    }

    public ExactlyOnceWish exactlyOnceWish() {
        return ExactlyOnceWish.valueOf(getString(EXACTLY_ONCE_SUPPORT_CONFIG).toUpperCase(Locale.ROOT));
    }

    public TransactionBoundary transactionBoundary() {
        return TransactionBoundary.fromProperty(getString(TRANSACTION_BOUNDARY_CONFIG));
    }

    /** Time between transaction ends; null for the worker's flush interval. */
    public @Nullable Duration transactionBoundaryInterval() {
        Long intervalMs = getLong(TRANSACTION_BOUNDARY_INTERVAL_CONFIG);
        return intervalMs == null ? null : Duration.ofMillis(intervalMs);
    }

    /** The connector's own offsets topic; null for the worker's. */
    public @Nullable String offsetsTopic() {
        return getString(OFFSETS_TOPIC_CONFIG);
    }

    /** Present when the connector sets anything below {@code topic.creation.}. */
    public Optional<TopicCreationSettings> topicCreation() {
        return topicCreation;
    }

    /** Beyond Apache: where records go that could not be processed. */
    public DeadLetterSettings deadLetters() {
        return BeyondApache.sourceDeadLetters(properties());
    }
}
