// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static dev.penstock.testkit.WorkerHarness.assertInOrder;
import static dev.penstock.testkit.WorkerHarness.attribute;
import static dev.penstock.testkit.WorkerHarness.await;
import static dev.penstock.testkit.WorkerHarness.guard;
import static dev.penstock.testkit.WorkerHarness.nullable;
import static dev.penstock.testkit.WorkerHarness.sink;
import static dev.penstock.testkit.WorkerHarness.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.runtime.InternalSinkRecord;
import org.apache.kafka.connect.runtime.TooManyTasksException;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.worker.StartTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The data plane on a real broker. */
@Timeout(120)
class WorkerOnKafkaTest {
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

    private void start(Map<String, String> more) {
        harness = new WorkerHarness(kafka(), more);
    }

    private WorkerHarness harness() {
        return Objects.requireNonNull(harness);
    }

    private static EmbeddedKafka kafka() {
        return Objects.requireNonNull(kafka);
    }

    @Test
    void whatASourceCountsASinkGetsAndARestartGoesOnWhereItWas() throws Exception {
        start(Map.of());
        kafka().createTopic("numbers", 2, Map.of());
        Map<String, String> source = source("src", "numbers", 400);
        harness().startAll("src", source, 2, null);
        await("all acknowledged", () -> ScriptedSource.seen("src").acknowledged.get() == 2400);
        Map<String, String> sink = sink("snk", "numbers");
        harness().startAll("snk", sink, 1, null);
        RecordingSink.Seen seen = RecordingSink.seen("snk");
        await("all arrived", () -> seen.records.size() == 2400);
        await("commits", () -> ScriptedSource.seen("src").commits.get() > 0);

        assertInOrder(kafka().readAll("numbers", false), 6, 400);
        assertInstanceOf(InternalSinkRecord.class, seen.records.get(0));
        assertMetrics();
        harness().stop("src", 2);
        harness().stop("snk", 1);
        assertEquals("stop", seen.calls.get(seen.calls.size() - 1));
        assertEquals("close 2", seen.calls.get(seen.calls.size() - 2));

        Map<String, String> more = new HashMap<>(source);
        more.put("count", "500");
        harness().startAll("src", more, 2, null);
        harness().startAll("snk", sink, 1, null);
        await("the rest arrived", () -> seen.records.size() == 3000);
        assertInOrder(kafka().readAll("numbers", false), 6, 500);
        assertTrue(
                harness().told.contains("topic src-0 numbers"), harness().told.toString());
        assertTrue(
                harness().told.contains("topic snk-0 numbers"), harness().told.toString());
    }

    @Test
    void pausedTasksMoveNothingUntilResumed() throws Exception {
        start(Map.of());
        kafka().createTopic("paused", 1, Map.of());
        harness().startAll("psrc", source("psrc", "paused", 10), 1, null);
        harness().startAll("psnk", sink("psnk", "paused"), 1, null);
        RecordingSink.Seen seen = RecordingSink.seen("psnk");
        await("first records", () -> seen.records.size() == 30);

        harness().worker().setTargetState("psnk", TargetState.PAUSED).get(10, TimeUnit.SECONDS);
        await("harness().told", () -> harness().told.contains("paused psnk-0"));
        kafka().produce("paused", "k".getBytes(UTF_8), "{\"schema\":null,\"payload\":1}".getBytes(UTF_8));
        harness().worker().setTargetState("psrc", TargetState.PAUSED).get(10, TimeUnit.SECONDS);
        await("harness().told", () -> harness().told.contains("paused psrc-0"));
        assertEquals(30, seen.records.size());

        harness().worker().setTargetState("psnk", TargetState.STARTED).get(10, TimeUnit.SECONDS);
        await("the record that waited", () -> seen.records.size() == 31);
    }

