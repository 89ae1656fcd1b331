// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static dev.penstock.testkit.WorkerHarness.assertInOrder;
import static dev.penstock.testkit.WorkerHarness.attribute;
import static dev.penstock.testkit.WorkerHarness.await;
import static dev.penstock.testkit.WorkerHarness.sink;
import static dev.penstock.testkit.WorkerHarness.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What goes wrong around a task, and how it ends. */
@Timeout(180)
class FaultsOnKafkaTest {
    /** How long the broker stays away at the least. */
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("penstock.outage.seconds", 2));

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
    @Timeout(300)
    void whileTheBrokerIsAwayRecordsWaitAndNoneIsLost() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of("offset.flush.timeout.ms", "1000"));
        kafka().createTopic("away", 1, Map.of());
        Map<String, String> config = source("away", "away", 3_000);
        config.put("pause.ms", "5");
        harness().startAll("away", config, 1, null);
        harness().startAll("awaysnk", sink("awaysnk", "away"), 1, null);
        await("some arrived", () -> RecordingSink.seen("awaysnk").records.size() > 300);

        kafka().stopBroker(0);
        long began = System.nanoTime();
        await("commits fail", () -> commitFailures("away") > 0);
        await("the outage is long enough", () -> System.nanoTime() - began >= OUTAGE.toNanos());
        kafka().startBroker(0);

        await("all acknowledged", () -> ScriptedSource.seen("away").acknowledged.get() == 9_000);
        await("all arrived", () -> distinct(RecordingSink.seen("awaysnk")) == 9_000);
        assertEquals(Map.of(), harness().failures);
        Set<String> written = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> message : kafka().readAll("away", false)) {
            written.add(new String(message.key(), UTF_8) + new String(message.value(), UTF_8));
        }
        assertEquals(9_000, written.size());
    }

    @Test
    void aSinkThatThrowsInAnyCallFailsOrEndsAsItShould() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of());
        kafka().createTopic("throwing", 1, Map.of());
        kafka().produce("throwing", null, "{\"schema\":null,\"payload\":1}".getBytes(UTF_8));
        for (String call : List.of("start", "open", "put")) {
            String name = "throws-" + call;
            Map<String, String> config = sink(name, "throwing");
            config.put("mode", "throw-" + call);
            harness().startAll(name, config, 1, null);
            await("failed in " + call, () -> harness().failures.containsKey(new ConnectorTaskId(name, 0)));
            harness().stop(name, 1);
            assertTrue(RecordingSink.seen(name).calls.contains("stop"), call);
        }
        for (String call : List.of("preCommit", "flush", "close", "stop")) {
            String name = "throws-" + call;
            Map<String, String> config = sink(name, "throwing");
            config.put("mode", "throw-" + call);
            harness().startAll(name, config, 1, null);
            await("arrived", () -> !RecordingSink.seen(name).records.isEmpty());
            harness().stop(name, 1);
            assertTrue(harness().told.contains("stopped " + name + "-0"), call);
        }
    }

    @Test
    void aSourceThatThrowsInAnyCallFailsOrEndsAsItShould() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of());
        kafka().createTopic("throwing-src", 1, Map.of());
        for (String call : List.of("start", "poll")) {
            String name = "src-throws-" + call;
            Map<String, String> config = source(name, "throwing-src", 10);
            config.put("mode", "throw-" + call);
            harness().startAll(name, config, 1, null);
            await("failed in " + call, () -> harness().failures.containsKey(new ConnectorTaskId(name, 0)));
            assertEquals(1, ScriptedSource.seen(name).stops.get());
        }
        for (String call : List.of("commitRecord", "commit", "stop")) {
            String name = "src-throws-" + call;
            Map<String, String> config = source(name, "throwing-src", 10);
            config.put("mode", "throw-" + call);
            harness().startAll(name, config, 1, null);
            await("commits", () -> ScriptedSource.seen(name).commits.get() > 1);
            harness().stop(name, 1);
            assertTrue(harness().told.contains("stopped " + name + "-0"), call);
        }
    }

    @Test
    void aTaskThatIgnoresStopIsCancelledAndFencedAndCommitsNothingMore() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of("task.shutdown.graceful.timeout.ms", "500"));
        kafka().createTopic("stubborn", 1, Map.of());
        Map<String, String> config = source("stubborn", "stubborn", 10);
        config.put("mode", "hang-after");
        harness().startAll("stubborn", config, 1, null);
        await("acknowledged", () -> ScriptedSource.seen("stubborn").acknowledged.get() == 30);

        long began = System.nanoTime();
        ConnectorTaskId id = new ConnectorTaskId("stubborn", 0);
        harness().worker().stopTasks(List.of(id)).get(10, TimeUnit.SECONDS);

        assertTrue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began) < 2_000);
        assertTrue(!harness().worker().taskIds().contains(id));
        assertTrue(!harness().told.contains("stopped stubborn-0"), "its state is no longer told");
        assertTrue(harness().worker().stopConnectors(List.of("stubborn")).get(10, TimeUnit.SECONDS) == null);
    }

    @Test
    void aRecordThatIsTooLargeFailsTheTaskUnlessThatIsTolerated() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of());
        kafka().createTopic("small", 1, Map.of("max.message.bytes", "120"));
        Map<String, String> config = source("large", "small", 5);
        config.put("producer.override.batch.size", "0");
        harness().startAll("large", config, 1, null);
        await("failed", () -> harness().failures.containsKey(new ConnectorTaskId("large", 0)));
        harness().stop("large", 1);

        config.put("errors.tolerance", "all");
        config.put("name", "tolerant");
        config.put("errors.deadletterqueue.topic.name", "large-letters");
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        harness().startAll("tolerant", config, 1, null);
        await("letters", () -> kafka().readAll("large-letters", false).size() == 15);
        assertEquals(1, harness().failures.size());
    }

    @Test
    void aTopicThatIsMissingIsMadeAsTheConnectorSays() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of());
        Map<String, String> config = source("creates", "made-to-order", 10);
        config.put("topic.creation.default.partitions", "3");
        config.put("topic.creation.default.replication.factor", "1");
        config.put("topic.creation.default.cleanup.policy", "compact");
        harness().startAll("creates", config, 1, null);
        await("acknowledged", () -> ScriptedSource.seen("creates").acknowledged.get() == 30);

        assertEquals(
                3,
                kafka().admin()
                        .describeTopics(List.of("made-to-order"))
                        .allTopicNames()
                        .get()
                        .get("made-to-order")
                        .partitions()
                        .size());
        assertInOrder(kafka().readAll("made-to-order", false), 3, 10);
    }

    private static double commitFailures(String connector) {
        try {
            return (double) attribute(
                    "connector-task-metrics,connector=" + connector + ",task=0", "offset-commit-failure-percentage");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static int distinct(RecordingSink.Seen seen) {
        Set<String> distinct = new HashSet<>();
        synchronized (seen.records) {
            seen.records.forEach(message -> distinct.add(message.key() + "=" + message.value()));
        }
        return distinct.size();
    }

    private WorkerHarness harness() {
        return Objects.requireNonNull(harness);
    }

    private static EmbeddedKafka kafka() {
        return Objects.requireNonNull(kafka);
    }
}
