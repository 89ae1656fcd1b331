// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.clients;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as it shall be created.
 *
 * @param name              its name
 * @param partitions        how many, or {@link #BROKER_DEFAULT}
 * @param replicationFactor how many, or {@link #BROKER_DEFAULT}
 * @param settings          topic settings
 */
public record TopicSpec(String name, int partitions, short replicationFactor, Map<String, String> settings) {

    /** Leaves the number to the brokers. */
    public static final int BROKER_DEFAULT = -1;

    public TopicSpec {
        settings = Map.copyOf(settings);
    }

    /** The same topic, compacted whatever its settings say. */
    public TopicSpec compacted() {
        Map<String, String> compacted = new HashMap<>(settings);
        compacted.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        return new TopicSpec(name, partitions, replicationFactor, compacted);
    }

    NewTopic toNewTopic() {
        Optional<Integer> count = partitions == BROKER_DEFAULT ? Optional.empty() : Optional.of(partitions);
        Optional<Short> replicas =
                replicationFactor == BROKER_DEFAULT ? Optional.empty() : Optional.of(replicationFactor);
        return new NewTopic(name, count, replicas).configs(settings);
    }
}
