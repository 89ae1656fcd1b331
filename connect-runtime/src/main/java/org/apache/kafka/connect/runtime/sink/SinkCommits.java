// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.sink;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.WorkerSinkTaskContext;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits what the sink says is safe: without waiting while it runs, waiting where partitions are given up. Answers to
 * a commit that was overtaken by a later one are ignored.
 *
 * <p>Thread: the task's.
 */
final class SinkCommits {
    private static final Logger log = LoggerFactory.getLogger(SinkCommits.class);

    private final SinkTaskKit kit;
    private final SinkTask task;
    private final Consumer<byte[], byte[]> consumer;
    private final WorkerSinkTaskContext context;
    private final SinkOffsets offsets;
    private final SinkBatch batch;
    private final long intervalMs;
    private final long timeoutMs;
    private int sequence;
    private boolean underWay;
    private long startedMs;
    private long nextMs;

    SinkCommits(SinkTaskKit kit, SinkOffsets offsets, SinkBatch batch) {
        this.kit = kit;
        this.task = kit.task();
        this.consumer = kit.consumer();
        this.context = kit.context();
        this.offsets = offsets;
        this.batch = batch;
        this.intervalMs = kit.timing().interval().toMillis();
        this.timeoutMs = kit.timing().timeout().toMillis();
        this.nextMs = now() + intervalMs;
    }

    /** Commits if it is time or the task wants to, and gives up a commit that takes too long. */
    void whenDue() {
        long now = now();
        if (!underWay && (context.isCommitRequested() || now >= nextMs)) {
            context.clearCommitRequest();
            nextMs = now + intervalMs;
            commit(offsets.partitions(), false);
        }
        if (underWay && now >= startedMs + timeoutMs) {
            log.warn("Offset commit {} was not answered within {} ms and is given up", sequence, timeoutMs);
            underWay = false;
            sequence++;
            kit.taskMetrics().commitFailed(now - startedMs);
        }
    }

    /** How long the task may wait for records before there is something to do here. */
    long msUntilDue() {
        long now = now();
        long due = underWay ? Math.min(nextMs, startedMs + timeoutMs) : nextMs;
        return Math.max(0, due - now);
    }

    /** Partitions are given up: their offsets are committed, and the task told to close them. */
    void commitAndClose(Collection<TopicPartition> partitions) {
        commit(Set.copyOf(partitions), true);
    }

    private void commit(Set<TopicPartition> partitions, boolean closing) {
        if (offsets.current(partitions).isEmpty()) {
            return;
        }
        int number = ++sequence;
        startedMs = now();
        kit.metrics().commitStarted(number);
        if (!areReportsSafe(number, partitions, closing)) {
            if (closing) {
                task.close(partitions);
            }
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> safe;
        try {
            safe = task.preCommit(offsets.current(partitions));
        } catch (RuntimeException e) {
            if (closing) {
                log.warn(
                        "The sink could not say what is safe; offsets of partitions given up stay as committed",
                        kit.runner().clean(e));
            } else {
                log.error(
                        "The sink could not say what is safe; reading again from what is committed",
                        kit.runner().clean(e));
                rewind(offsets.committed(partitions));
            }
            ended(number, e, null);
            return;
        } finally {
            if (closing) {
                task.close(partitions);
            }
        }
        // Sinks that write in the background tell of failures only now.
        if (!areReportsSafe(number, partitions, closing)) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> wanted = committable(safe, partitions);
        if (wanted.isEmpty()) {
            ended(number, null, null);
        } else if (closing) {
            commitSync(number, wanted);
        } else {
            underWay = true;
            consumer.commitAsync(wanted, (done, error) -> ended(number, error, wanted));
        }
    }

    /**
     * A record that was neither delivered nor reported must not be committed. Reading it again would not help, so the task
     * fails; one that is closing leaves its offsets where they are.
     */
    private boolean areReportsSafe(int number, Set<TopicPartition> partitions, boolean closing) {
        ErrantRecords errants = kit.errants();
        if (errants == null) {
            return true;
        }
        try {
            errants.await(offsets.current(partitions));
            return true;
        } catch (ConnectException e) {
            ended(number, e, null);
            if (!closing) {
                throw e;
            }
            log.error(
                    "Records given up by the sink could not be reported; offsets stay as committed",
                    kit.runner().clean(e));
            errants.cancel(partitions);
            return false;
        }
    }

    /** What has to be committed of what the sink says is safe: empty when nothing changed. */
    private Map<TopicPartition, OffsetAndMetadata> committable(
            @Nullable Map<TopicPartition, OffsetAndMetadata> safe, Set<TopicPartition> partitions) {
        if (safe == null || safe.isEmpty()) {
            return Map.of();
        }
        Map<TopicPartition, OffsetAndMetadata> before = offsets.committed(partitions);
        Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>(before);
        safe.forEach((partition, offset) -> {
            OffsetAndMetadata delivered = partitions.contains(partition) ? offsets.current(partition) : null;
            if (delivered == null) {
                log.warn("The sink said offset {} of {} is safe, which is not part of this commit", offset, partition);
            } else if (offset.offset() > delivered.offset()) {
                log.warn(
                        "The sink said offset {} of {} is safe, but got records only up to {}",
                        offset.offset(),
                        partition,
                        delivered.offset());
            } else {
                wanted.put(partition, offset);
            }
        });
        return wanted.equals(before) ? Map.of() : wanted;
    }

    private void commitSync(int number, Map<TopicPartition, OffsetAndMetadata> wanted) {
        WakeupException woken = null;
        long deadlineMs = now() + timeoutMs; // from now on: the sink may have taken its time
        while (true) {
            try {
                // A partition whose topic was deleted cannot be committed: the others must not wait for it.
                consumer.commitSync(wanted, Duration.ofMillis(Math.max(0, deadlineMs - now())));
                ended(number, null, wanted);
                break;
            } catch (WakeupException e) {
                woken = e;
            } catch (KafkaException e) {
                ended(number, e, wanted);
                break;
            }
        }
        if (woken != null) {
            consumer.wakeup();
        }
    }

    private void ended(
            int number, @Nullable Exception error, @Nullable Map<TopicPartition, OffsetAndMetadata> committed) {
        if (number != sequence) {
            log.debug("Ignoring the answer to offset commit {}, which {} has overtaken", number, sequence);
            kit.metrics().commitSkipped();
            return;
        }
        underWay = false;
        long tookMs = now() - startedMs;
        if (error != null) {
            log.error("Offset commit {} failed", number, kit.runner().clean(error));
            kit.taskMetrics().commitFailed(tookMs);
            return;
        }
        if (committed != null) {
            offsets.committed(committed);
            kit.metrics().committedUpTo(committed);
        }
        kit.taskMetrics().committed(tookMs);
        kit.metrics().commitCompleted();
    }

    /** What waits to be put again comes again in its turn: put before its elders it would hide that they are missing. */
    private void rewind(Map<TopicPartition, OffsetAndMetadata> to) {
        batch.drop(to.keySet());
        to.forEach((partition, offset) -> consumer.seek(partition, offset.offset()));
        offsets.rewound(to);
    }

    private long now() {
        return kit.time().milliseconds();
    }
}
