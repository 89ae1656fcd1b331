// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.model;

import java.util.Objects;

/**
 * A topic that a connector has used.
 *
 * @param topic             name of the topic
 * @param task              the task that used it first
 * @param discoverTimestamp when, in milliseconds since the epoch
 */
public record TopicStatus(String topic, ConnectorTaskId task, long discoverTimestamp) {
    public TopicStatus {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(task, "task");
    }
}
