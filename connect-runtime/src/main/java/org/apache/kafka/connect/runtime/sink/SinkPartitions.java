// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.sink;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.connect.runtime.WorkerSinkTaskContext;
import org.apache.kafka.connect.runtime.lifecycle.PauseGate;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions a sink task has: opened, closed, lost, paused. What the plugin throws while they change comes out
 * after the poll in which they do.
 *
 * <p>Thread: the task's; the consumer calls back inside a poll.
 */
final class SinkPartitions implements ConsumerRebalanceListener {
    private static final Logger log = LoggerFactory.getLogger(SinkPartitions.class);

    private final SinkTask task;
    private final Consumer<byte[], byte[]> consumer;
    private final WorkerSinkTaskContext context;
    private final SinkTaskMetrics metrics;
    private final @Nullable ErrantRecords errants;
    private final PauseGate gate;
    private final SinkOffsets offsets;
    private final SinkCommits commits;
    private final SinkBatch batch;
    private boolean redelivering;
    private boolean closed;
    private @Nullable RuntimeException failure;

    SinkPartitions(SinkTaskKit kit, SinkOffsets offsets, SinkCommits commits, SinkBatch batch) {
        this.task = kit.task();
        this.consumer = kit.consumer();
        this.context = kit.context();
        this.metrics = kit.metrics();
        this.errants = kit.errants();
        this.gate = kit.runner().gate();
        this.offsets = offsets;
        this.commits = commits;
        this.batch = batch;
    }

    // ---- the consumer calls back

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        log.debug("Got partitions {}", partitions);
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata position = new OffsetAndMetadata(position(partition));
            positions.put(partition, position);
            offsets.opened(partition, position);
        }
        metrics.opened(positions);
        metrics.assigned(consumer.assignment().size());
        pauseAgain(partitions);
        if (failure == null && !partitions.isEmpty()) {
            try {
                task.open(partitions);
                seekAsAsked();
            } catch (RuntimeException e) {
                failure = e;
            }
        }
    }

    /** A wake-up must not keep a partition from being opened; it is passed on to the next poll. */
    private long position(TopicPartition partition) {
        boolean woken = false;
        while (true) {
            try {
                long position = consumer.position(partition);
                if (woken) {
                    consumer.wakeup();
                }
                return position;
            } catch (WakeupException e) {
                if (gate.stopping()) {
                    throw e;
                }
                woken = true;
            }
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        remove(partitions, false);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        remove(partitions, true);
    }

    private void remove(Collection<TopicPartition> partitions, boolean lost) {
        if (closed || partitions.isEmpty()) {
            return;
        }
        log.debug("Giving up partitions {}, lost: {}", partitions, lost);
        try {
            close(partitions, lost);
        } catch (RuntimeException e) {
            failure = e;
        }
        batch.drop(partitions);
        metrics.assigned(Math.max(0, consumer.assignment().size() - partitions.size()));
    }

    private void close(Collection<TopicPartition> partitions, boolean lost) {
        try {
            if (lost) {
                task.close(partitions);
                if (errants != null) {
                    errants.cancel(partitions);
                }
            } else {
                commits.commitAndClose(partitions);
            }
        } finally {
            offsets.closed(partitions);
            metrics.closed(partitions);
        }
    }

    // ---- the loop calls

    /** Throws what the plugin threw while partitions changed. */
    void throwIfFailed() {
        RuntimeException error = failure;
        if (error != null) {
            failure = null;
            throw error;
        }
    }

    /** Goes where the plugin asked to go on reading. */
    void seekAsAsked() {
        if (!context.hasSeeks()) {
            return;
        }
        context.takeSeeks().forEach((partition, offset) -> {
            log.trace("Going to offset {} of {}", offset, partition);
            consumer.seek(partition, offset);
            offsets.opened(partition, new OffsetAndMetadata(offset));
        });
    }

    /** The batch could not be delivered: nothing more is read until it is. */
    void holdForRedelivery() {
        redelivering = true;
        pauseAll();
    }

    /** The batch was delivered. */
    void delivered() {
        if (redelivering) {
            redelivering = false;
            if (!gate.pauseWanted()) {
                resumeAll();
            }
        }
    }

    void pauseAll() {
        consumer.pause(consumer.assignment());
    }

    /** Reads on, except from what the plugin paused itself and while a batch waits to be delivered again. */
    void resumeAll() {
        if (redelivering) {
            return;
        }
        Set<TopicPartition> wanted = new HashSet<>(consumer.assignment());
        wanted.removeAll(context.paused());
        consumer.resume(wanted);
    }

    /** The end: everything is committed and closed. */
    void closeAll() {
        Set<TopicPartition> all = offsets.partitions();
        closed = true;
        close(all, false);
    }

    private void pauseAgain(Collection<TopicPartition> fresh) {
        context.paused().retainAll(consumer.assignment());
        boolean held = redelivering;
        redelivering = held && !batch.isEmpty();
        if (redelivering) {
            consumer.pause(fresh);
        } else if (gate.pauseWanted()) {
            pauseAll();
        } else if (held) {
            resumeAll(); // what was to be delivered again went away with its partitions
            consumer.pause(context.paused());
        } else if (!context.paused().isEmpty()) {
            consumer.pause(context.paused());
        }
    }
}
