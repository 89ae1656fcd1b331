// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topic log in memory with one partition. What is appended is replayed on the appending thread at once, unless
 * reads are held back; faults are put in by the test.
 */
public final class MemoryTopicLog<K> implements TopicLog<K> {
    private final String topic;
    private final Listener<K> listener;
    private final List<ConsumerRecord<K, byte[]>> records = new ArrayList<>();
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private int replayed;
    private boolean started;
    private boolean stopped;
    private boolean readsHeld;
    private @Nullable Throwable nextAppendError;
    private @Nullable Throwable nextReadError;

    public MemoryTopicLog(String topic, Listener<K> listener) {
        this.topic = topic;
        this.listener = listener;
    }

    /** Makes the next append fail; the record is not written. */
    public synchronized void failNextAppend(Throwable error) {
        nextAppendError = error;
    }

    /** Makes the next read to the end fail. */
    public synchronized void failNextRead(Throwable error) {
        nextReadError = error;
    }

    /** From now on nothing is replayed and no read to the end completes. */
    public synchronized void holdReads() {
        readsHeld = true;
    }

    /** Replays what was held back. */
    public synchronized void releaseReads() {
        readsHeld = false;
        replay();
    }

    /** Puts a record into the topic as another worker would. */
    public synchronized void written(@Nullable K key, byte @Nullable [] value) {
        long offset = records.size();
        records.add(new ConsumerRecord<>(topic, 0, offset, key, value));
    }

    /** Everything in the topic. */
    public synchronized List<ConsumerRecord<K, byte[]>> records() {
        return List.copyOf(records);
    }

    public synchronized boolean isStopped() {
        return stopped;
    }

    @Override
    public synchronized void start() {
        started = true;
        replay();
    }

    @Override
    public synchronized CompletableFuture<Void> append(@Nullable K key, byte @Nullable [] value) {
        Throwable error = nextAppendError;
        if (error != null) {
            nextAppendError = null;
            return CompletableFuture.failedFuture(error);
        }
        written(key, value);
        replay();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletableFuture<Void> appendAll(List<Entry<K>> entries) {
        return CompletableFuture.allOf(entries.stream()
                .map(entry -> append(entry.key(), entry.value()))
                .toArray(CompletableFuture<?>[]::new));
    }

    @Override
    public synchronized CompletableFuture<Void> readToEnd() {
        Throwable error = nextReadError;
        if (error != null) {
            nextReadError = null;
            return CompletableFuture.failedFuture(error);
        }
        CompletableFuture<Void> reached = new CompletableFuture<>();
        waiting.add(reached);
        replay();
        return reached;
    }

    @Override
    public int partitionCount() {
        return 1;
    }

    @Override
    public synchronized void stop() {
        stopped = true;
        waiting.forEach(future -> future.completeExceptionally(new IllegalStateException("stopped")));
        waiting.clear();
    }

    private void replay() {
        if (!started || readsHeld) {
            return;
        }
        while (replayed < records.size()) {
            listener.replayed(records.get(replayed++));
        }
        List<CompletableFuture<Void>> reached = new ArrayList<>(waiting);
        waiting.clear();
        reached.forEach(future -> future.complete(null));
    }
}
