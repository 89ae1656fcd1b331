// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.IllegalWorkerStateException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * What a sink task may ask of its worker. Sinks that commit offsets of their own look for a context of exactly this
 * class and read its field {@code consumer} by reflection, so both names stay.
 *
 * <p>Thread: the task's, except {@code requestCommit}, which may come from any.
 */
public final class WorkerSinkTaskContext implements SinkTaskContext {
    private final Consumer<byte[], byte[]> consumer;
    private final Supplier<Map<String, String>> configs;
    private final BooleanSupplier connectorPaused;
    private final @Nullable ErrantRecordReporter reporter;
    private final PluginMetrics metrics;

    private final Map<TopicPartition, Long> seeks = new HashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private long timeoutMs = -1;
    private volatile boolean commitRequested;

    /**
     * @param consumer        the task's consumer
     * @param configs         the task's configuration, references resolved
     * @param connectorPaused whether the user paused the connector
     * @param reporter        takes records the task cannot deliver; null when there is nobody to tell
     * @param metrics         where the task registers metrics of its own
     */
    public WorkerSinkTaskContext(
            Consumer<byte[], byte[]> consumer,
            Supplier<Map<String, String>> configs,
            BooleanSupplier connectorPaused,
            @Nullable ErrantRecordReporter reporter,
            PluginMetrics metrics) {
        this.consumer = consumer;
        this.configs = configs;
        this.connectorPaused = connectorPaused;
        this.reporter = reporter;
        this.metrics = metrics;
    }

    @Override
    public Map<String, String> configs() {
        return configs.get();
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        seeks.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        seeks.put(partition, offset);
    }

    /** The positions the task asked for since the last call. */
    public Map<TopicPartition, Long> takeSeeks() {
        Map<TopicPartition, Long> taken = new HashMap<>(seeks);
        seeks.clear();
        return taken;
    }

    public boolean hasSeeks() {
        return !seeks.isEmpty();
    }

    @Override
    public void timeout(long timeoutMs) {
        this.timeoutMs = timeoutMs;
    }

    /** How long to wait before the batch is delivered again, -1 when the task did not say; forgotten with this call. */
    public long takeTimeout() {
        long taken = timeoutMs;
        timeoutMs = -1;
        return taken;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return consumer.assignment();
    }

    @Override
    public void pause(TopicPartition... partitions) {
        try {
            paused.addAll(List.of(partitions));
            if (!connectorPaused.getAsBoolean()) {
                consumer.pause(List.of(partitions));
            }
        } catch (IllegalStateException e) {
            throw new IllegalWorkerStateException(
                    "A sink task may only pause partitions that are assigned to it, unlike some of "
                            + List.of(partitions),
                    e);
        }
    }

    @Override
    public void resume(TopicPartition... partitions) {
        try {
            List.of(partitions).forEach(paused::remove);
            if (!connectorPaused.getAsBoolean()) {
                consumer.resume(List.of(partitions));
            }
        } catch (IllegalStateException e) {
            throw new IllegalWorkerStateException(
                    "A sink task may only resume partitions that are assigned to it, unlike some of "
                            + List.of(partitions),
                    e);
        }
    }

    /** Partitions that the task wants to hear nothing of. */
    public Set<TopicPartition> paused() {
        return paused;
    }

    @Override
    public void requestCommit() {
        commitRequested = true;
    }

    public boolean isCommitRequested() {
        return commitRequested;
    }

    public void clearCommitRequest() {
        commitRequested = false;
    }

    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        return reporter;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return metrics;
    }
}
