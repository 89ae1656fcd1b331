// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * When a record counts as delivered, and when its offset is committed.
 *
 * <p>Thread: the task's, for every method.
 */
public interface SourceDelivery {
    /** Before the plugin is started: whatever must be settled with the cluster first. */
    void open();

    /** After the plugin was started. */
    void started();

    /** Throws if a record that may not be lost could not be sent. */
    void throwIfFailed();

    /** A record is about to be sent; the result is the callback of the send. */
    Callback sending(SourceRecord original, ProducerRecord<byte[], byte[]> message);

    /** The last record given to {@link #sending} could not be handed to the producer and comes again. */
    void withdrawn();

    /** The producer took the record. */
    void sent(SourceRecord original);

    /** The record was dropped on the way. */
    void dropped(SourceRecord original);

    /** A batch, empty ones included, is through. */
    void batchDone();

    /** The task is about to pause. */
    void pausing();

    /** Waits while too much is on its way. */
    void awaitRoom() throws InterruptedException;

    /** Records sent and not acknowledged. */
    long active();

    /** Records acknowledged since the last call. */
    long takeWritten();

    /** The end of a task that ended by itself or on request: the last commit. */
    void finish(boolean failed);

    /** The task was given up; nothing may be committed any more. From any thread. */
    void cancel();
}
