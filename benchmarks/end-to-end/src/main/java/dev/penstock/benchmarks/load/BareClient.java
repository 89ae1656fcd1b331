// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.json.JsonConverter;

/**
 * The same transfer without a worker: what a producer or a consumer alone costs.
 *
 * <p>Thread: main.
 */
public final class BareClient {
    private BareClient() {}

    /** Arguments: {@code produce|consume|fill SERVERS TOPIC SHAPE COUNT}; all but {@code fill} run until they are ended. */
    public static void main(String[] args) {
        long count = Long.parseLong(args[4]);
        switch (args[0]) {
            case "produce" -> produce(args[1], args[2], args[3], Long.MAX_VALUE);
            case "fill" -> produce(args[1], args[2], args[3], count);
            case "consume" -> consume(args[1], args[2], count);
            default -> throw new IllegalArgumentException("Unknown mode '" + args[0] + "'");
        }
    }

    private static void produce(String servers, String topic, String shape, long count) {
        List<byte[]> values = serialized(shape, topic);
        System.out.println("bytes of the first value: " + values.get(0).length);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", servers,
                        "acks", "all",
                        "enable.idempotence", "false",
                        "max.in.flight.requests.per.connection", "1",
                        "batch.size", "262144"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (long i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topic, values.get((int) (i % values.size()))));
            }
        }
    }

    private static void consume(String servers, String topic, long count) {
        LoadProgress progress = LoadProgress.register();
        long turn = LoadSinkTask.turningPoint(count);
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", servers, "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            while (!Thread.currentThread().isInterrupted()) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(1));
                progress.add(records.count());
                for (ConsumerRecord<byte[], byte[]> each : records) {
                    if (each.offset() == turn) {
                        consumer.seek(partition, 0);
                    }
                }
            }
        }
    }

    /** The values of a shape as they stand in a topic. */
    static List<byte[]> serialized(String shape, String topic) {
        List<byte[]> all = new ArrayList<>();
        try (JsonConverter converter = new JsonConverter()) {
            converter.configure(Map.of("schemas.enable", !shape.equals("schemaless")), false);
            for (SchemaAndValue value : LoadRecords.values(shape)) {
                all.add(
                        value.value() instanceof byte[] bytes
                                ? bytes
                                : converter.fromConnectData(topic, value.schema(), value.value()));
            }
        }
        return all;
    }
}
