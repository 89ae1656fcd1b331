// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Knows which sent records Kafka has acknowledged, and so how far source offsets may be committed. Within one source
 * partition offsets become committable in the order of sending: a slow record holds back those behind it, and nothing
 * else. Also knows how many bytes are on their way, so that polling can wait for them.
 *
 * <p>One small object per record: link of its partition's queue, and callback of its send. Of delivered records only the last of
 * each partition stays until the next commit, so that memory holds what is on its way and not what was sent since.
 *
 * <p>Thread: {@code submit}, {@code skipped}, {@code forgetIdle} on the task's; a record's callback on the producer's;
 * {@code drainCommittable} on any, one at a time, guarded by the drain lock. A queue is appended to by the task's thread
 * alone and emptied under the lock, now and then by that thread too.
 */
final class InFlightRecords {
    /** What a record on its way takes beside its bytes: offset, callback and future; so nothing on its way means exactly zero. */
    private static final int RECORD_OVERHEAD = 256;

    private static final long NOBODY_WAITS = -1;
    /** After so many new records of a partition its delivered ones are let go. */
    private static final int TRIM_EVERY = 128;
    /** For records that belong to no source partition: they are waited for, but have no offset to commit. */
    static final Map<String, ?> NO_PARTITION = Map.of("no partition", true);

    /** Takes what became of a record; on the producer's thread. */
    interface Outcome {
        /**
         * The send ended.
         *
         * @return whether the record counts as delivered, so that its offset may be committed
         */
        boolean ended(@Nullable SourceRecord kept, @Nullable RecordMetadata metadata, @Nullable Exception error);
    }

    private final Outcome outcome;
    private final Map<Map<String, ?>, PartitionQueue> queues = new ConcurrentHashMap<>();
    private final Object drainLock = new Object();
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder ended = new LongAdder();
    private final Object room = new Object();
    private volatile long wakeBelow = NOBODY_WAITS;
    private long submitted;
    private @Nullable Map<String, ?> lastPartition;
    private @Nullable PartitionQueue lastQueue;

    InFlightRecords(Outcome outcome) {
        this.outcome = outcome;
    }

    /** A record about to be sent; use the result as the callback of the send. */
    Sent submit(Map<String, ?> partition, @Nullable Map<String, ?> offset, int size, @Nullable SourceRecord kept) {
        PartitionQueue queue = queue(partition);
        Sent sent = new Sent(this, offset, size + RECORD_OVERHEAD, kept);
        bytes.addAndGet(sent.size);
        submitted++;
        append(queue, sent);
        return sent;
    }

    /** A record that is not sent but whose offset counts, in its turn. */
    void skipped(Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        Sent sent = new Sent(this, offset, 0, null);
        sent.state = Sent.DELIVERED;
        append(queue(partition), sent);
    }

    private void append(PartitionQueue queue, Sent sent) {
        if (queue.append(sent) % TRIM_EVERY == 0) {
            synchronized (drainLock) {
                queue.trim();
            }
        }
    }

    /** Hands over, for each partition that moved on, the latest offset that may be committed. */
    void drainCommittable(BiConsumer<Map<String, ?>, @Nullable Map<String, ?>> committable) {
        synchronized (drainLock) {
            queues.forEach((partition, queue) -> {
                Sent last = queue.drain();
                if (last != null && partition != NO_PARTITION) {
                    committable.accept(partition, last.offset);
                }
            });
        }
    }

    /** Forgets partitions of which nothing is on its way. */
    void forgetIdle() {
        if (queues.size() < 2) {
            return;
        }
        synchronized (drainLock) {
            Iterator<PartitionQueue> all = queues.values().iterator();
            while (all.hasNext()) {
                if (all.next().isEmpty()) {
                    all.remove();
                }
            }
            lastPartition = null;
            lastQueue = null;
        }
    }

    int partitions() {
        return queues.size();
    }

    /** Records sent and not answered. */
    long active() {
        return submitted - ended.sum();
    }

    /** Records that memory still holds. */
    int held() {
        synchronized (drainLock) {
            return queues.values().stream().mapToInt(PartitionQueue::held).sum();
        }
    }

    /** Bytes sent and not answered, roughly. */
    long activeBytes() {
        return bytes.get();
    }

