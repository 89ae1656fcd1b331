// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.sink;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.runtime.lifecycle.PauseGate;
import org.apache.kafka.connect.runtime.lifecycle.TaskLoop;
import org.apache.kafka.connect.runtime.lifecycle.TaskMetrics;
import org.apache.kafka.connect.runtime.pipeline.SinkPipeline;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads records and puts them into a sink task, until the task shall end; then commits and closes everything.
 * A batch that the sink cannot take now is put again, and nothing else is read until then.
 *
 * <p>Thread: as {@link TaskLoop}.
 */
public final class SinkTaskLoop implements TaskLoop {
    private static final Logger log = LoggerFactory.getLogger(SinkTaskLoop.class);
    /** Before a batch is put again when the sink did not say how long to wait. */
    private static final long REDELIVERY_DELAY_MS = 500;

    /**
     * What the plugin is started with, and what surrounds it.
     *
     * @param loader    its connector's loader
     * @param version   the version it reports
     * @param config    its configuration, references resolved
     * @param topics    what it reads
     * @param topicUsed told of each topic it reads from, once; null when nobody wants to know
     * @param release   gives up what was opened for it: clients, plugins, metrics
     */
    public record SinkSurroundings(
            ClassLoader loader,
            @Nullable String version,
            Map<String, String> config,
            Subscription topics,
            @Nullable Consumer<String> topicUsed,
            Runnable release) {
        /** Names none of the settings, some of which are secret. */
        @Override
        public String toString() {
            return "SinkSurroundings[" + topics + "]";
        }
    }

    /**
     * What a sink reads: topics by name, or all whose name matches.
     *
     * @param names   their names
     * @param pattern a pattern, null when they are named
     */
    public record Subscription(
            Collection<String> names, @Nullable Pattern pattern) {}

    private final SinkTaskKit kit;
    private final PauseGate gate;
    private final SinkTask task;
    private final SinkSurroundings surroundings;
    private final SinkBatch batch;
    private final SinkOffsets offsets = new SinkOffsets();
    private final SinkCommits commits;
    private final SinkPartitions partitions;
    private final Set<String> knownTopics = new HashSet<>();
    private boolean paused;
    private long redeliveryDelayMs = -1;

    public SinkTaskLoop(SinkTaskKit kit, SinkPipeline pipeline, SinkSurroundings surroundings) {
        this.kit = kit;
        this.gate = kit.runner().gate();
        this.task = kit.task();
        this.surroundings = surroundings;
        this.batch = new SinkBatch(pipeline);
        this.commits = new SinkCommits(kit, offsets, batch);
        this.partitions = new SinkPartitions(kit, offsets, commits, batch);
    }

    @Override
    public ClassLoader loader() {
        return surroundings.loader();
    }

    @Override
    public TaskMetrics metrics() {
        return kit.taskMetrics();
    }

    @Override
    public @Nullable String version() {
        return surroundings.version();
    }

    @Override
    public void start() {
        Pattern pattern = surroundings.topics().pattern();
        if (pattern == null) {
            kit.consumer().subscribe(surroundings.topics().names(), partitions);
        } else {
            kit.consumer().subscribe(pattern, partitions);
        }
        task.initialize(kit.context());
        task.start(surroundings.config());
    }

    @Override
    public void run() {
        try {
            while (!gate.stopping()) {
                turn();
            }
        } finally {
            if (!gate.cancelled()) {
                closeAll();
            }
        }
    }

    private void turn() {
        try {
            obeyPause();
            commits.whenDue();
            partitions.seekAsAsked();
            ConsumerRecords<byte[], byte[]> polled = kit.consumer().poll(Duration.ofMillis(pollTimeoutMs()));
            partitions.throwIfFailed();
            take(polled);
            deliver();
        } catch (WakeupException e) {
            log.trace("Woken");
        }
    }

    private void obeyPause() {
        boolean wanted = gate.pauseWanted();
        if (wanted == paused) {
            return;
        }
        paused = wanted;
        if (wanted) {
            partitions.pauseAll();
            kit.runner().paused();
            kit.context().requestCommit();
        } else {
            partitions.resumeAll();
            kit.runner().resumed();
        }
    }

    private long pollTimeoutMs() {
        long timeout = commits.msUntilDue();
        long asked = kit.context().takeTimeout();
        if (asked > 0) {
            return Math.min(timeout, asked);
        }
        return redeliveryDelayMs < 0 ? timeout : Math.min(timeout, redeliveryDelayMs);
    }

    private void take(ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            return;
        }
        kit.metrics().read(polled.count());
        Consumer<String> topicUsed = surroundings.topicUsed();
        if (topicUsed != null) {
            for (TopicPartition partition : polled.partitions()) {
                if (knownTopics.add(partition.topic())) {
                    topicUsed.accept(partition.topic());
                }
            }
        }
        batch.add(polled);
    }

    private void deliver() {
        int size = batch.size();
        long began = kit.time().milliseconds();
        try {
            task.put(batch.forTask());
        } catch (RetriableException e) {
            log.error(
                    "The sink cannot take {} records now; they will be put again",
                    size,
                    kit.runner().clean(e));
            redeliveryDelayMs = REDELIVERY_DELAY_MS;
            partitions.holdForRedelivery();
            return;
        } catch (RuntimeException e) {
            throw new ConnectException("The sink task failed to take " + size + " records and is not asked again", e);
        }
        ErrantRecords errants = kit.errants();
        if (errants != null) {
            errants.throwIfExceeded();
        }
        redeliveryDelayMs = -1;
        if (size > 0) {
            kit.taskMetrics().batch(size);
        }
        kit.metrics().put(size, kit.time().milliseconds() - began);
        var upTo = batch.delivered();
        if (!upTo.isEmpty()) {
            offsets.delivered(upTo);
            kit.metrics().consumedUpTo(upTo);
        }
        partitions.delivered();
    }

    private void closeAll() {
        try {
            partitions.closeAll();
        } catch (RuntimeException e) {
            log.error(
                    "The sink's partitions were not closed cleanly",
                    kit.runner().clean(e));
        }
    }

    @Override
    public void wake() {
        kit.consumer().wakeup();
    }

    @Override
    public void cancel() {
        kit.consumer().wakeup();
    }

    @Override
    public void close() {
        try {
            task.stop();
        } catch (Throwable e) {
            log.error("The task did not stop cleanly", kit.runner().clean(e));
        }
        surroundings.release().run();
    }
}
