// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.offset;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keeps encoded offsets by encoded partition. Keys are equal when their bytes are.
 *
 * <p>Thread: any.
 */
public interface OffsetStore {

    /** Returns once everything that was written before can be read. */
    void start();

    /** What was put for these keys last; a key without a value is left out. */
    CompletableFuture<Map<ByteBuffer, byte[]>> get(Collection<ByteBuffer> keys);

    /** Writes all of it; a null value removes. Completes when all is safe, or fails when some of it is not. */
    CompletableFuture<Void> put(Map<ByteBuffer, byte @Nullable []> values);

    /** Keys of the connector's source partitions that have an offset, as far as has been read. */
    Set<ByteBuffer> keys(String connector);

    void stop();
}
