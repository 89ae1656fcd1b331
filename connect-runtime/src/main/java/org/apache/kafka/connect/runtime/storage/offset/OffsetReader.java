// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.offset;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a source connector or task sees of its committed offsets. Closing it releases a plugin that waits for an answer.
 *
 * <p>Thread: any; encoding is guarded by this object, as the codec serves one thread at a time.
 */
public final class OffsetReader implements OffsetStorageReader, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(OffsetReader.class);

    private final OffsetStore store;
    private final String connector;
    private final OffsetCodec codec = new OffsetCodec();
    private final Set<CompletableFuture<?>> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public OffsetReader(OffsetStore store, String connector) {
        this.store = store;
        this.connector = connector;
    }

    @Override
    public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
        return offsets(List.of(partition)).get(partition);
    }

    @Override
    public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
        Map<ByteBuffer, Map<String, T>> wanted = encode(partitions);
        Map<ByteBuffer, byte[]> raw = await(store.get(wanted.keySet()));
        Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
        raw.forEach((key, value) -> {
            Map<String, T> partition = wanted.get(key);
            Map<String, Object> offset = partition == null ? null : decode(partition, value);
            if (partition != null && offset != null) {
                found.put(partition, offset);
            }
        });
        return found;
    }

    /** Ends every wait and refuses new ones. */
    @Override
    public void close() {
        closed = true;
        pending.forEach(future -> future.cancel(true));
    }

    private synchronized <T> Map<ByteBuffer, Map<String, T>> encode(Collection<Map<String, T>> partitions) {
        Map<ByteBuffer, Map<String, T>> encoded = new HashMap<>();
        for (Map<String, T> partition : partitions) {
            try {
                encoded.put(ByteBuffer.wrap(codec.encodeKey(connector, partition)), partition);
            } catch (RuntimeException e) {
                log.error("A source partition cannot be looked up: it cannot be encoded", e);
            }
        }
        return encoded;
    }

    private synchronized @Nullable Map<String, Object> decode(Map<String, ?> partition, byte[] value) {
        try {
            return codec.decodeValue(connector, value);
        } catch (RuntimeException e) {
            log.error("The offset of source partition {} cannot be read and is passed over", partition, e);
            return null;
        }
    }

    @SuppressWarnings("CollectionUndefinedEquality") // identity is what is meant
    private <T> T await(CompletableFuture<T> answer) {
        pending.add(answer);
        try {
            if (closed) {
                answer.cancel(true);
            }
            return answer.get();
        } catch (CancellationException e) {
            throw new ConnectException(
                    "The offsets of connector '" + connector
                            + "' are no longer readable here: its task or connector is being shut down",
                    e);
        } catch (ExecutionException e) {
            throw new ConnectException("Cannot read the offsets of connector '" + connector + "'", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while reading the offsets of connector '" + connector + "'", e);
        } finally {
            pending.remove(answer);
        }
    }
}
