// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Connector settings that Apache does not have. They are defined apart from the published keys, so that validation shows them only
 * where they are set, and they change nothing where they are not.
 */
public final class BeyondApache {
    public static final String RESTART_POLICY_CONFIG = "restart.policy";
    public static final String RESTART_BACKOFF_INITIAL_MS_CONFIG = "restart.backoff.initial.ms";
    public static final String RESTART_BACKOFF_MAX_MS_CONFIG = "restart.backoff.max.ms";
    public static final String RESTART_MAX_ATTEMPTS_CONFIG = "restart.max.attempts";
    public static final String RESTART_GROUP = "Restart";

    private static final String NONE = "none";
    private static final String ON_FAILURE = "on-failure";
    private static final ConfigDef RESTART = restartKeys();
    private static final ConfigDef SOURCE = SinkSettings.deadLetterQueueKeys(restartKeys());

    private BeyondApache() {}

    private static ConfigDef restartKeys() {
        return new ConfigDef()
                .define(
                        RESTART_POLICY_CONFIG,
                        ConfigDef.Type.STRING,
                        NONE,
                        ValidString.in(NONE, ON_FAILURE),
                        Importance.MEDIUM,
                        "Whether a failed connector or task is started again by itself: none, or on-failure.",
                        RESTART_GROUP,
                        1,
                        Width.SHORT,
                        "Restart policy")
                .define(
                        RESTART_BACKOFF_INITIAL_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        1_000L,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Wait in milliseconds before the first restart; it doubles with each further one, with jitter.",
                        RESTART_GROUP,
                        2,
                        Width.MEDIUM,
                        "First restart delay")
                .define(
                        RESTART_BACKOFF_MAX_MS_CONFIG,
                        ConfigDef.Type.LONG,
                        300_000L,
                        Range.atLeast(1),
                        Importance.LOW,
                        "Longest wait in milliseconds between two restarts. What runs for as long as this counts as stable: its"
                                + " count of restarts starts afresh.",
                        RESTART_GROUP,
                        3,
                        Width.MEDIUM,
                        "Longest restart delay")
                .define(
                        RESTART_MAX_ATTEMPTS_CONFIG,
                        ConfigDef.Type.INT,
                        RestartPolicy.UNLIMITED,
                        Range.atLeast(RestartPolicy.UNLIMITED),
                        Importance.LOW,
                        "Restarts in a row before giving up; -1 never gives up.",
                        RESTART_GROUP,
                        4,
                        Width.SHORT,
                        "Restart attempts");
    }

    /** The definitions of those of these keys that {@code properties} sets; for validation. */
    public static ConfigDef definitionsFor(Map<String, ?> properties, boolean source) {
        ConfigDef used = new ConfigDef();
        Set<String> set = properties.keySet();
        (source ? SOURCE : RESTART)
                .configKeys().values().stream()
                        .filter(key -> set.contains(key.name))
                        .collect(Collectors.toList())
                        .forEach(used::define);
        return used;
    }

    static RestartPolicy restartPolicy(Map<String, String> properties) {
        AbstractConfig values = new AbstractConfig(RESTART, properties, false);
        return new RestartPolicy(
                ON_FAILURE.equals(values.getString(RESTART_POLICY_CONFIG)),
                Duration.ofMillis(values.getLong(RESTART_BACKOFF_INITIAL_MS_CONFIG)),
                Duration.ofMillis(values.getLong(RESTART_BACKOFF_MAX_MS_CONFIG)),
                values.getInt(RESTART_MAX_ATTEMPTS_CONFIG));
    }

    static DeadLetterSettings sourceDeadLetters(Map<String, String> properties) {
        return DeadLetterSettings.of(new AbstractConfig(SOURCE, properties, false));
    }
}
