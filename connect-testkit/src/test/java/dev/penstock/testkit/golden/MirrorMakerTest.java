// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.testkit.Await;
import dev.penstock.testkit.EmbeddedKafka;
import dev.penstock.testkit.RestApi;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MirrorMaker's connectors as they are published, from one Kafka cluster to another. */
@Tag("slow")
class MirrorMakerTest {
    private static final int RECORDS = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PACKAGE = "org.apache.kafka.connect.mirror.";

    @TempDir
    private Path temp;

    @Test
    void aTopicIsMirroredFromOneClusterToAnother() {
        try (EmbeddedKafka source = EmbeddedKafka.start();
                EmbeddedKafka target = EmbeddedKafka.start();
                GoldenWorkers workers = new GoldenWorkers(temp, target.bootstrapServers(), "dist")) {
            source.createTopic("orders", 3, Map.of());
            IntStream.range(0, RECORDS).forEach(i -> source.produce("orders", bytes("k" + i), bytes("v" + i)));
            RestApi api = new RestApi(URI.create(workers.start()));
            Map<String, String> config = new HashMap<>(Map.of(
                    "source.cluster.alias", "a",
                    "target.cluster.alias", "b",
                    "source.cluster.bootstrap.servers", source.bootstrapServers(),
                    "target.cluster.bootstrap.servers", target.bootstrapServers(),
                    "topics", "orders",
                    "tasks.max", "2",
                    "replication.factor", "1",
                    "key.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
                    "value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter",
                    "sync.topic.acls.enabled", "false"));
            for (String internal : List.of("offset-syncs", "checkpoints", "heartbeats")) {
                config.put(internal + ".topic.replication.factor", "1");
            }
            long began = System.nanoTime();
            for (String connector :
                    List.of("MirrorSourceConnector", "MirrorHeartbeatConnector", "MirrorCheckpointConnector")) {
                Map<String, String> own = new HashMap<>(config);
                own.put("connector.class", PACKAGE + connector);
                api.create(connector, own).require(201);
            }
            Await.until(
                    () -> "all records are mirrored\n" + workers.output(),
                    PATIENCE,
                    () -> target.admin().listTopics() != null
                            && target.readAll("a.orders", false).size() >= RECORDS);

            long checksum = checksum(source.readAll("orders", false));
            assertEquals(RECORDS, target.readAll("a.orders", false).size());
            assertEquals(checksum, checksum(target.readAll("a.orders", false)));
            System.out.printf(
                    "MirrorMaker: %d records mirrored in %d ms; source and target: checksum %x%n",
                    RECORDS, (System.nanoTime() - began) / 1_000_000, checksum);
            for (String connector : List.of("MirrorSourceConnector", "MirrorHeartbeatConnector")) {
                String state =
                        api.status(connector).json().at("/connector/state").asText();
                assertEquals(
                        "RUNNING",
                        state,
                        connector + ": " + api.status(connector).text());
                api.status(connector)
                        .json()
                        .get("tasks")
                        .forEach(task ->
                                assertEquals("RUNNING", task.get("state").asText(), task.toString()));
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Of every record's place, key and value; partitions one after the other. */
    private static long checksum(List<ConsumerRecord<byte[], byte[]>> records) {
        CRC32 checksum = new CRC32();
        records.stream()
                .sorted(Comparator.comparingInt((ConsumerRecord<byte[], byte[]> each) -> each.partition())
                        .thenComparingLong(ConsumerRecord::offset))
                .forEach(each -> {
                    checksum.update(bytes(each.partition() + " " + each.offset() + " "));
                    checksum.update(each.key());
                    checksum.update(each.value());
                });
        return checksum.getValue();
    }
}
