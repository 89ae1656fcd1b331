// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.InternalSinkRecord;
import org.apache.kafka.connect.runtime.clients.ClientConfigs;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.clients.KafkaClients;
import org.apache.kafka.connect.runtime.clients.WorkerIdentity;
import org.apache.kafka.connect.runtime.config.ConfigVariables;
import org.apache.kafka.connect.runtime.config.DistributedConfig;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorListener;
import org.apache.kafka.connect.runtime.lifecycle.TaskListener;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.apache.kafka.connect.runtime.worker.ConnectWorker;
import org.apache.kafka.connect.runtime.worker.OffsetStores;
import org.apache.kafka.connect.runtime.worker.SourceTaskGuard;
import org.apache.kafka.connect.runtime.worker.StartConnector;
import org.apache.kafka.connect.runtime.worker.StartTask;
import org.apache.kafka.connect.runtime.worker.WorkerEnvironment;
import org.apache.kafka.connect.runtime.worker.WorkerThreads;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The data plane on a real broker, driven as a herder would. */
@Timeout(120)
class WorkerOnKafkaTest {
    private static @Nullable EmbeddedKafka kafka;
    private static @Nullable Plugins plugins;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Map<ConnectorTaskId, Throwable> failures = Collections.synchronizedMap(new HashMap<>());
    private @Nullable ConnectWorker worker;
    private @Nullable ConnectMetrics metrics;
    private @Nullable Admin admin;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start();
        plugins = Plugins.discover(Plugins.Settings.of(List.of(), "service_load", ""));
    }

    @AfterAll
    static void stopKafka() {
        kafka().close();
    }

    @AfterEach
    void stopWorker() {
        if (worker != null) {
            worker.close();
        }
        if (metrics != null) {
            metrics.close();
        }
        if (admin != null) {
            admin.close();
        }
    }

    @Test
    void whatASourceCountsASinkGetsAndARestartGoesOnWhereItWas() throws Exception {
        startWorker(Map.of());
        kafka().createTopic("numbers", 2, Map.of());
        Map<String, String> source = source("src", "numbers", 400);
        startAll("src", source, 2, null);
        await("all acknowledged", () -> ScriptedSource.seen("src").acknowledged.get() == 2400);
        Map<String, String> sink = sink("snk", "numbers");
        startAll("snk", sink, 1, null);
        RecordingSink.Seen seen = RecordingSink.seen("snk");
        await("all arrived", () -> seen.records.size() == 2400);
        await("commits", () -> ScriptedSource.seen("src").commits.get() > 0);

        assertInOrder(kafka().readAll("numbers", false), 6, 400);
        assertInstanceOf(InternalSinkRecord.class, seen.records.get(0));
        assertMetrics();
        stop("src", 2);
        stop("snk", 1);
        assertEquals("stop", seen.calls.get(seen.calls.size() - 1));
        assertEquals("close 2", seen.calls.get(seen.calls.size() - 2));

        Map<String, String> more = new HashMap<>(source);
        more.put("count", "500");
        startAll("src", more, 2, null);
        startAll("snk", sink, 1, null);
        await("the rest arrived", () -> seen.records.size() == 3000);
        assertInOrder(kafka().readAll("numbers", false), 6, 500);
        assertTrue(told.contains("topic src-0 numbers"), told.toString());
        assertTrue(told.contains("topic snk-0 numbers"), told.toString());
    }

    @Test
    void pausedTasksMoveNothingUntilResumed() throws Exception {
        startWorker(Map.of());
        kafka().createTopic("paused", 1, Map.of());
        startAll("psrc", source("psrc", "paused", 10), 1, null);
        startAll("psnk", sink("psnk", "paused"), 1, null);
        RecordingSink.Seen seen = RecordingSink.seen("psnk");
        await("first records", () -> seen.records.size() == 30);

        worker().setTargetState("psnk", TargetState.PAUSED).get(10, TimeUnit.SECONDS);
        await("told", () -> told.contains("paused psnk-0"));
        kafka().produce("paused", "k".getBytes(UTF_8), "{\"schema\":null,\"payload\":1}".getBytes(UTF_8));
        worker().setTargetState("psrc", TargetState.PAUSED).get(10, TimeUnit.SECONDS);
        await("told", () -> told.contains("paused psrc-0"));
        assertEquals(30, seen.records.size());

        worker().setTargetState("psnk", TargetState.STARTED).get(10, TimeUnit.SECONDS);
        await("the record that waited", () -> seen.records.size() == 31);
    }

    @Test
    void retriedBatchesComeAgainAndPoisonReachesTheDeadLetterQueue() throws Exception {
        startWorker(Map.of());
        kafka().createTopic("poison", 1, Map.of());
        kafka().produce("poison", null, "not json".getBytes(UTF_8));
        kafka().produce("poison", null, "{\"schema\":null,\"payload\":\"good\"}".getBytes(UTF_8));
        Map<String, String> config = sink("dlq", "poison");
        config.put("mode", "retry");
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", "letters");
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        config.put("errors.deadletterqueue.context.headers.enable", "true");
        startAll("dlq", config, 1, null);
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
        startAll("errant", errant, 1, null);
        await("reported", () -> kafka().readAll("letters", false).size() == 3);
    }

    @Test
    void anErrorInAPluginFailsTheTaskAndItsBeansStay() throws Exception {
        startWorker(Map.of());
        Map<String, String> config = source("bad", "bad", 1);
        config.put("mode", "error");
        startAll("bad", config, 1, null);

        await("failed", () -> told.contains("failed bad-0"));
        assertInstanceOf(OutOfMemoryError.class, failures.get(new ConnectorTaskId("bad", 0)));
        assertEquals("failed", attribute("connector-task-metrics,connector=bad,task=0", "status"));
        assertEquals(1L, attribute("connect-worker-metrics,connector=bad", "connector-failed-task-count"));
        stop("bad", 1);
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        assertTrue(!jmx.isRegistered(new ObjectName("kafka.connect:type=connector-task-metrics,connector=bad,task=0")));
    }

    @Test
    void offsetsAreListedAlteredAndReset() throws Exception {
        startWorker(Map.of());
        Map<String, String> config = source("osrc", "offs", 20);
        kafka().createTopic("offs", 1, Map.of());
        startAll("osrc", config, 1, null);
        await("all acknowledged", () -> ScriptedSource.seen("osrc").acknowledged.get() == 60);
        stop("osrc", 1);

        Map<Map<String, ?>, Map<String, ?>> offsets =
                worker().offsets("osrc", nullable(config)).get();
        Map<String, Object> first = Map.of("task", "0", "part", 0L);
        assertEquals(3, offsets.size());
        assertEquals(Map.of("n", 20L), offsets.get(first));
        Map<Map<String, ?>, @Nullable Map<String, ?>> change = new HashMap<>();
        change.put(first, Map.of("n", 5));
        assertEquals(
                "The offsets for this connector have been altered successfully",
                worker().alterOffsets("osrc", nullable(config), change).get());
        Map<Map<String, ?>, Map<String, ?>> altered =
                worker().offsets("osrc", nullable(config)).get();
        assertEquals(Map.of("n", 5L), altered.get(first));
        assertEquals(
                "The offsets for this connector have been reset successfully",
                worker().resetOffsets("osrc", nullable(config)).get());
        assertEquals(Map.of(), worker().offsets("osrc", nullable(config)).get());

        Map<String, String> sink = sink("osnk", "offs");
        startAll("osnk", sink, 1, null);
        await("all arrived", () -> RecordingSink.seen("osnk").records.size() == 60);
        stop("osnk", 1);
        Map<String, Object> partition = Map.of("kafka_topic", "offs", "kafka_partition", 0);
        assertEquals(
                Map.of("kafka_offset", 60L),
                worker().offsets("osnk", nullable(sink)).get().get(partition));
        Map<Map<String, ?>, @Nullable Map<String, ?>> back = new HashMap<>();
        back.put(partition, Map.of("kafka_offset", "7"));
        worker().alterOffsets("osnk", nullable(sink), back).get();
        assertEquals(
                Map.of("kafka_offset", 7L),
                worker().offsets("osnk", nullable(sink)).get().get(partition));
        worker().resetOffsets("osnk", nullable(sink)).get();
        assertEquals(Map.of(), worker().offsets("osnk", nullable(sink)).get());
    }

    @Test
    void exactlyOnceTasksWriteEachRecordOnceAndFenceTheirPredecessors() throws Exception {
        startWorker(Map.of("exactly.once.source.support", "enabled"));
        kafka().createTopic("once", 2, Map.of());
        List<String> guarded = Collections.synchronizedList(new ArrayList<>());
        Map<String, String> config = source("eos", "once", 300);
        startAll("eos", config, 1, guard(guarded));
        await("all acknowledged", () -> ScriptedSource.seen("eos").acknowledged.get() == 900);
        stop("eos", 1);
        assertEquals(List.of("fence", "confirm"), guarded);
        worker().fenceZombies("eos", 1, nullable(config)).get(20, TimeUnit.SECONDS);

        config.put("count", "350");
        config.put("offsets.storage.topic", "own-offsets");
        startAll("eos", config, 1, guard(guarded));
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
        startWorker(Map.of("exactly.once.source.support", "enabled"));
        kafka().createTopic("aborted", 1, Map.of());
        Map<String, String> config = source("abort", "aborted", 120);
        config.put("transaction.boundary", "connector");
        config.put("mode", "abort-first");
        startAll("abort", config, 1, guard(new ArrayList<>()));

        await("the rest", () -> kafka().readAll("aborted", true).size() == 210);
        stop("abort", 1);
        Set<Object> offsets =
                new HashSet<>(worker().offsets("abort", nullable(config)).get().values());
        assertEquals(Set.of(Map.of("n", 120L)), offsets);
    }

    // ---- helpers

    private static EmbeddedKafka kafka() {
        return java.util.Objects.requireNonNull(kafka);
    }

    private ConnectWorker worker() {
        return java.util.Objects.requireNonNull(worker);
    }

    private void startWorker(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "bootstrap.servers", kafka().bootstrapServers(),
                "group.id", "g",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "offset.storage.topic", "connect-offsets",
                "offset.storage.replication.factor", "1",
                "config.storage.topic", "connect-configs",
                "status.storage.topic", "connect-status",
                "offset.flush.interval.ms", "300"));
        properties.putAll(more);
        Plugins found = java.util.Objects.requireNonNull(plugins);
        DistributedConfig config = new DistributedConfig(properties);
        boolean exactlyOnce = more.containsKey("exactly.once.source.support");
        ClientConfigs configs = new ClientConfigs(new WorkerIdentity("g", "", "cluster", exactlyOnce), properties);
        KafkaClients clients = KafkaClients.real();
        Admin shared = clients.admin(configs.sharedAdmin());
        admin = shared;
        ConnectMetrics registry = ConnectMetrics.of("host:1", config, configs.metricsContext(), Time.SYSTEM);
        metrics = registry;
        ConnectWorker started = new ConnectWorker(
                new WorkerEnvironment(
                        config,
                        found,
                        new ConfigVariables(Map.of()),
                        new WorkerEnvironment.Kafka(
                                clients, configs, new ClientOverrides(found.newOverridePolicy("All", Map.of()))),
                        OffsetStores.ofWorker(config, configs, clients, shared, Time.SYSTEM),
                        registry,
                        Time.SYSTEM),
                WorkerThreads.start());
        started.start();
        worker = started;
    }

    private Map<String, String> source(String name, String topic, int count) {
        return new HashMap<>(Map.of(
                "name",
                name,
                "connector.class",
                ScriptedSource.class.getName(),
                "topic",
                topic,
                "tasks.max",
                "2",
                "count",
                Integer.toString(count)));
    }

    private Map<String, String> sink(String name, String topic) {
        return new HashMap<>(Map.of(
                "name", name, "connector.class", RecordingSink.class.getName(), "topics", topic, "tasks.max", "1"));
    }

    private void startAll(String name, Map<String, String> config, int tasks, @Nullable SourceTaskGuard guard)
            throws Exception {
        Map<String, String> exact = new HashMap<>(config);
        exact.put("tasks.max", Integer.toString(tasks));
        worker().startConnector(new StartConnector(
                        name, nullable(exact), TargetState.STARTED, connector -> {}, new ConnectorTold()))
                .get(20, TimeUnit.SECONDS);
        List<Map<String, @Nullable String>> configs =
                worker().taskConfigs(name, nullable(exact)).get(20, TimeUnit.SECONDS);
        for (int i = 0; i < configs.size(); i++) {
            assertTrue(worker().startTask(new StartTask(
                    new ConnectorTaskId(name, i),
                    nullable(exact),
                    configs.get(i),
                    configs.size(),
                    TargetState.STARTED,
                    new TaskTold(),
                    guard)));
        }
    }

    private void stop(String name, int tasks) throws Exception {
        List<ConnectorTaskId> ids = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            ids.add(new ConnectorTaskId(name, i));
        }
        CompletableFuture.allOf(worker().stopConnectors(List.of(name)), worker().stopTasks(ids))
                .get(20, TimeUnit.SECONDS);
        ids.forEach(id -> assertTrue(told.contains("stopped " + id) || failures.containsKey(id), told.toString()));
    }

    private static SourceTaskGuard guard(List<String> calls) {
        return new SourceTaskGuard() {
            @Override
            public CompletableFuture<Void> fenceOlderTasks() {
                calls.add("fence");
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<Void> confirmOwnership() {
                calls.add("confirm");
                return CompletableFuture.completedFuture(null);
            }
        };
    }

    private static void assertInOrder(List<ConsumerRecord<byte[], byte[]>> messages, int keys, int upTo) {
        Map<String, Integer> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> message : messages) {
            String key = new String(message.key(), UTF_8);
            String text = new String(message.value(), UTF_8);
            int n = Integer.parseInt(text.substring(text.indexOf("\"payload\":") + 10, text.length() - 1));
            assertEquals(last.getOrDefault(key, 0) + 1, n, key);
            last.put(key, n);
        }
        assertEquals(keys, last.size());
        last.values().forEach(n -> assertEquals(upTo, n));
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

    private static Object attribute(String bean, String name) throws Exception {
        return ManagementFactory.getPlatformMBeanServer()
                .getAttribute(new ObjectName("kafka.connect:type=" + bean), name);
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "Waited in vain: " + what);
            Thread.sleep(20);
        }
    }

    @SuppressWarnings("unchecked") // more nulls are allowed than there are
    private static Map<String, @Nullable String> nullable(Map<String, String> config) {
        return (Map<String, @Nullable String>) (Map<String, ?>) config;
    }

    private final class TaskTold implements TaskListener {
        @Override
        public void running(ConnectorTaskId id, @Nullable String version) {
            told.add("running " + id);
        }

        @Override
        public void paused(ConnectorTaskId id, @Nullable String version) {
            told.add("paused " + id);
        }

        @Override
        public void stopped(ConnectorTaskId id) {
            told.add("stopped " + id);
        }

        @Override
        public void failed(ConnectorTaskId id, Throwable cause, @Nullable String version) {
            failures.put(id, cause);
            told.add("failed " + id);
        }

        @Override
        public void topicUsed(ConnectorTaskId id, String topic) {
            told.add("topic " + id + " " + topic);
        }
    }

    private final class ConnectorTold implements ConnectorListener {
        @Override
        public void running(String connector, @Nullable String version) {
            told.add("running " + connector);
        }

        @Override
        public void paused(String connector, @Nullable String version) {
            told.add("paused " + connector);
        }

        @Override
        public void stopped(String connector, @Nullable String version) {
            told.add("stopped " + connector);
        }

        @Override
        public void shutDown(String connector) {
            told.add("shut down " + connector);
        }

        @Override
        public void failed(String connector, Throwable cause, @Nullable String version) {
            told.add("failed " + connector + " " + cause);
        }
    }
}
