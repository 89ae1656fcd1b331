// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.validation;

import static org.apache.kafka.connect.runtime.config.ConnectorSettings.DLQ_TOPIC_NAME_CONFIG;
import static org.apache.kafka.connect.runtime.config.SinkSettings.TOPICS_CONFIG;
import static org.apache.kafka.connect.runtime.config.SinkSettings.TOPICS_REGEX_CONFIG;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.connect.runtime.config.ConnectorSettings;
import org.jspecify.annotations.Nullable;

/** Rules between the settings of a sink: which topics it reads, and as which group. */
final class SinkRules {
    private final @Nullable String workerGroup;

    /** @param workerGroup the group the workers form; null for a worker that stands alone */
    SinkRules(@Nullable String workerGroup) {
        this.workerGroup = workerGroup;
    }

    void check(Map<String, String> properties, Verdict verdict) {
        String topics = properties.getOrDefault(TOPICS_CONFIG, "");
        String regex = properties.getOrDefault(TOPICS_REGEX_CONFIG, "");
        String deadLetters = properties.getOrDefault(DLQ_TOPIC_NAME_CONFIG, "").trim();
        if (topics.isBlank() == regex.isBlank()) {
            String message = topics.isBlank()
                    ? "Must configure one of topics or topics.regex"
                    : "topics and topics.regex are mutually exclusive options, but both are set.";
            verdict.addError(TOPICS_CONFIG, message);
            verdict.addError(TOPICS_REGEX_CONFIG, message);
        }
        if (!deadLetters.isEmpty()) {
            checkDeadLetters(deadLetters, topics, regex, verdict);
        }
        if (workerGroup != null) {
            checkGroup(properties, workerGroup, verdict);
        }
    }

    private static void checkDeadLetters(String deadLetters, String topics, String regex, Verdict verdict) {
        List<String> names = Arrays.stream(topics.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.contains(deadLetters)) {
            verdict.addError(
                    TOPICS_CONFIG,
                    "The DLQ topic '" + deadLetters + "' may not be included in the list of topics ('" + TOPICS_CONFIG
                            + "=" + names + "') consumed by the connector");
        }
        if (!regex.isBlank() && matches(regex, deadLetters)) {
            verdict.addError(
                    TOPICS_REGEX_CONFIG,
                    "The DLQ topic '" + deadLetters + "' may not be matched by the regex for the topics ('"
                            + TOPICS_REGEX_CONFIG + "=" + regex + "') consumed by the connector");
        }
    }

    private static boolean matches(String regex, String topic) {
        try {
            return Pattern.matches(regex, topic);
        } catch (PatternSyntaxException e) {
            return false; // the check of the key itself says so
        }
    }

    private static void checkGroup(Map<String, String> properties, String workerGroup, Verdict verdict) {
        String overrideKey = ConnectorSettings.CONSUMER_OVERRIDE_PREFIX + CommonClientConfigs.GROUP_ID_CONFIG;
        String override = properties.get(overrideKey);
        String name = properties.get(ConnectorSettings.NAME_CONFIG);
        if (override != null) {
            if (override.equals(workerGroup)) {
                verdict.addError(
                        overrideKey,
                        "Consumer group " + override + " conflicts with Connect worker group " + workerGroup);
            }
        } else if (("connect-" + name).equals(workerGroup)) {
            verdict.addError(
                    ConnectorSettings.NAME_CONFIG,
                    "Consumer group for sink connector named " + name + " conflicts with Connect worker group "
                            + workerGroup);
        }
    }
}