    @Test
    void retriedBatchesComeAgainAndPoisonReachesTheDeadLetterQueue() throws Exception {
        start(Map.of());
        kafka().createTopic("poison", 1, Map.of());
        kafka().produce("poison", null, "not json".getBytes(UTF_8));
        kafka().produce("poison", null, "{\"schema\":null,\"payload\":\"good\"}".getBytes(UTF_8));
        Map<String, String> config = sink("dlq", "poison");
        config.put("mode", "retry");
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", "letters");
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        config.put("errors.deadletterqueue.context.headers.enable", "true");
        harness().startAll("dlq", config, 1, null);
        RecordingSink.Seen seen = RecordingSink.seen("dlq");

        await("the good one", () -> seen.records.size() == 1);
        assertEquals(2, seen.refusals);
        List<ConsumerRecord<byte[], byte[]>> letters = kafka().readAll("letters", false);
        assertEquals("not json", new String(letters.get(0).value(), UTF_8));
        assertEquals(10, letters.get(0).headers().toArray().length);

        Map<String, String> errant = sink("errant", "poison");
        errant.putAll(config);
        errant.put("name", "errant");
        errant.put("mode", "errant");
        harness().startAll("errant", errant, 1, null);
        await("reported", () -> kafka().readAll("letters", false).size() == 3);
    }

    @Test
    void anErrorInAPluginFailsTheTaskAndItsBeansStay() throws Exception {
        start(Map.of());
        Map<String, String> config = source("bad", "bad", 1);
        config.put("mode", "error");
        harness().startAll("bad", config, 1, null);

        await("failed", () -> harness().told.contains("failed bad-0"));
        assertInstanceOf(OutOfMemoryError.class, harness().failures.get(new ConnectorTaskId("bad", 0)));
        assertEquals("failed", attribute("connector-task-metrics,connector=bad,task=0", "status"));
        assertEquals(1L, attribute("connect-worker-metrics,connector=bad", "connector-failed-task-count"));
        harness().stop("bad", 1);
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        assertTrue(!jmx.isRegistered(new ObjectName("kafka.connect:type=connector-task-metrics,connector=bad,task=0")));
    }

    @Test
    void offsetsAreListedAlteredAndReset() throws Exception {
        start(Map.of());
        Map<String, String> config = source("osrc", "offs", 20);
        kafka().createTopic("offs", 1, Map.of());
        harness().startAll("osrc", config, 1, null);
        await("all acknowledged", () -> ScriptedSource.seen("osrc").acknowledged.get() == 60);
        harness().stop("osrc", 1);

        Map<Map<String, ?>, Map<String, ?>> offsets =
                harness().worker().offsets("osrc", nullable(config)).get();
        Map<String, Object> first = Map.of("task", "0", "part", 0L);
        assertEquals(3, offsets.size());
        assertEquals(Map.of("n", 20L), offsets.get(first));
        Map<Map<String, ?>, @Nullable Map<String, ?>> change = new HashMap<>();
        change.put(first, Map.of("n", 5));
        assertEquals(
                "The offsets for this connector have been altered successfully",
                harness()
                        .worker()
                        .alterOffsets("osrc", nullable(config), change)
                        .get());
        Map<Map<String, ?>, Map<String, ?>> altered =
                harness().worker().offsets("osrc", nullable(config)).get();
        assertEquals(Map.of("n", 5L), altered.get(first));
        assertEquals(
                "The offsets for this connector have been reset successfully",
                harness().worker().resetOffsets("osrc", nullable(config)).get());
        assertEquals(
                Map.of(), harness().worker().offsets("osrc", nullable(config)).get());

        Map<String, String> sink = sink("osnk", "offs");
        harness().startAll("osnk", sink, 1, null);
        await("all arrived", () -> RecordingSink.seen("osnk").records.size() == 60);
        harness().stop("osnk", 1);
        Map<String, Object> partition = Map.of("kafka_topic", "offs", "kafka_partition", 0);
        assertEquals(
                Map.of("kafka_offset", 60L),
                harness().worker().offsets("osnk", nullable(sink)).get().get(partition));
        Map<Map<String, ?>, @Nullable Map<String, ?>> back = new HashMap<>();
        back.put(partition, Map.of("kafka_offset", "7"));
        harness().worker().alterOffsets("osnk", nullable(sink), back).get();
        assertEquals(
                Map.of("kafka_offset", 7L),
                harness().worker().offsets("osnk", nullable(sink)).get().get(partition));
        harness().worker().resetOffsets("osnk", nullable(sink)).get();
        assertEquals(
                Map.of(), harness().worker().offsets("osnk", nullable(sink)).get());
    }

