// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.clients.ClientConfigs;
import org.apache.kafka.connect.runtime.clients.KafkaClients;
import org.apache.kafka.connect.runtime.clients.TopicSpec;
import org.apache.kafka.connect.runtime.clients.Topics;
import org.apache.kafka.connect.runtime.config.DeadLetterSettings;
import org.apache.kafka.connect.runtime.errors.DeadLetterQueue;
import org.apache.kafka.connect.runtime.errors.DeadLetterQueue.Letter;
import org.apache.kafka.connect.runtime.errors.ErrorMetrics;

/**
 * Opens dead letter queues, each with a producer of its own and a topic that exists.
 *
 * <p>Thread: the task's.
 */
final class DeadLetters {
    private final WorkerEnvironment worker;

    DeadLetters(WorkerEnvironment worker) {
        this.worker = worker;
    }

    <T> DeadLetterQueue<T> open(
            TaskBlueprint blueprint, DeadLetterSettings settings, ErrorMetrics metrics, Function<T, Letter> toLetter) {
        KafkaClients clients = worker.kafka().clients();
        ClientConfigs configs = worker.kafka().configs();
        Map<String, Object> adminOverrides = permitted(blueprint, ClientType.ADMIN);
        try (Admin admin = clients.admin(configs.deadLetterAdmin(blueprint.id(), adminOverrides))) {
            createIfMissing(new Topics(admin, worker.time()), settings);
        }
        Producer<byte[], byte[]> producer =
                clients.producer(configs.deadLetterProducer(blueprint.id(), permitted(blueprint, ClientType.PRODUCER)));
        return new DeadLetterQueue<>(
                settings.topic(), settings.contextHeaders(), blueprint.id(), producer, metrics, toLetter);
    }

    private static void createIfMissing(Topics topics, DeadLetterSettings settings) {
        String topic = settings.topic();
        if (topics.describe(Set.of(topic)).containsKey(topic)) {
            return;
        }
        TopicSpec spec = new TopicSpec(topic, 1, settings.replicationFactor(), Map.of());
        if (topics.create(spec) == Topics.Creation.REFUSED) {
            throw new ConnectException("Dead letter topic '" + topic
                    + "' does not exist, and the brokers do not let this connector create it");
        }
    }

    private Map<String, Object> permitted(TaskBlueprint blueprint, ClientType client) {
        return worker.kafka().overrides().permitted(blueprint.owner(), client, blueprint.connectorConfig());
    }
}
