// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.connect.runtime.clients.TopicSpec;
import org.apache.kafka.connect.runtime.config.TopicCreationSettings;

/** Topics that a source creates alike. */
final class TopicGroup {
    private final TopicCreationSettings.Group settings;
    private final Pattern include;
    private final Pattern exclude;

    private TopicGroup(TopicCreationSettings.Group settings) {
        this.settings = settings;
        this.include = Pattern.compile(String.join("|", settings.include()));
        this.exclude = Pattern.compile(String.join("|", settings.exclude()));
    }

    static List<TopicGroup> named(TopicCreationSettings creation) {
        List<TopicGroup> groups = new ArrayList<>();
        creation.namedGroups().forEach(group -> groups.add(new TopicGroup(group)));
        return groups;
    }

    static TopicGroup defaults(TopicCreationSettings creation) {
        return new TopicGroup(creation.defaultGroup());
    }

    boolean matches(String topic) {
        return include.matcher(topic).matches() && !exclude.matcher(topic).matches();
    }

    String name() {
        return settings.name();
    }

    TopicSpec spec(String topic) {
        return new TopicSpec(topic, settings.partitions(), settings.replicationFactor(), settings.topicConfig());
    }
}
