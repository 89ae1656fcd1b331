// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static dev.penstock.testkit.WorkerHarness.await;
import static dev.penstock.testkit.WorkerHarness.guard;
import static dev.penstock.testkit.WorkerHarness.nullable;
import static dev.penstock.testkit.WorkerHarness.sink;
import static dev.penstock.testkit.WorkerHarness.source;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What instances of connectors meet, and what changing offsets does to their former tasks. */
@Timeout(120)
class ConnectorsOnKafkaTest {
    private static @Nullable EmbeddedKafka kafka;

    private @Nullable WorkerHarness harness;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start();
    }

    @AfterAll
    static void stopKafka() {
        kafka().close();
    }

    @AfterEach
    void stopWorker() {
        harness().close();
    }

    @Test
    void aSinkThatDoesNotSayWhatItReadsFailsToStart() {
        harness = new WorkerHarness(kafka(), Map.of());
        Map<String, String> config = sink("reads-nothing", "x");
        config.remove("topics");

        assertThrows(ExecutionException.class, () -> harness().startAll("reads-nothing", config, 1, null));

        assertTrue(
                harness().told.stream().anyMatch(told -> told.startsWith("failed reads-nothing")),
                () -> String.valueOf(harness().told));
    }

    @Test
    void aSourceConnectorReadsWhatItsTasksHaveStored() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of());
        kafka().createTopic("reads-offsets", 1, Map.of());
        Map<String, String> config = source("reads-offsets", "reads-offsets", 10);
        harness().startAll("reads-offsets", config, 1, null);
        await(
                "all acknowledged",
                () -> ScriptedSource.seen("reads-offsets").acknowledged.get() == 30);
        assertEquals(null, ScriptedSource.seen("reads-offsets").offsetAtStart);
        harness().stop("reads-offsets", 1);

        harness().startAll("reads-offsets", config, 1, null);

        assertEquals(Map.of("n", 10L), ScriptedSource.seen("reads-offsets").offsetAtStart);
    }

    @Test
    void everyStartMakesANewInstance() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of());
        kafka().createTopic("instances", 1, Map.of());
        Map<String, String> config = source("instances", "instances", 1);
        for (int start = 1; start <= 3; start++) {
            config.put("count", Integer.toString(start));
            harness().startAll("instances", config, 1, null);
            harness().stop("instances", 1);

            assertEquals(start, ScriptedSource.seen("instances").instances.size());
        }
        assertFalse(ScriptedSource.seen("instances").reconfigured);
    }

    @Test
    void changingOffsetsOfAnExactlyOnceSourceFencesItsFirstTask() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of("exactly.once.source.support", "enabled"));
        kafka().createTopic("altered-once", 1, Map.of());
        Map<String, String> config = source("altered-once", "altered-once", 10);
        harness().startAll("altered-once", config, 1, guard(new ArrayList<>()));
        await(
                "all acknowledged",
                () -> ScriptedSource.seen("altered-once").acknowledged.get() == 30);
        harness().stop("altered-once", 1);

        try (KafkaProducer<byte[], byte[]> zombie = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka().bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        "g-altered-once-0"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            zombie.initTransactions();
            zombie.beginTransaction();
            zombie.send(new ProducerRecord<>("altered-once", new byte[1])).get(20, TimeUnit.SECONDS);

            Map<String, Object> first = Map.of("task", "0", "part", 0L);
            Map<Map<String, ?>, @Nullable Map<String, ?>> change = new HashMap<>();
            change.put(first, Map.of("n", 5));
            harness()
                    .worker()
                    .alterOffsets("altered-once", nullable(config), change)
                    .get(20, TimeUnit.SECONDS);
            assertEquals(
                    Map.of("n", 5L),
                    harness()
                            .worker()
                            .offsets("altered-once", nullable(config))
                            .get(20, TimeUnit.SECONDS)
                            .get(first));

            RuntimeException fenced = assertThrows(RuntimeException.class, zombie::commitTransaction);
            assertTrue(
                    fenced instanceof ProducerFencedException || fenced instanceof InvalidProducerEpochException,
                    () -> String.valueOf(fenced));
        }
        harness().worker().resetOffsets("altered-once", nullable(config)).get(20, TimeUnit.SECONDS);
        assertEquals(
                Map.of(),
                harness().worker().offsets("altered-once", nullable(config)).get(20, TimeUnit.SECONDS));
        assertEquals(
                List.of(),
                harness().told.stream()
                        .filter(told -> told.startsWith("failed"))
                        .toList());
    }

    private WorkerHarness harness() {
        return Objects.requireNonNull(harness);
    }

    private static EmbeddedKafka kafka() {
        return Objects.requireNonNull(kafka);
    }
}
