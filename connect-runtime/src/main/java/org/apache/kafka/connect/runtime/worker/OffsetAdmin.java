// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.runtime.clients.ClientConfigs;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.concurrent.EventLoop.StageScope;
import org.apache.kafka.connect.runtime.concurrent.PluginCalls;
import org.apache.kafka.connect.runtime.config.DistributedConfig;
import org.apache.kafka.connect.runtime.config.ExactlyOnceSupport;
import org.apache.kafka.connect.runtime.config.SourceSettings;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.plugins.LoaderSwap;
import org.apache.kafka.connect.runtime.storage.offset.ConnectorOffsetStore;
import org.apache.kafka.connect.runtime.storage.offset.InvalidOffsetsException;
import org.apache.kafka.connect.runtime.storage.offset.OffsetCodec;
import org.apache.kafka.connect.source.SourceConnector;
import org.jspecify.annotations.Nullable;

/**
 * Lists, alters and resets the offsets of connectors that may not be running. The connector is asked before anything is
 * written.
 *
 * <p>Thread: any; the caller waits for Kafka and the plugin.
 */
final class OffsetAdmin {
    private final WorkerEnvironment worker;
    private final ConnectorFactory connectors;
    private final OffsetStores offsetStores;
    private final PluginCalls pluginCalls;
    private final SinkGroups groups;

    /** What a request is about. */
    private record Target(String name, Map<String, String> config, ClassLoader loader, ClientOverrides.Owner owner) {
        boolean isSource() {
            return owner.type() == ConnectorType.SOURCE;
        }

        /** Names none of the settings, some of which are secret. */
        @Override
        public String toString() {
            return "Target[" + name + "]";
        }
    }

    /** @param pluginCalls is told of calls into connectors */
    OffsetAdmin(
            WorkerEnvironment worker, ConnectorFactory connectors, OffsetStores offsetStores, PluginCalls pluginCalls) {
        this.pluginCalls = pluginCalls;
        this.worker = worker;
        this.connectors = connectors;
        this.offsetStores = offsetStores;
        this.groups = new SinkGroups(worker, connectors, pluginCalls);
    }

    Map<Map<String, ?>, Map<String, ?>> list(String connector, Map<String, @Nullable String> rawConfig) {
        Target target = target(connector, rawConfig);
        try (LoaderSwap swap = LoaderSwap.to(target.loader())) {
            return target.isSource() ? listSource(target) : groups.list(target.owner(), target.config());
        }
    }

    String alter(
            String connector,
            Map<String, @Nullable String> rawConfig,
            Map<Map<String, ?>, @Nullable Map<String, ?>> offsets) {
        Target target = target(connector, rawConfig);
        try (LoaderSwap swap = LoaderSwap.to(target.loader())) {
            boolean all = target.isSource()
                    ? alterSource(target, asReadBack(connector, offsets))
                    : groups.alter(target.owner(), target.config(), SinkOffsetRequest.parse(offsets));
            return message(all, "altered");
        }
    }

    String reset(String connector, Map<String, @Nullable String> rawConfig) {
        Target target = target(connector, rawConfig);
        try (LoaderSwap swap = LoaderSwap.to(target.loader())) {
            if (!target.isSource()) {
                return message(groups.reset(target.owner(), target.config()), "reset");
            }
            Map<Map<String, ?>, @Nullable Map<String, ?>> removals = new LinkedHashMap<>();
            listSource(target).keySet().forEach(partition -> removals.put(partition, null));
            return message(alterSource(target, removals), "reset");
        }
    }

    private Target target(String connector, Map<String, @Nullable String> rawConfig) {
        Map<String, String> config = worker.variables().resolve(rawConfig).values();
        return new Target(connector, config, connectors.loader(config), connectors.owner(connector, config));
    }

    private Map<Map<String, ?>, Map<String, ?>> listSource(Target target) {
        Closers closers = new Closers();
        try {
            ConnectorOffsetStore store = open(target, null, closers);
            join(store.get(List.of()));
            OffsetCodec codec = new OffsetCodec();
            Map<Map<String, ?>, Map<String, ?>> found = new LinkedHashMap<>();
            join(store.get(store.keys(target.name()))).forEach((key, value) -> {
                Map<String, Object> partition = codec.partitionOf(key);
                Map<String, Object> offset = codec.decodeValue(target.name(), value);
                if (partition != null && offset != null) {
                    found.put(partition, offset);
                }
            });
            return found;
        } finally {
            closers.run();
        }
    }

    private boolean alterSource(Target target, Map<Map<String, ?>, @Nullable Map<String, ?>> offsets) {
        boolean all = askConnector(target, offsets);
        Closers closers = new Closers();
        try {
            boolean transactional = worker.config().exactlyOnceSupport() == ExactlyOnceSupport.ENABLED;
            ConnectorOffsetStore store = open(target, transactional ? null : ownProducer(target, closers), closers);
            join(store.get(List.of()));
            Map<ByteBuffer, byte @Nullable []> encoded = encode(target.name(), offsets, store.keys(target.name()));
            if (transactional) {
                writeInTransaction(target, store, encoded, closers);
            } else {
                join(store.put(encoded));
            }
            join(store.get(List.of()));
        } finally {
            closers.run();
        }
        return all;
    }

