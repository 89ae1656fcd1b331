// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApplicationRecoverableException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.lifecycle.TaskFencedException;
import org.apache.kafka.connect.runtime.storage.offset.OffsetWriter;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offsets are part of the transaction that holds their records: a reader of committed records sees each record once,
 * whatever happens to the task. A transaction opens with its first record, or with its offsets if it has no records.
 *
 * <p>Thread: the task's; acknowledgements on the producer's.
 */
public final class TransactionalDelivery implements SourceDelivery {
    private static final Logger log = LoggerFactory.getLogger(TransactionalDelivery.class);

    private final SourceTaskKit kit;
    private final Producer<byte[], byte[]> producer;
    private final TransactionBoundary boundary;
    private final Runnable admission;
    private final String offsetsTopic;
    private final SourceTaskMetrics sourceMetrics;
    private final OffsetWriter writer;
    private final boolean tellsTask;
    private final LongAdder written = new LongAdder();
    private final List<Delivered> delivered = new ArrayList<>();
    private boolean open;
    private long records;
    private long reported;

    /** A record of this transaction; its metadata is known once the transaction is committed. */
    private static final class Delivered {
        private final SourceRecord original;
        private volatile @Nullable RecordMetadata metadata;

        private Delivered(SourceRecord original) {
            this.original = original;
        }
    }

    /**
     * @param kit           what the task works with; its producer is transactional
     * @param boundary      says where transactions end
     * @param admission     has older tasks fenced, opens the producer's transactions and makes sure this is still our
     *                      task; throws when it is not
     * @param offsetsTopic  where the connector's offsets go
     * @param sourceMetrics counts transactions
     */
    public TransactionalDelivery(
            SourceTaskKit kit,
            TransactionBoundary boundary,
            Runnable admission,
            String offsetsTopic,
            SourceTaskMetrics sourceMetrics) {
        this.kit = kit;
        this.producer = kit.producer();
        this.boundary = boundary;
        this.admission = admission;
        this.offsetsTopic = offsetsTopic;
        this.sourceMetrics = sourceMetrics;
        this.writer = new OffsetWriter(kit.id().connector());
        this.tellsTask = SourceTaskKit.overridesCommitRecord(kit.task());
    }

    @Override
    public void open() {
        admission.run();
        kit.offsets().start();
    }

    @Override
    public void started() {}

    @Override
    public void throwIfFailed() {
        // Whatever went wrong with a send comes out of the next call to the producer.
    }

    @Override
    public Callback sending(SourceRecord original, ProducerRecord<byte[], byte[]> message) {
        if (offsetsTopic.equals(message.topic())) {
            throw new ConnectException("A task may not write to topic '" + offsetsTopic
                    + "', which holds its own offsets. Have the connector write elsewhere.");
        }
        begin();
        records++;
        Delivered record = new Delivered(original);
        if (tellsTask) {
            delivered.add(record);
        }
        return (metadata, error) -> {
            if (error != null) {
                log.debug("A record could not be sent; its transaction will not be committed", error);
                return;
            }
            record.metadata = metadata;
            written.increment();
            kit.usedTopics().add(metadata.topic());
        };
    }

    @Override
    public void withdrawn() {
        records--;
        if (tellsTask) {
            delivered.remove(delivered.size() - 1);
        }
    }

    @Override
    @SuppressWarnings("unchecked") // what a connector put in; checked when it is encoded
    public void sent(SourceRecord original) {
        writer.stage((Map<String, ?>) original.sourcePartition(), (Map<String, ?>) original.sourceOffset());
        act(boundary.after(original));
    }

    @Override
    public void dropped(SourceRecord original) {
        if (tellsTask) {
            delivered.add(new Delivered(original));
        }
        act(boundary.after(original));
    }

    @Override
    public void batchDone() {
        act(boundary.afterBatch());
    }

    @Override
    public void pausing() {
        if (boundary.commitsAtEnd()) {
            commit();
        }
    }

    @Override
    public void awaitRoom() {
        // The producer's own buffer is the limit; a transaction must not wait for itself.
    }

    @Override
    public long active() {
        return Math.max(0, records - written.sum());
    }

