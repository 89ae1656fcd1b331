// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.util.HashMap;
import java.util.Map;

/** The worker properties with which a small cluster works. */
final class SmallCluster {
    private SmallCluster() {}

    /** @param group id of the workers' group; their topics bear its name */
    static Map<String, String> properties(String bootstrapServers, String group) {
        Map<String, String> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("group.id", group);
        properties.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        properties.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        properties.put("offset.storage.topic", group + "-offsets");
        properties.put("offset.storage.replication.factor", "1");
        properties.put("offset.storage.partitions", "3");
        properties.put("config.storage.topic", group + "-configs");
        properties.put("config.storage.replication.factor", "1");
        properties.put("status.storage.topic", group + "-status");
        properties.put("status.storage.replication.factor", "1");
        properties.put("status.storage.partitions", "2");
        properties.put("offset.flush.interval.ms", "500");
        properties.put("scheduled.rebalance.max.delay.ms", "2000");
        properties.put("heartbeat.interval.ms", "500"); // how soon a member hears of a rebalance
        properties.put("listeners", "http://localhost:0");
        return properties;
    }
}
