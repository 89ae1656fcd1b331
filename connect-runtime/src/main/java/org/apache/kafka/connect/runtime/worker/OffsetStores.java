// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.runtime.clients.ClientConfigs;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.clients.KafkaClients;
import org.apache.kafka.connect.runtime.clients.KafkaTopicLog;
import org.apache.kafka.connect.runtime.clients.TopicSpec;
import org.apache.kafka.connect.runtime.clients.Topics;
import org.apache.kafka.connect.runtime.config.DistributedConfig;
import org.apache.kafka.connect.runtime.config.ExactlyOnceSupport;
import org.apache.kafka.connect.runtime.config.SourceSettings;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.storage.offset.ConnectorOffsetStore;
import org.apache.kafka.connect.runtime.storage.offset.KafkaOffsetStore;
import org.apache.kafka.connect.runtime.storage.offset.OffsetStore;
import org.jspecify.annotations.Nullable;

/**
 * Where the offsets of the worker and of its source connectors are kept.
 *
 * <p>Thread: any.
 */
public final class OffsetStores {
    private static final String HOLDS = "source connector offsets";

    private final WorkerEnvironment worker;

    OffsetStores(WorkerEnvironment worker) {
        this.worker = worker;
    }

    /**
     * The store of a distributed worker, over {@code offset.storage.topic}.
     *
     * @param topics what looks after topics with the worker's shared admin client
     */
    public static OffsetStore ofWorker(
            DistributedConfig config, ClientConfigs configs, KafkaClients clients, Topics topics, Time time) {
        return new KafkaOffsetStore(listener -> new KafkaTopicLog<>(
                config.offsetsTopic(),
                () -> prepare(topics, config, config.offsetsTopic()),
                new KafkaTopicLog.Clients<byte[]>(
                        () -> clients.consumer(configs.offsetsConsumer()),
                        () -> clients.producer(configs.offsetsProducer()),
                        topics::endOffsets),
                listener,
                time));
    }

    /**
     * Whose offsets are wanted.
     *
     * @param owner    the connector
     * @param settings its settings
     * @param task     one of its tasks, null for the connector itself
     * @param producer writes them, null where they are only read or written in transactions
     */
    record Request(
            ClientOverrides.Owner owner,
            SourceSettings settings,
            @Nullable ConnectorTaskId task,
            @Nullable Producer<byte[], byte @Nullable []> producer) {}

    /** The topic that an exactly-once task of the connector writes its offsets to. */
    String topicOf(SourceSettings settings) {
        String own = settings.offsetsTopic();
        return own != null ? own : distributed().offsetsTopic();
    }

    /** The offsets of a connector; what is opened for them is added to the closers. */
    ConnectorOffsetStore of(Request request, Closers closers) {
        SourceSettings settings = request.settings();
        boolean exactlyOnce = worker.config().exactlyOnceSupport() == ExactlyOnceSupport.ENABLED;
        if (!(worker.config() instanceof DistributedConfig) || (settings.offsetsTopic() == null && !exactlyOnce)) {
            return ConnectorOffsetStore.workerOnly(worker.offsets());
        }
        OffsetStore own = open(request, topicOf(settings), closers);
        ConnectorOffsetStore store = isWorkersOwn(request)
                ? ConnectorOffsetStore.ownOnly(own)
                : ConnectorOffsetStore.ownBeforeWorker(own, worker.offsets());
        closers.add("offset store", store::stop);
        return store;
    }

    private OffsetStore open(Request request, String topic, Closers closers) {
        KafkaClients clients = worker.kafka().clients();
        ClientConfigs configs = worker.kafka().configs();
        ClientOverrides overrides = worker.kafka().overrides();
        Map<String, String> properties = request.settings().properties();
        String connector = request.owner().name();
        Map<String, Object> consumer = configs.connectorOffsetsConsumer(
                connector, request.task(), overrides.permitted(request.owner(), ClientType.CONSUMER, properties));
        Map<String, Object> adminSettings = configs.topicAdmin(
                connector, request.task(), overrides.permitted(request.owner(), ClientType.ADMIN, properties));
        Admin admin = closers.add("admin client of the offsets topic", clients.admin(adminSettings));
        Topics topics = new Topics(admin, worker.time());
        Producer<byte[], byte @Nullable []> producer = request.producer();
        return new KafkaOffsetStore(listener -> new KafkaTopicLog<>(
                topic,
                () -> prepare(topics, distributed(), topic),
                new KafkaTopicLog.Clients<byte[]>(
                        () -> clients.consumer(consumer),
                        producer == null ? null : () -> producer,
                        topics::endOffsets,
                        false),
                listener,
                worker.time()));
    }

    private boolean isWorkersOwn(Request request) {
        Map<String, String> properties = request.settings().properties();
        String workers = worker.config().bootstrapServers();
        String own = properties.getOrDefault(
                ClientOverrides.PRODUCER_PREFIX + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                Objects.toString(
                        worker.config().originals().get("producer." + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
                        workers));
        return topicOf(request.settings()).equals(distributed().offsetsTopic()) && own.equals(workers);
    }

    private DistributedConfig distributed() {
        return (DistributedConfig) worker.config();
    }

    private static void prepare(Topics topics, DistributedConfig config, String topic) {
        Map<String, String> settings = new HashMap<>();
        config.offsetsTopicSettings().forEach((key, value) -> settings.put(key, String.valueOf(value)));
        TopicSpec spec = new TopicSpec(topic, config.offsetsPartitions(), config.offsetsReplicationFactor(), settings);
        topics.ensure(spec.compacted(), Topics.INTERNAL_PATIENCE);
        topics.requireCompacted(topic, DistributedConfig.OFFSET_STORAGE_TOPIC_CONFIG, HOLDS);
    }
}
