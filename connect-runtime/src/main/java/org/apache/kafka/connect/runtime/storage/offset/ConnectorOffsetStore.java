// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.offset;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The offsets of one connector: in a topic of its own before the worker's, or in one of the two alone. What the own
 * topic says wins. Offsets are written to the own topic first, then copied to the worker's; removals reach the
 * worker's topic first, so that an old offset cannot come back from there.
 *
 * <p>Thread: any. The worker's store is shared: it is neither started nor stopped here.
 */
public final class ConnectorOffsetStore implements OffsetStore {
    private static final Logger log = LoggerFactory.getLogger(ConnectorOffsetStore.class);

    private final @Nullable OffsetStore own;
    private final @Nullable OffsetStore workers;
    private final OffsetStore primary;
    private final @Nullable OffsetStore secondary;

    private ConnectorOffsetStore(@Nullable OffsetStore own, @Nullable OffsetStore workers) {
        this.own = own;
        this.workers = workers;
        this.primary = Objects.requireNonNull(own == null ? workers : own);
        this.secondary = own == null ? null : workers;
    }

    public static ConnectorOffsetStore workerOnly(OffsetStore workers) {
        return new ConnectorOffsetStore(null, workers);
    }

    public static ConnectorOffsetStore ownOnly(OffsetStore own) {
        return new ConnectorOffsetStore(own, null);
    }

    public static ConnectorOffsetStore ownBeforeWorker(OffsetStore own, OffsetStore workers) {
        return new ConnectorOffsetStore(own, workers);
    }

    @Override
    public void start() {
        if (own != null) {
            own.start();
        }
    }

    @Override
    public CompletableFuture<Map<ByteBuffer, byte[]>> get(Collection<ByteBuffer> keys) {
        CompletableFuture<Map<ByteBuffer, byte[]>> first = primary.get(keys);
        if (secondary == null) {
            return first;
        }
        return secondary.get(keys).thenCombine(first, (fromWorkers, fromOwn) -> {
            Map<ByteBuffer, byte[]> merged = new HashMap<>(fromWorkers);
            merged.putAll(fromOwn);
            return merged;
        });
    }

    @Override
    public CompletableFuture<Void> put(Map<ByteBuffer, byte @Nullable []> values) {
        if (secondary == null) {
            return putPrimary(values);
        }
        CompletableFuture<Void> result = new CompletableFuture<>();
        removeFromSecondary(values)
                .thenCompose(removed -> {
                    CompletableFuture<Void> put = putPrimary(values);
                    result.whenComplete((nothing, error) -> {
                        if (error instanceof CancellationException) {
                            put.cancel(false); // whoever gave up wants nothing stored any more
                        }
                    });
                    return put;
                })
                .whenComplete((nothing, error) -> {
                    if (error != null) {
                        result.completeExceptionally(error);
                    } else {
                        copyToSecondary(values);
                        result.complete(null);
                    }
                });
        return result;
    }

    /** First step of a put: removals in the store that is read second. */
    public CompletableFuture<Void> removeFromSecondary(Map<ByteBuffer, byte @Nullable []> values) {
        Map<ByteBuffer, byte @Nullable []> removals = new HashMap<>();
        values.forEach((key, value) -> {
            if (value == null) {
                removals.put(key, null);
            }
        });
        if (secondary == null || removals.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return secondary.put(removals);
    }

    /** Second step: everything, in the store that is read first. */
    public CompletableFuture<Void> putPrimary(Map<ByteBuffer, byte @Nullable []> values) {
        return primary.put(values);
    }

    /** Last step: a copy of the offsets in the store that is read second. Failing is logged only. */
    public void copyToSecondary(Map<ByteBuffer, byte @Nullable []> values) {
        Map<ByteBuffer, byte @Nullable []> copies = new HashMap<>(values);
        copies.values().removeIf(Objects::isNull);
        if (secondary == null || copies.isEmpty()) {
            return;
        }
        CompletableFuture<Void> unused = secondary.put(copies).whenComplete((nothing, error) -> {
            if (error != null) {
                log.warn("Offsets are safe in the connector's topic, but not copied to the worker's", error);
            }
        });
    }

    @Override
    public Set<ByteBuffer> keys(String connector) {
        Set<ByteBuffer> known = new HashSet<>();
        if (workers != null) {
            known.addAll(workers.keys(connector));
        }
        if (own != null) {
            known.addAll(own.keys(connector));
        }
        return known;
    }

    @Override
    public void stop() {
        if (own != null) {
            own.stop();
        }
    }
}
