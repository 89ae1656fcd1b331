// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.clients;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topic read as a log: what was appended is replayed, in order per partition, to one listener.
 * After {@code readToEnd} completes, the listener has seen every record that was in the topic when it was called.
 *
 * <p>Thread: all methods may be called from any thread; the listener is called on the reader thread alone.
 *
 * @param <K> type of the record keys
 */
public interface TopicLog<K> {

    /** Takes what is replayed. Neither method may block, nor wait for this log. */
    interface Listener<K> {
        /** One more record, in the order of its partition. */
        void replayed(ConsumerRecord<K, byte @Nullable []> message);

        /** Reading went wrong in a way that a retry may not heal; the log keeps trying. */
        void failed(Throwable error);
    }

    /** What to append; a null value is a tombstone. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Entry<K>(@Nullable K key, byte @Nullable [] value) {}

    /** Opens the log and returns when the listener has seen everything that was there. */
    void start();

    /** Appends a record; a null value is a tombstone. Completes once the brokers acknowledged it. */
    CompletableFuture<Void> append(@Nullable K key, byte @Nullable [] value);

    /**
     * Appends records that belong together, however many. Completes once the brokers acknowledged all of them; when it
     * is cancelled, those that were not sent by then never are.
     */
    CompletableFuture<Void> appendAll(List<Entry<K>> entries);

    /** Completes on the reader thread when the listener has seen all that was in the topic at this call. */
    CompletableFuture<Void> readToEnd();

    /** How many partitions the topic had at start. */
    int partitionCount();

    /** Ends reading and closes the clients; what waits for the end of the log fails. */
    void stop();
}
