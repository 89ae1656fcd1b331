// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.management.ObjectName;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.clients.ClientConfigs;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.clients.KafkaClients;
import org.apache.kafka.connect.runtime.clients.Topics;
import org.apache.kafka.connect.runtime.clients.WorkerIdentity;
import org.apache.kafka.connect.runtime.concurrent.PluginCalls;
import org.apache.kafka.connect.runtime.config.ConfigVariables;
import org.apache.kafka.connect.runtime.config.DistributedConfig;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorListener;
import org.apache.kafka.connect.runtime.lifecycle.Redaction;
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

/**
 * A worker over a real broker, driven as a herder would, and a record of what it told.
 *
 * <p>Thread: the test's.
 */
final class WorkerHarness implements AutoCloseable {
    private static final Plugins PLUGINS = Plugins.discover(Plugins.Settings.of(List.of(), "service_load", ""));

    final List<String> told = Collections.synchronizedList(new ArrayList<>());
    final Map<ConnectorTaskId, Throwable> failures = Collections.synchronizedMap(new HashMap<>());
    private final EmbeddedKafka kafka;
    private final ConnectWorker worker;
    private final ConnectMetrics metrics;
    private final Admin admin;

    WorkerHarness(EmbeddedKafka kafka, Map<String, String> more) {
        this.kafka = kafka;
        ScriptedSource.SEEN.clear(); // other tests use the same names
        RecordingSink.SEEN.clear();
        Map<String, String> raw = new HashMap<>(Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "group.id", "g",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "offset.storage.topic", "connect-offsets",
                "offset.storage.replication.factor", "1",
                "config.storage.topic", "connect-configs",
                "status.storage.topic", "connect-status",
                "offset.flush.interval.ms", "300"));
        raw.putAll(more);
        ConfigVariables variables = new ConfigVariables(Map.of("env", secrets()));
        Map<String, String> properties = variables.resolve(raw).values();
        DistributedConfig config = new DistributedConfig(properties);
        boolean exactlyOnce = more.containsKey("exactly.once.source.support");
        ClientConfigs configs = new ClientConfigs(new WorkerIdentity("g", "", "cluster", exactlyOnce), properties);
        KafkaClients clients = KafkaClients.real();
        admin = clients.admin(configs.sharedAdmin());
        metrics = ConnectMetrics.of("host:1", config, configs.metricsContext(), Time.SYSTEM);
        worker = new ConnectWorker(
                new WorkerEnvironment(
                        config,
                        PLUGINS,
                        variables,
                        Redaction.of(raw, properties),
                        new WorkerEnvironment.Kafka(
                                clients, configs, new ClientOverrides(PLUGINS.newOverridePolicy("All", Map.of()))),
                        OffsetStores.ofWorker(config, configs, clients, new Topics(admin, Time.SYSTEM), Time.SYSTEM),
                        metrics,
                        Time.SYSTEM),
                WorkerThreads.start(),
                new PluginCalls(Time.SYSTEM));
        worker.start();
    }

    private static EnvVarConfigProvider secrets() {
        EnvVarConfigProvider provider = new EnvVarConfigProvider(Map.of("SECRET", "s3cr3t-value"));
        provider.configure(Map.of());
        return provider;
    }

    /** Notes what becomes of a task. */
    TaskListener listener() {
        return new TaskTold();
    }

    ConnectWorker worker() {
        return worker;
    }

    @Override
    public void close() {
        worker.close();
        metrics.close();
        admin.close();
    }

    static Map<String, String> source(String name, String topic, int count) {
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

    static Map<String, String> sink(String name, String topic) {
        return new HashMap<>(Map.of(
                "name", name, "connector.class", RecordingSink.class.getName(), "topics", topic, "tasks.max", "1"));
    }

    void startAll(String name, Map<String, String> config, int tasks, @Nullable SourceTaskGuard guard)
            throws Exception {
        Map<String, String> exact = new HashMap<>(config);
        exact.put("tasks.max", Integer.toString(tasks));
        worker.startConnector(new StartConnector(
                        name, nullable(exact), TargetState.STARTED, connector -> {}, new ConnectorTold()))
                .get(20, TimeUnit.SECONDS);
        List<Map<String, @Nullable String>> configs =
                worker.taskConfigs(name, nullable(exact)).get(20, TimeUnit.SECONDS);
        for (int i = 0; i < configs.size(); i++) {
            assertTrue(worker.startTask(new StartTask(
                    new ConnectorTaskId(name, i),
                    nullable(exact),
                    configs.get(i),
                    configs.size(),
                    TargetState.STARTED,
                    new TaskTold(),
                    guard)));
        }
    }

    void stop(String name, int tasks) throws Exception {
        List<ConnectorTaskId> ids = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            ids.add(new ConnectorTaskId(name, i));
        }
        CompletableFuture.allOf(worker.stopConnectors(List.of(name)), worker.stopTasks(ids))
                .get(20, TimeUnit.SECONDS);
        ids.forEach(id -> assertTrue(told.contains("stopped " + id) || failures.containsKey(id), told.toString()));
    }

    static SourceTaskGuard guard(List<String> calls) {
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

    static void assertInOrder(List<ConsumerRecord<byte[], byte[]>> messages, int keys, int upTo) {
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

    static Object attribute(String bean, String name) throws Exception {
        return attribute("kafka.connect", bean, name);
    }

    static Object attribute(String domain, String bean, String name) throws Exception {
        return ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(domain + ":type=" + bean), name);
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "Waited in vain: " + what);
            Thread.sleep(20);
        }
    }

    @SuppressWarnings("unchecked") // more nulls are allowed than there are
    static Map<String, @Nullable String> nullable(Map<String, String> config) {
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
