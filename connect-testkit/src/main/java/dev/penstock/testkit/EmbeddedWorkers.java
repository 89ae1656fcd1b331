// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.assembly.ConnectProcess;
import org.apache.kafka.connect.runtime.assembly.DistributedAssembly;
import org.apache.kafka.connect.runtime.herder.distributed.DistributedHerder;

/**
 * Distributed workers inside this JVM, all of one Connect cluster, each with a REST API on a free port.
 *
 * <p>Thread: any, one at a time.
 */
public final class EmbeddedWorkers implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final Map<String, String> properties;
    private final List<Running> running = new ArrayList<>();

    /**
     * A worker that runs.
     *
     * @param died whether it ended by an error
     */
    private record Running(ConnectProcess<DistributedHerder> process, RestApi api, AtomicBoolean died) {}

    private EmbeddedWorkers(Map<String, String> properties) {
        this.properties = properties;
    }

    /**
     * Starts workers and returns when all are members of the group.
     *
     * @param overrides worker properties beyond those that a small cluster needs
     */
    public static EmbeddedWorkers start(String bootstrapServers, int count, Map<String, String> overrides) {
        String group = "embedded-" + UUID.randomUUID();
        Map<String, String> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("group.id", group);
        properties.put("key.converter", "org.apache.kafka.connect.json.JsonConverter");
        properties.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        properties.put("offset.storage.topic", group + "-offsets");
        properties.put("offset.storage.replication.factor", "1");
        properties.put("offset.storage.partitions", "3");
        properties.put("config.storage.topic", group + "-configs");
        properties.put("config.storage.replication.factor", "1");
        properties.put("status.storage.topic", group + "-status");
        properties.put("status.storage.replication.factor", "1");
        properties.put("status.storage.partitions", "2");
        properties.put("offset.flush.interval.ms", "500");
        properties.put("scheduled.rebalance.max.delay.ms", "2000");
        properties.put("listeners", "http://localhost:0");
        properties.putAll(overrides);
        EmbeddedWorkers workers = new EmbeddedWorkers(properties);
        try {
            for (int i = 0; i < count; i++) {
                workers.add();
            }
        } catch (RuntimeException | Error e) {
            workers.close();
            throw e;
        }
        return workers;
    }

    /** Starts one more worker; returns its place. */
    public int add() {
        AtomicBoolean died = new AtomicBoolean();
        ConnectProcess<DistributedHerder> process =
                DistributedAssembly.build(properties, Time.SYSTEM, () -> died.set(true));
        process.start();
        RestApi api = new RestApi(process.url());
        running.add(new Running(process, api, died));
        Await.until("worker " + process.url() + " is a healthy member", START_TIMEOUT, () -> {
            if (died.get()) {
                throw new IllegalStateException("Worker " + process.url() + " died, see its log");
            }
            return api.get("/health").status() == 200;
        });
        return running.size() - 1;
    }

    /** Stops a worker in order; its place stays empty. */
    public void stop(int worker) {
        running.get(worker).process().stop();
    }

    public RestApi api(int worker) {
        return running.get(worker).api();
    }

    /** The properties that all workers share. */
    public Map<String, String> properties() {
        return Map.copyOf(properties);
    }

    @Override
    public void close() {
        running.forEach(worker -> worker.process().stop());
        running.clear();
    }
}