    @Test
    void exactlyOnceTasksWriteEachRecordOnceAndFenceTheirPredecessors() throws Exception {
        start(Map.of("exactly.once.source.support", "enabled"));
        kafka().createTopic("once", 2, Map.of());
        List<String> guarded = Collections.synchronizedList(new ArrayList<>());
        Map<String, String> config = source("eos", "once", 300);
        harness().startAll("eos", config, 1, guard(guarded));
        await("all acknowledged", () -> ScriptedSource.seen("eos").acknowledged.get() == 900);
        harness().stop("eos", 1);
        assertEquals(List.of("fence", "confirm"), guarded);
        harness().worker().fenceZombies("eos", 1, nullable(config)).get(20, TimeUnit.SECONDS);

        config.put("count", "350");
        config.put("offsets.storage.topic", "own-offsets");
        harness().startAll("eos", config, 1, guard(guarded));
        await("the rest", () -> ScriptedSource.seen("eos").acknowledged.get() == 1050);
        assertInOrder(kafka().readAll("once", true), 3, 350);
        assertEquals(
                3,
                kafka().readAll("own-offsets", true).stream()
                        .map(message -> new String(message.key(), UTF_8))
                        .distinct()
                        .count());
        assertEquals(
                150.0, (double) attribute("source-task-metrics,connector=eos,task=0", "transaction-size-max"), 0.1);
    }

    @Test
    void whatAConnectorAbortsIsNeverSeenCommittedYetItsOffsetsAre() throws Exception {
        start(Map.of("exactly.once.source.support", "enabled"));
        kafka().createTopic("aborted", 1, Map.of());
        Map<String, String> config = source("abort", "aborted", 120);
        config.put("transaction.boundary", "connector");
        config.put("mode", "abort-first");
        harness().startAll("abort", config, 1, guard(new ArrayList<>()));

        await("the rest", () -> kafka().readAll("aborted", true).size() == 210);
        harness().stop("abort", 1);
        Set<Object> offsets = new HashSet<>(
                harness().worker().offsets("abort", nullable(config)).get().values());
        assertEquals(Set.of(Map.of("n", 120L)), offsets);
    }

    @Test
    void everyMetricOfTheWorkerItsConnectorsAndTasksIsThere() throws Exception {
        start(Map.of("exactly.once.source.support", "enabled"));
        kafka().createTopic("measured", 1, Map.of());
        Map<String, String> source = source("msrc", "measured", 10);
        harness().startAll("msrc", source, 1, guard(new ArrayList<>()));
        Map<String, String> sink = sink("msnk", "measured");
        sink.putAll(Map.of(
                "transforms", "pass",
                "transforms.pass.type", Passing.class.getName(),
                "transforms.pass.predicate", "always",
                "predicates", "always",
                "predicates.always.type", Passing.Always.class.getName()));
        harness().startAll("msnk", sink, 1, null);
        await("all arrived", () -> RecordingSink.seen("msnk").records.size() == 30);

        List<String> missing = new ArrayList<>();
        try (InputStream input = Objects.requireNonNull(getClass().getResourceAsStream("/spec/metrics.tsv"))) {
            for (String line : new String(input.readAllBytes(), UTF_8).split("\n")) {
                String[] row = line.split("\t");
                String bean = beanOf(row[0], row[1]);
                if (bean != null && row[row.length - 1].equals("yes") && !isThere(bean, row[2])) {
                    missing.add(bean + " " + row[2]);
                }
            }
        }
        assertEquals(List.of(), missing);
        assertTrue((double) attribute("connect-worker-metrics", "task-startup-success-total") >= 2);
        assertEquals("sink", attribute("connector-task-metrics,connector=msnk,task=0", "connector-type"));
        assertEquals(7, attribute("plugins,connector=msnk,task=0,transformation=pass", "passed"));
        assertEquals(
                "3.0",
                attribute("connector-transform-metrics,connector=msnk,task=0,transform=pass", "transform-version"));
    }

    @Test
    void whatAConverterOfTheWorkerTellsOfItsSecretIsHiddenToo() throws Exception {
        start(Map.of("value.converter.schemas.cache.size", "${env:SECRET}"));
        harness().startAll("inheriting", source("inheriting", "secrets", 1), 1, null);
        ConnectorTaskId id = new ConnectorTaskId("inheriting", 0);
        await("failed", () -> harness().failures.containsKey(id));

        String failure = String.valueOf(harness().failures.get(id));

        assertTrue(failure.contains("schemas.cache.size"), failure);
        assertFalse(failure.contains("s3cr3t-value"), failure);
    }