    @Override
    public long takeWritten() {
        long taken = written.sum() - reported;
        reported += taken;
        return taken;
    }

    @Override
    public void finish(boolean failed) {
        if (!failed && !kit.runner().gate().cancelled() && boundary.commitsAtEnd()) {
            commit();
        }
    }

    @Override
    public void cancel() {}

    private void act(TransactionBoundary.Verdict verdict) {
        switch (verdict) {
            case GO_ON -> {}
            case COMMIT -> commit();
            case ABORT -> {
                abort();
                // The offsets of what was aborted are kept, or the task would be handed the same records again.
                commit();
            }
        }
    }

    private void begin() {
        if (!open) {
            producer.beginTransaction();
            open = true;
        }
    }

    private void abort() {
        if (!open) {
            log.warn("The connector asked to abort a transaction, but none is open");
            return;
        }
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            throw explained(e);
        }
        open = false;
        records = 0;
        written.reset();
        reported = 0;
    }

    private void commit() {
        long began = kit.time().milliseconds();
        if (open || writer.hasStaged()) {
            try {
                commitTransaction();
            } catch (RuntimeException e) {
                writer.flushFailed();
                kit.taskMetrics().commitFailed(kit.time().milliseconds() - began);
                throw explained(e);
            }
        }
        kit.taskMetrics().committed(kit.time().milliseconds() - began);
        boundary.committed();
        tellTask();
    }

    private void commitTransaction() {
        Map<ByteBuffer, byte @Nullable []> offsets = writer.beginFlush();
        removeElsewhere(offsets);
        begin();
        offsets.forEach((key, value) -> {
            byte[] raw = new byte[key.remaining()];
            key.duplicate().get(raw);
            Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(offsetsTopic, raw, value));
        });
        producer.commitTransaction();
        open = false;
        writer.flushed();
        kit.offsets().copyToSecondary(offsets);
        sourceMetrics.transaction(records);
        sourceMetrics.written(takeWritten());
        records = 0;
        written.reset();
        reported = 0;
    }

    private void removeElsewhere(Map<ByteBuffer, byte @Nullable []> offsets) {
        try {
            kit.offsets()
                    .removeFromSecondary(offsets)
                    .get(kit.timing().timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new ConnectException("Offsets could not be removed from the worker's offsets topic", e.getCause());
        } catch (TimeoutException e) {
            throw new ConnectException("Offsets were not removed from the worker's offsets topic in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while offsets were removed", e);
        }
    }

    private void tellTask() {
        for (Delivered record : delivered) {
            try {
                kit.task().commitRecord(record.original, record.metadata);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                log.error(
                        "The task failed to take note of a delivered record",
                        kit.runner().clean(e));
            }
        }
        delivered.clear();
        try {
            kit.task().commit();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            log.error("The task failed to take note of a commit", kit.runner().clean(e));
        }
    }

    /** Says what it means to the user that the brokers take nothing more from this producer. */
    static ConnectException explained(RuntimeException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidProducerEpochException || cause instanceof ProducerFencedException) {
                return new TaskFencedException(
                        "The task's producer was fenced. Either a newer instance of the task took over, or a "
                                + "transaction was open for longer than the producer's transaction.timeout.ms: then "
                                + "commit more often (transaction.boundary, transaction.boundary.interval.ms), or "
                                + "raise that time-out with producer.override.transaction.timeout.ms.",
                        error);
            }
            if (isLost(cause)) {
                return new TaskFencedException(
                        "The brokers and the task's producer do not agree on the state of its transaction. "
                                + "A new instance of the task goes on from the committed offsets.",
                        error);
            }
        }
        return error instanceof ConnectException known
                ? known
                : new ConnectException("Records and offsets could not be committed", error);
    }

    /** Whether this producer can do no more, but a new one could; what was committed stays, all else is written again. */
    private static boolean isLost(Throwable cause) {
        return cause instanceof ApplicationRecoverableException
                || cause instanceof InvalidTxnStateException
                || cause instanceof TransactionAbortableException
                || cause instanceof OutOfOrderSequenceException;
    }
}