    /**
     * Waits, if more than {@code limit} bytes are on their way, until a good part of the room is free again; false when that takes
     * longer than it may.
     */
    boolean awaitRoom(long limit, long timeoutMs) throws InterruptedException {
        if (bytes.get() <= limit) {
            return true;
        }
        long deadline = System.nanoTime() + timeoutMs * 1_000_000;
        synchronized (room) {
            // Not just below the limit: otherwise every batch would wait and be woken.
            wakeBelow = limit - limit / 4;
            try {
                while (bytes.get() > wakeBelow) {
                    long left = (deadline - System.nanoTime()) / 1_000_000;
                    if (left <= 0) {
                        return bytes.get() <= limit;
                    }
                    room.wait(left);
                }
                return true;
            } finally {
                wakeBelow = NOBODY_WAITS;
            }
        }
    }

    private PartitionQueue queue(Map<String, ?> partition) {
        PartitionQueue last = lastQueue;
        if (last != null && partition == lastPartition) {
            return last;
        }
        PartitionQueue queue = queues.get(partition);
        if (queue == null) {
            queue = new PartitionQueue();
            // A copy, since the connector may go on changing its map; field order matters, as it does in the stored
            // key.
            queues.put(partition == NO_PARTITION ? partition : new LinkedHashMap<>(partition), queue);
        }
        lastPartition = partition;
        lastQueue = queue;
        return queue;
    }

    private void released(Sent sent) {
        ended.increment();
        if (bytes.addAndGet(-sent.size) <= wakeBelow) {
            synchronized (room) {
                room.notifyAll();
            }
        }
    }

    /** Records of one source partition in the order of sending. */
    private static final class PartitionQueue {
        /** Before the oldest record; changed under the drain lock. */
        private Sent head = new Sent(null, null, 0, null);
        /** The last of the delivered prefix, until it is handed over; changed under the drain lock. */
        private @Nullable Sent committable;
        /** The youngest record; changed by the task's thread. */
        private volatile Sent tail = head;
        /** Records so far; the task's thread. */
        private long appended;

        /** Returns how many that makes. */
        long append(Sent sent) {
            Sent before = tail;
            before.next = sent;
            tail = sent;
            return ++appended;
        }

        /** Removes the delivered prefix, but for its last record that has an offset to commit. */
        void trim() {
            Sent next = head.next;
            while (next != null && next.state != Sent.PENDING) {
                if (next.state == Sent.DELIVERED) {
                    committable = next;
                }
                // A removed record that has grown old would otherwise let those behind it grow old too.
                head.next = null;
                head = next;
                next = next.next;
            }
        }

        /** Removes the delivered prefix and returns its last record that has an offset to commit. */
        @Nullable
        Sent drain() {
            trim();
            Sent last = committable;
            committable = null;
            return last;
        }

        boolean isEmpty() {
            return head == tail && committable == null;
        }

        int held() {
            int count = 0;
            for (Sent each = head.next; each != null; each = each.next) {
                count++;
            }
            return count;
        }
    }

    /** One record on its way. */
    static final class Sent implements Callback {
        private static final int PENDING = 0;
        private static final int DELIVERED = 1;
        private static final int WITHDRAWN = 2;

        private final @Nullable InFlightRecords owner;
        private final @Nullable Map<String, ?> offset;
        private final int size;
        private final @Nullable SourceRecord kept;
        private volatile @Nullable Sent next;
        private volatile int state = PENDING;

        private Sent(
                @Nullable InFlightRecords owner,
                @Nullable Map<String, ?> offset,
                int size,
                @Nullable SourceRecord kept) {
            this.owner = owner;
            this.offset = offset;
            this.size = size;
            this.kept = kept;
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception error) {
            InFlightRecords records = owner;
            if (records == null || state == WITHDRAWN) {
                return;
            }
            try {
                if (records.outcome.ended(kept, error == null ? metadata : null, error)) {
                    state = DELIVERED;
                }
            } finally {
                records.released(this);
            }
        }

        /** It was not sent after all and will be submitted again. */
        void withdraw() {
            state = WITHDRAWN;
            InFlightRecords records = owner;
            if (records != null) {
                records.released(this);
            }
        }
    }
}
