// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.assembly.ConnectProcess;
import org.apache.kafka.connect.runtime.assembly.DistributedAssembly;
import org.apache.kafka.connect.runtime.herder.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.rest.server.RestServer;
import org.jspecify.annotations.Nullable;

/**
 * Distributed workers inside this JVM, all of one Connect cluster, each with a REST API on a free port.
 *
 * <p>Thread: any, one at a time.
 */
public final class EmbeddedWorkers implements AutoCloseable {
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final Map<String, String> properties;
    private final @Nullable SSLContext tls;
    private final Duration requestTimeout;
    private final List<Running> running = new ArrayList<>();

    /**
     * A worker that runs.
     *
     * @param died whether it ended by an error
     */
    private record Running(ConnectProcess<DistributedHerder> process, RestApi api, AtomicBoolean died) {}

    private EmbeddedWorkers(Map<String, String> properties, @Nullable SSLContext tls, Duration requestTimeout) {
        this.properties = properties;
        this.tls = tls;
        this.requestTimeout = requestTimeout;
    }

    /**
     * Starts workers and returns when all are members of the group.
     *
     * @param overrides worker properties beyond those that a small cluster needs
     */
    public static EmbeddedWorkers start(String bootstrapServers, int count, Map<String, String> overrides) {
        return start(bootstrapServers, count, overrides, null, RestServer.REQUEST_TIMEOUT);
    }

    /**
     * As the other, for workers whose REST API speaks TLS.
     *
     * @param tls with which this side of it is set up
     */
    public static EmbeddedWorkers start(
            String bootstrapServers, int count, Map<String, String> overrides, @Nullable SSLContext tls) {
        return start(bootstrapServers, count, overrides, tls, RestServer.REQUEST_TIMEOUT);
    }

    /**
     * As the first, for workers that give up on requests sooner than others.
     *
     * @param requestTimeout how long a request waits for the herder
     */
    public static EmbeddedWorkers start(
            String bootstrapServers, int count, Map<String, String> overrides, Duration requestTimeout) {
        return start(bootstrapServers, count, overrides, null, requestTimeout);
    }

    private static EmbeddedWorkers start(
            String bootstrapServers,
            int count,
            Map<String, String> overrides,
            @Nullable SSLContext tls,
            Duration requestTimeout) {
        Map<String, String> properties = SmallCluster.properties(bootstrapServers, "embedded-" + UUID.randomUUID());
        properties.putAll(overrides);
        EmbeddedWorkers workers = new EmbeddedWorkers(properties, tls, requestTimeout);
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
        return add(Map.of());
    }

    /**
     * Starts one more worker; returns its place.
     *
     * @param overrides worker properties in which it differs from the others
     */
    public int add(Map<String, String> overrides) {
        Map<String, String> own = new HashMap<>(properties);
        own.putAll(overrides);
        AtomicBoolean died = new AtomicBoolean();
        ConnectProcess<DistributedHerder> process =
                DistributedAssembly.build(own, Time.SYSTEM, requestTimeout, () -> died.set(true));
        process.start();
        RestApi api = new RestApi(process.url(), tls);
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