    @Test
    void taskConfigurationsAreMadeReadyToBeStoredAndSecretsStayWithThePlugin() throws Exception {
        start(Map.of());
        Map<String, String> config = source("secretive", "secrets", 1);
        config.put("secret", "${env:SECRET}");
        config.put("topics", "for the task, too");
        config.put("mode", "tell-secret");
        harness().startAll("secretive", config, 1, null);
        ConnectorTaskId id = new ConnectorTaskId("secretive", 0);
        await("failed", () -> harness().failures.containsKey(id));

        Map<String, @Nullable String> stored = harness()
                .worker()
                .taskConfigs("secretive", nullable(config))
                .get()
                .get(0);
        assertEquals("${env:SECRET}", stored.get("secret"));
        assertEquals(ScriptedSource.CountingTask.class.getName(), stored.get("task.class"));
        assertEquals("for the task, too", stored.get("topics"));
        assertEquals("s3cr3t-value", ScriptedSource.seen("secretive").secret);
        assertEquals(
                "java.lang.IllegalArgumentException: cannot log in with [hidden]",
                String.valueOf(harness().failures.get(id)));
    }

    @Test
    void moreTasksThanAllowedAreRefusedUnlessThatIsNotEnforced() throws Exception {
        start(Map.of());
        kafka().createTopic("many", 1, Map.of());
        Map<String, String> config = source("many", "many", 1);
        config.put("tasks.made", "3");
        ExecutionException error =
                assertThrows(ExecutionException.class, () -> harness().startAll("many", config, 2, null));
        assertInstanceOf(TooManyTasksException.class, error.getCause());
        assertEquals(Set.of(), harness().worker().taskIds());
        harness().stop("many", 0);

        config.put("tasks.max.enforce", "false");
        harness().startAll("many", config, 2, null);
        await("all acknowledged", () -> ScriptedSource.seen("many").acknowledged.get() == 9);

        config.remove("tasks.max.enforce");
        assertTrue(harness()
                .worker()
                .startTask(new StartTask(
                        new ConnectorTaskId("many", 7),
                        nullable(config),
                        nullable(config),
                        8,
                        TargetState.STARTED,
                        harness().listener(),
                        null)));
        await("failed", () -> harness().failures.containsKey(new ConnectorTaskId("many", 7)));
        assertInstanceOf(TooManyTasksException.class, harness().failures.get(new ConnectorTaskId("many", 7)));
    }

    /** The bean to look at for a row of the table; null for what other parts of the worker publish. */
    private static @Nullable String beanOf(String type, String tags) {
        String name = type.startsWith("source-") ? "msrc" : "msnk";
        return switch (type) {
            case "connect-worker-metrics" -> tags.isEmpty() ? type : type + ",connector=msrc";
            case "connector-metrics" -> type + ",connector=msnk";
            case "connector-task-metrics", "task-error-metrics", "source-task-metrics", "sink-task-metrics" ->
                type + ",connector=" + name + ",task=0";
            case "connector-transform-metrics" -> type + ",connector=msnk,task=0,transform=pass";
            case "connector-predicate-metrics" -> type + ",connector=msnk,task=0,predicate=always";
            default -> null;
        };
    }

    private static boolean isThere(String bean, String attribute) throws Exception {
        try {
            attribute(bean, attribute);
            return true;
        } catch (InstanceNotFoundException | AttributeNotFoundException e) {
            return false;
        }
    }

    private static void assertMetrics() throws Exception {
        assertEquals("running", attribute("connector-metrics,connector=src", "status"));
        assertEquals("source", attribute("connector-task-metrics,connector=src,task=0", "connector-type"));
        assertEquals("1.1", attribute("connector-task-metrics,connector=src,task=0", "task-version"));
        assertEquals(1200.0, attribute("source-task-metrics,connector=src,task=0", "source-record-poll-total"));
        assertEquals(2400.0, attribute("sink-task-metrics,connector=snk,task=0", "sink-record-read-total"));
        assertEquals(2.0, attribute("sink-task-metrics,connector=snk,task=0", "partition-count"));
        assertEquals(0.0, attribute("task-error-metrics,connector=snk,task=0", "total-record-errors"));
        assertEquals(2L, attribute("connect-worker-metrics,connector=src", "connector-running-task-count"));
        assertEquals(3.0, attribute("connect-worker-metrics", "task-count"));
    }
}
