// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.ProcessingStage;
import org.apache.kafka.connect.runtime.lifecycle.PauseGate;
import org.apache.kafka.connect.runtime.lifecycle.TaskMetrics;
import org.apache.kafka.connect.runtime.plugins.LoaderSwap;
import org.apache.kafka.connect.runtime.storage.offset.ConnectorOffsetStore;
import org.apache.kafka.connect.runtime.storage.offset.OffsetWriter;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offsets follow acknowledgements: now and then, for each source partition, the offset up to which everything was
 * acknowledged is written. A crash in between repeats records and loses none.
 *
 * <p>Thread: the task's; acknowledgements on the producer's; {@link #commit} on the commit scheduler's and, at the end,
 * on the task's. The commit lock keeps commits apart.
 */
public final class AtLeastOnceDelivery implements SourceDelivery {
    private static final Logger log = LoggerFactory.getLogger(AtLeastOnceDelivery.class);
    /** Enough for a full request to each of several brokers, little enough to be felt by the next poll. */
    private static final long ROOM_BYTES = 4L * 1024 * 1024;

    private static final long ROOM_CHECK_MS = 1_000;
    private static final int IDLE_CHECK_PARTITIONS = 1_000;

    private final SourceTaskKit kit;
    private final SourceTask task;
    private final ErrorPolicy<SourceRecord> errors;
    private final ConnectorOffsetStore store;
    private final OffsetWriter writer;
    private final TaskMetrics metrics;
    private final PauseGate gate;
    private final OffsetCommitScheduler scheduler;
    private final Duration commitInterval;
    private final Duration commitTimeout;
    private final Time time;

    private final boolean tellsTask;
    private final boolean keepsRecords;
    private final UsedTopics usedTopics;
    private final InFlightRecords inFlight;
    /** Set once, by whatever went wrong outside the task's thread. */
    private final AtomicReference<@Nullable ConnectException> failure = new AtomicReference<>();

    private final LongAdder written = new LongAdder();
    private final Object commitLock = new Object();
    private InFlightRecords.@Nullable Sent last;
    private volatile @Nullable ScheduledFuture<?> periodicCommits;
    private int idleCheckAt = IDLE_CHECK_PARTITIONS;
    /** The last commit is made: what ends now counts for nothing. */
    private volatile boolean over;

    public AtLeastOnceDelivery(SourceTaskKit kit, OffsetCommitScheduler scheduler) {
        this.kit = kit;
        this.task = kit.task();
        this.errors = kit.errors();
        this.store = kit.offsets();
        this.writer = new OffsetWriter(kit.id().connector());
        this.metrics = kit.taskMetrics();
        this.gate = kit.runner().gate();
        this.scheduler = scheduler;
        this.commitInterval = kit.timing().interval();
        this.commitTimeout = kit.timing().timeout();
        this.time = kit.time();
        this.tellsTask = SourceTaskKit.overridesCommitRecord(task);
        this.keepsRecords = tellsTask || errors.tolerates();
        this.usedTopics = kit.usedTopics();
        this.inFlight = new InFlightRecords(this::ended);
    }

    @Override
    public void open() {
        store.start();
    }

    @Override
    public void started() {
        periodicCommits = scheduler.schedule(kit.id(), commitInterval, () -> {
            if (!gate.stopping()) {
                try (LoaderSwap swap = LoaderSwap.to(task.getClass().getClassLoader())) {
                    commit();
                }
            }
        });
    }

    @Override
    public void throwIfFailed() {
        ConnectException error = failure.get();
        if (error != null) {
            throw error;
        }
    }

    @Override
    public Callback sending(SourceRecord original, ProducerRecord<byte[], byte[]> message) {
        InFlightRecords.Sent sent = inFlight.submit(
                partitionOf(original),
                offsetOf(original),
                size(message.key()) + size(message.value()),
                keepsRecords ? original : null);
        last = sent;
        return sent;
    }

    @Override
    public void withdrawn() {
        InFlightRecords.Sent sent = last;
        if (sent != null) {
            sent.withdraw();
        }
    }

    @Override
    public void sent(SourceRecord original) {}

    @Override
    public void dropped(SourceRecord original) {
        inFlight.skipped(partitionOf(original), offsetOf(original));
        tellTask(original, null);
    }

    @Override
    public void batchDone() {
        if (inFlight.partitions() > idleCheckAt) {
            synchronized (commitLock) {
                inFlight.drainCommittable(writer::stage);
                inFlight.forgetIdle();
            }
            idleCheckAt = Math.max(IDLE_CHECK_PARTITIONS, 2 * inFlight.partitions());
        }
    }

    @Override
    public void pausing() {}

    @Override
    public void awaitRoom() throws InterruptedException {
        while (!gate.stopping() && failure.get() == null && !inFlight.awaitRoom(ROOM_BYTES, ROOM_CHECK_MS)) {
            log.trace("Waiting for {} bytes to be acknowledged", inFlight.activeBytes());
        }
    }

    @Override
    public long active() {
        return inFlight.active();
    }

    @Override
    public long takeWritten() {
        return written.sumThenReset();
    }

    @Override
    public void finish(boolean failed) {
        endPeriodicCommits();
        if (gate.cancelled()) {
            return;
        }
        try {
            if (!inFlight.awaitRoom(0, commitTimeout.toMillis())) {
                log.warn("{} records were not acknowledged in time and will be sent again", inFlight.active());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.warn("Interrupted while waiting for {} records to be acknowledged", inFlight.active());
        }
        commit();
        over = true;
        if (inFlight.active() > 0) {
            // Its offsets stay where they are: what still arrived from now on would arrive twice.
            letGo();
        }
    }

    private void letGo() {
        try {
            kit.producer().close(Duration.ZERO);
        } catch (KafkaException e) {
            log.warn("The producer did not close cleanly", e);
        }
    }

    @Override
    public void cancel() {
        endPeriodicCommits();
    }

    private void endPeriodicCommits() {
        ScheduledFuture<?> commits = periodicCommits;
        if (commits != null) {
            commits.cancel(false);
        }
    }

    // ---- the producer's thread

    /** Throws nothing: the producer's thread would end with an {@code Error}, and an exception be lost. */
    private boolean ended(@Nullable SourceRecord kept, @Nullable RecordMetadata metadata, @Nullable Exception error) {
        try {
            return counts(kept, metadata, error);
        } catch (Throwable e) {
            fail("The end of a send could not be dealt with", e);
            return false;
        }
    }

    private boolean counts(@Nullable SourceRecord kept, @Nullable RecordMetadata metadata, @Nullable Exception error) {
        if (error == null && metadata != null) {
            written.increment();
            usedTopics.add(metadata.topic());
            tellTask(kept, metadata);
            return true;
        }
        if (over || gate.cancelled()) {
            return false; // nothing is wrong with the record, its task has ended: it comes again
        }
        Exception cause = error == null ? new ConnectException("A send ended without a result") : error;
        if (errors.tolerates() && kept != null) {
            log.debug("A record could not be sent and is passed over", cause);
            CompletableFuture<Void> unused = errors.report(
                    kept, ProcessingStage.KAFKA_PRODUCE, kit.producer().getClass(), cause);
            tellTask(kept, null);
            return true;
        }
        fail("Unrecoverable exception from producer send callback", cause);
        return false;
    }

    /** The task's thread throws it before the next poll or send. */
    private void fail(String what, Throwable cause) {
        if (failure.compareAndSet(null, new ConnectException(what, cause))) {
            log.error("{}, the task will fail", what, kit.runner().clean(cause));
        }
    }

    private void tellTask(@Nullable SourceRecord original, @Nullable RecordMetadata metadata) {
        if (!tellsTask || original == null) {
            return;
        }
        try {
            task.commitRecord(original, metadata);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.error(
                    "The task failed to take note of a delivered record",
                    kit.runner().clean(e));
        } catch (Error e) {
            fail("The task failed to take note of a delivered record", e);
        }
    }

    // ---- the commit scheduler's thread, at the end the task's

    /** Writes what may be committed; false when that failed, to be tried again with the next commit. */
    boolean commit() {
        synchronized (commitLock) {
            if (over || gate.cancelled()) {
                return false;
            }
            long began = time.milliseconds();
            inFlight.drainCommittable(writer::stage);
            if (writer.hasStaged() && !flush()) {
                metrics.commitFailed(time.milliseconds() - began);
                return false;
            }
            metrics.committed(time.milliseconds() - began);
            tellTaskOfCommit();
            return true;
        }
    }

    private boolean flush() {
        Map<ByteBuffer, byte @Nullable []> encoded;
        try {
            encoded = writer.beginFlush();
        } catch (RuntimeException e) {
            log.error("Offsets cannot be stored; they stay uncommitted", e);
            return false;
        }
        CompletableFuture<Void> put = store.put(encoded);
        try {
            put.get(commitTimeout.toMillis(), TimeUnit.MILLISECONDS);
            writer.flushed();
            return true;
        } catch (ExecutionException e) {
            log.error("Offsets could not be written and will be tried again", e.getCause());
        } catch (TimeoutException e) {
            put.cancel(false); // what was not even sent shall not be, the next commit knows better
            log.error("Offsets were not written within {} ms and will be tried again", commitTimeout.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.error("Interrupted while offsets were written");
        }
        writer.flushFailed();
        return false;
    }

    private void tellTaskOfCommit() {
        try {
            task.commit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.error("The task failed to take note of a commit", kit.runner().clean(e));
        } catch (Error e) {
            fail("The task failed to take note of a commit", e);
        }
    }

    @SuppressWarnings("unchecked") // what a connector put in; checked when it is encoded
    private static Map<String, ?> partitionOf(SourceRecord original) {
        Map<String, ?> partition = (Map<String, ?>) original.sourcePartition();
        return partition == null ? InFlightRecords.NO_PARTITION : partition;
    }

    @SuppressWarnings("unchecked") // as above
    private static @Nullable Map<String, ?> offsetOf(SourceRecord original) {
        return (Map<String, ?>) original.sourceOffset();
    }

    private static int size(byte @Nullable [] data) {
        return data == null ? 0 : data.length;
    }
}
