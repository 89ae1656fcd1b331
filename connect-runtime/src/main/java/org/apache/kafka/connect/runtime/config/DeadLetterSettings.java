// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import org.apache.kafka.common.config.AbstractConfig;

/**
 * Where records go that could not be processed.
 *
 * @param topic name of the topic; empty when there is none
 * @param replicationFactor used when the topic is created
 * @param contextHeaders whether headers tell what went wrong
 */
public record DeadLetterSettings(String topic, short replicationFactor, boolean contextHeaders) {

    static DeadLetterSettings of(AbstractConfig values) {
        return new DeadLetterSettings(
                values.getString(ConnectorSettings.DLQ_TOPIC_NAME_CONFIG),
                values.getShort(ConnectorSettings.DLQ_TOPIC_REPLICATION_FACTOR_CONFIG),
                values.getBoolean(ConnectorSettings.DLQ_CONTEXT_HEADERS_ENABLE_CONFIG));
    }

    public boolean enabled() {
        return !topic.isEmpty();
    }
}
