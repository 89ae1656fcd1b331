// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.clients;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * Makes the Kafka clients, so that nothing else calls their constructors and tests can hand in others.
 * The settings must name serializers that fit the type parameters. Whoever asks for a client closes it.
 */
public interface KafkaClients {

    <K, V> Producer<K, V> producer(Map<String, Object> settings);

    <K, V> Consumer<K, V> consumer(Map<String, Object> settings);

    Admin admin(Map<String, Object> settings);

    /** Clients of a real cluster. */
    static KafkaClients real() {
        return new KafkaClients() {
            @Override
            public <K, V> Producer<K, V> producer(Map<String, Object> settings) {
                return new KafkaProducer<>(settings);
            }

            @Override
            public <K, V> Consumer<K, V> consumer(Map<String, Object> settings) {
                return new KafkaConsumer<>(settings);
            }

            @Override
            public Admin admin(Map<String, Object> settings) {
                return Admin.create(settings);
            }
        };
    }
}