    /**
     * Under the keys that the connector used, whose fields may stand in another order than the user's; a partition that
     * it never used gets a key in the user's order.
     */
    private static Map<ByteBuffer, byte @Nullable []> encode(
            String connector, Map<Map<String, ?>, @Nullable Map<String, ?>> offsets, Set<ByteBuffer> known) {
        OffsetCodec codec = new OffsetCodec();
        Map<Map<String, Object>, List<ByteBuffer>> keysOf = new HashMap<>();
        for (ByteBuffer key : known) {
            Map<String, Object> partition = codec.partitionOf(key);
            if (partition != null) {
                keysOf.computeIfAbsent(partition, each -> new ArrayList<>()).add(key);
            }
        }
        Map<ByteBuffer, byte @Nullable []> encoded = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            List<ByteBuffer> keys = keysOf.get(partition);
            if (keys == null) {
                keys = List.of(ByteBuffer.wrap(codec.encodeKey(connector, partition)));
            }
            byte[] value = codec.encodeValue(connector, offset);
            keys.forEach(key -> encoded.put(key, value));
        });
        return encoded;
    }

    private void writeInTransaction(
            Target target, ConnectorOffsetStore store, Map<ByteBuffer, byte @Nullable []> encoded, Closers closers) {
        String topic = offsetStores.topicOf(new SourceSettings(target.config()));
        ClientConfigs configs = worker.kafka().configs();
        Producer<byte[], byte @Nullable []> producer = worker.kafka()
                .clients()
                .producer(configs.transactionalSourceProducer(
                        new ConnectorTaskId(target.name(), 0), permitted(target, ClientType.PRODUCER)));
        closers.add("producer", producer);
        join(store.removeFromSecondary(encoded));
        producer.initTransactions();
        producer.beginTransaction();
        encoded.forEach((key, value) -> {
            byte[] raw = new byte[key.remaining()];
            key.duplicate().get(raw);
            Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, raw, value));
        });
        producer.commitTransaction();
        store.copyToSecondary(encoded);
    }

    /** A producer for the connector's own topic; null where the worker's store has one. */
    private @Nullable Producer<byte[], byte @Nullable []> ownProducer(Target target, Closers closers) {
        boolean hasOwnTopic = worker.config() instanceof DistributedConfig
                && new SourceSettings(target.config()).offsetsTopic() != null;
        if (!hasOwnTopic) {
            return null;
        }
        Producer<byte[], byte @Nullable []> producer = worker.kafka()
                .clients()
                .producer(worker.kafka()
                        .configs()
                        .offsetAlterProducer(target.name(), permitted(target, ClientType.PRODUCER)));
        return closers.add("producer", producer);
    }

    private boolean askConnector(Target target, Map<Map<String, ?>, @Nullable Map<String, ?>> offsets) {
        Connector connector = connectors.instance(target.config());
        try (StageScope ignored = pluginCalls.began(target.name(), "altering offsets of connector " + target.name())) {
            return ((SourceConnector) connector).alterOffsets(target.config(), offsets);
        } catch (UnsupportedOperationException e) {
            throw unsupported(target.name(), e);
        }
    }

    private ConnectorOffsetStore open(
            Target target, @Nullable Producer<byte[], byte @Nullable []> producer, Closers closers) {
        ConnectorOffsetStore store = offsetStores.of(
                new OffsetStores.Request(target.owner(), new SourceSettings(target.config()), null, producer), closers);
        store.start();
        return store;
    }

    private Map<String, Object> permitted(Target target, ClientType client) {
        return worker.kafka().overrides().permitted(target.owner(), client, target.config());
    }

    private static Map<Map<String, ?>, @Nullable Map<String, ?>> asReadBack(
            String connector, Map<Map<String, ?>, @Nullable Map<String, ?>> offsets) {
        OffsetCodec codec = new OffsetCodec();
        Map<Map<String, ?>, @Nullable Map<String, ?>> readBack = new LinkedHashMap<>();
        offsets.forEach((partition, offset) -> {
            Map<String, Object> plain = codec.asReadBack(connector, partition);
            if (plain == null) {
                throw new InvalidOffsetsException(
                        "The partition for a source connector offset cannot be null or missing");
            }
            readBack.put(plain, codec.asReadBack(connector, offset));
        });
        return readBack;
    }

    static ConnectException unsupported(String connector, UnsupportedOperationException cause) {
        return new ConnectException(
                "Failed to modify offsets for connector " + connector
                        + " because it doesn't support external modification of offsets",
                cause);
    }

    static String message(boolean all, String done) {
        if (all) {
            return "The offsets for this connector have been " + done + " successfully";
        }
        return "The Connect framework-managed offsets for this connector have been " + done
                + " successfully. However, if this connector manages offsets externally, they will need to be manually "
                + done + " in the system that the connector uses.";
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new ConnectException("The offsets could not be read or written", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while offsets were read or written", e);
        }
    }
}
