// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.offset;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects offsets to be committed, latest per source partition, and encodes them for a flush. Offsets of a flush that
 * failed come back, unless newer ones for the same partition arrived meanwhile.
 *
 * <p>Thread: any; guarded by this object, since the task's thread and the commit thread both write.
 */
public final class OffsetWriter {
    private final String connector;
    private final OffsetCodec codec = new OffsetCodec();
    private Map<Map<String, ?>, @Nullable Map<String, ?>> staged = new HashMap<>();
    private @Nullable Map<Map<String, ?>, @Nullable Map<String, ?>> flushing;

    public OffsetWriter(String connector) {
        this.connector = connector;
    }

    /** The offset of the partition from now on; null removes it. */
    public synchronized void stage(@Nullable Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        if (partition != null) {
            staged.put(partition, offset);
        }
    }

    /** Whether a flush would have anything to write. */
    public synchronized boolean hasStaged() {
        return !staged.isEmpty();
    }

    /**
     * Takes what is staged and encodes it. One flush at a time: {@link #flushed} or {@link #flushFailed} must follow.
     * If something cannot be encoded, all of it stays staged and the error is thrown.
     */
    public synchronized Map<ByteBuffer, byte @Nullable []> beginFlush() {
        if (flushing != null) {
            throw new IllegalStateException("The flush before this one has not ended");
        }
        Map<ByteBuffer, byte @Nullable []> encoded = new HashMap<>();
        staged.forEach((partition, offset) -> encoded.put(
                ByteBuffer.wrap(codec.encodeKey(connector, partition)), codec.encodeValue(connector, offset)));
        flushing = staged;
        staged = new HashMap<>();
        return encoded;
    }

    /** What the flush took is safe. */
    public synchronized void flushed() {
        flushing = null;
    }

    /** What the flush took is not safe and will be part of the next one. */
    public synchronized void flushFailed() {
        if (flushing != null) {
            Map<Map<String, ?>, @Nullable Map<String, ?>> merged = flushing;
            merged.putAll(staged);
            staged = merged;
            flushing = null;
        }
    }
}
