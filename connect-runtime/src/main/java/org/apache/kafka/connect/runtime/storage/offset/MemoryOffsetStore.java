// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.offset;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offsets in memory, gone with the process. Removed keys are kept, without a value.
 *
 * <p>Thread: any; guarded by this object, since reading and writing a whole map must not mix.
 */
public final class MemoryOffsetStore implements OffsetStore {
    private static final Logger log = LoggerFactory.getLogger(MemoryOffsetStore.class);

    private final Map<ByteBuffer, byte @Nullable []> values = new HashMap<>();
    private final OffsetCodec codec = new OffsetCodec();

    @Override
    public void start() {}

    @Override
    public synchronized CompletableFuture<Map<ByteBuffer, byte[]>> get(Collection<ByteBuffer> keys) {
        Map<ByteBuffer, byte[]> found = new HashMap<>();
        for (ByteBuffer key : keys) {
            byte[] value = values.get(key);
            if (value != null) {
                found.put(key, value);
            }
        }
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public synchronized CompletableFuture<Void> put(Map<ByteBuffer, byte @Nullable []> changes) {
        values.putAll(changes);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized Set<ByteBuffer> keys(String connector) {
        Set<ByteBuffer> keys = new HashSet<>();
        values.forEach((encoded, value) -> {
            if (value == null) {
                return;
            }
            try {
                OffsetCodec.Key key = codec.decodeKey(OffsetCodec.bytes(encoded));
                if (key.connector().equals(connector) && key.partition() != null) {
                    keys.add(encoded);
                }
            } catch (DataException e) {
                log.warn("Passing over an offset whose key cannot be read", e);
            }
        });
        return keys;
    }

    @Override
    public void stop() {}

    /** Everything, removed keys included. */
    synchronized Map<ByteBuffer, byte @Nullable []> snapshot() {
        return new HashMap<>(values);
    }
}
