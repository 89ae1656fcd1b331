// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.clients.Topics;
import org.apache.kafka.connect.runtime.config.TopicCreationSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a topic exists before the first record goes there, made as the connector's groups say.
 *
 * <p>Thread: the task's.
 */
public final class TopicCreator {
    private static final Logger log = LoggerFactory.getLogger(TopicCreator.class);

    private final Topics topics;
    private final List<TopicGroup> named;
    private final TopicGroup defaults;
    private final Set<String> known = new HashSet<>();
    private String last = "";

    public TopicCreator(Topics topics, TopicCreationSettings creation) {
        this.topics = topics;
        this.named = TopicGroup.named(creation);
        this.defaults = TopicGroup.defaults(creation);
    }

    void ensure(String topic) {
        if (last.equals(topic)) {
            return;
        }
        if (!known.contains(topic)) {
            createIfMissing(topic);
            known.add(topic);
        }
        last = topic;
    }

    private void createIfMissing(String topic) {
        if (topics.describe(Set.of(topic)).containsKey(topic)) {
            log.info("Topic '{}' exists and is used as it is", topic);
            return;
        }
        TopicGroup group =
                named.stream().filter(each -> each.matches(topic)).findFirst().orElse(defaults);
        log.info("Topic '{}' is created as one of group '{}'", topic, group.name());
        if (topics.create(group.spec(topic)) == Topics.Creation.REFUSED) {
            throw new ConnectException("Cannot create topic '" + topic + "' as one of group '" + group.name()
                    + "': the brokers do not let this connector create topics. Grant it that, "
                    + "or create the topic beforehand.");
        }
    }
}
