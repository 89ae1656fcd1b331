// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.ConnectorConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MirrorNamesTest {
    @Test
    @Timeout(30)
    void aLogOverGivenClientsReadsTheWantedPartitionsToTheirEnd() {
        MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
        List<PartitionInfo> partitions = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            partitions.add(new PartitionInfo("sync", i, Node.noNode(), new Node[0], new Node[0]));
        }
        consumer.updatePartitions("sync", partitions);
        TopicPartition first = new TopicPartition("sync", 0);
        consumer.updateBeginningOffsets(Map.of(first, 0L));
        consumer.updateEndOffsets(Map.of(first, 1L));
        consumer.schedulePollTask(() -> consumer.addRecord(new ConsumerRecord<>("sync", 0, 0, "k", "v")));
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        List<String> initialized = new ArrayList<>();

        KafkaBasedLog<String, String> log = KafkaBasedLog.withExistingClients(
                "sync",
                consumer,
                null,
                null,
                (error, message) ->
                        seen.add(error == null ? Objects.requireNonNull(message).value() : "error"),
                Time.SYSTEM,
                admin -> initialized.add("once"),
                partition -> partition.partition() == 0);
        log.start(true);
        log.stop();

        assertEquals(List.of("v"), seen.subList(0, 1));
        assertEquals(List.of("once"), initialized);
        assertTrue(consumer.closed());
    }

    @Test
    void topicsAreDefinedStepByStep() {
        NewTopic topic = TopicAdmin.defineTopic("t")
                .compacted()
                .partitions(1)
                .replicationFactor((short) 2)
                .build();

        assertEquals(
                new NewTopic("t", Optional.of(1), Optional.of((short) 2)).configs(Map.of("cleanup.policy", "compact")),
                topic);
    }

    @Test
    void sharedConnectorKeysCanBeBuiltUpon() {
        assertNotNull(ConnectorConfig.configDef().configKeys().get("connector.class"));
    }
}
