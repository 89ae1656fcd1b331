// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.util;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.clients.Topics;
import org.jspecify.annotations.Nullable;

/**
 * An admin client as MirrorMaker's connectors know it: they wrap their own in it, and define topics with it.
 *
 * <p>Thread: any.
 */
public class TopicAdmin implements AutoCloseable {
    private final Admin admin;
    private final Topics topics;

    /** @param adminConfig what the client was made with; kept by nobody */
    public TopicAdmin(Map<String, Object> adminConfig, Admin adminClient) {
        this.admin = adminClient;
        this.topics = new Topics(adminClient, Time.SYSTEM);
    }

    public static NewTopicBuilder defineTopic(String topicName) {
        return new NewTopicBuilder(topicName);
    }

    /** Where the partitions end, open transactions included. */
    public Map<TopicPartition, Long> endOffsets(Set<TopicPartition> partitions) {
        return topics.endOffsets(partitions);
    }

    @Override
    public void close() {
        admin.close();
    }

    public void close(Duration timeout) {
        admin.close(timeout);
    }

    /** A topic to be made, step by step. */
    public static class NewTopicBuilder {
        private final String name;
        private final Map<String, String> config = new HashMap<>();
        private @Nullable Integer partitions;
        private @Nullable Short replicationFactor;

        NewTopicBuilder(String name) {
            this.name = name;
        }

        public NewTopicBuilder partitions(int number) {
            partitions = number;
            return this;
        }

        public NewTopicBuilder replicationFactor(short number) {
            replicationFactor = number;
            return this;
        }

        public NewTopicBuilder compacted() {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            return this;
        }

        public NewTopic build() {
            return new NewTopic(name, Optional.ofNullable(partitions), Optional.ofNullable(replicationFactor))
                    .configs(config);
        }
    }
}
