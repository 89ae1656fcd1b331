// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.offset;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.runtime.clients.TopicLog;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offsets in a compacted topic. A get first reads the topic to its end, so it sees what any worker wrote before.
 *
 * <p>Thread: any; the table is filled by the log's reader thread.
 */
public final class KafkaOffsetStore implements OffsetStore {
    private static final Logger log = LoggerFactory.getLogger(KafkaOffsetStore.class);

    private final TopicLog<byte[]> topicLog;
    private final Map<ByteBuffer, byte[]> values = new ConcurrentHashMap<>();
    private final Map<String, Set<ByteBuffer>> keys = new ConcurrentHashMap<>();
    private final OffsetCodec codec = new OffsetCodec();

    /** @param openLog makes the log over the topic, given the listener that keeps the table */
    public KafkaOffsetStore(Function<TopicLog.Listener<byte[]>, TopicLog<byte[]>> openLog) {
        this.topicLog = openLog.apply(new TableListener());
    }

    @Override
    public void start() {
        topicLog.start();
    }

    @Override
    public CompletableFuture<Map<ByteBuffer, byte[]>> get(Collection<ByteBuffer> keys) {
        return topicLog.readToEnd().thenApply(nothing -> {
            Map<ByteBuffer, byte[]> found = new HashMap<>();
            for (ByteBuffer key : keys) {
                byte[] value = values.get(key);
                if (value != null) {
                    found.put(key, value);
                }
            }
            return found;
        });
    }

    @Override
    public CompletableFuture<Void> put(Map<ByteBuffer, byte @Nullable []> changes) {
        List<TopicLog.Entry<byte[]>> entries = new ArrayList<>(changes.size());
        changes.forEach((key, value) -> entries.add(new TopicLog.Entry<>(OffsetCodec.bytes(key), value)));
        return topicLog.appendAll(entries);
    }

    @Override
    public Set<ByteBuffer> keys(String connector) {
        Set<ByteBuffer> known = keys.get(connector);
        return known == null ? Set.of() : Set.copyOf(known);
    }

    @Override
    public void stop() {
        topicLog.stop();
    }

    private final class TableListener implements TopicLog.Listener<byte[]> {
        @Override
        public void replayed(ConsumerRecord<byte[], byte @Nullable []> message) {
            byte[] key = message.key();
            byte[] value = message.value();
            if (key != null) {
                if (value == null) {
                    values.remove(ByteBuffer.wrap(key));
                } else {
                    values.put(ByteBuffer.wrap(key), value);
                }
            }
            try {
                OffsetCodec.Key decoded = codec.decodeKey(key);
                if (decoded.partition() != null) {
                    remember(decoded.connector(), ByteBuffer.wrap(key), value != null);
                }
            } catch (DataException e) {
                log.warn(
                        "The offset record at {}-{}@{} has a key that cannot be read: {}",
                        message.topic(),
                        message.partition(),
                        message.offset(),
                        e.getMessage());
            }
        }

        @Override
        public void failed(Throwable error) {
            log.error("Reading the offsets topic failed", error);
        }

        private void remember(String connector, ByteBuffer key, boolean hasOffset) {
            Set<ByteBuffer> known = keys.computeIfAbsent(connector, name -> ConcurrentHashMap.newKeySet());
            if (hasOffset) {
                known.add(key);
            } else {
                known.remove(key);
            }
        }
    }
}
