// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.assembly;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.clients.KafkaTopicLog;
import org.apache.kafka.connect.runtime.clients.TopicLog;
import org.apache.kafka.connect.runtime.clients.TopicSpec;
import org.apache.kafka.connect.runtime.clients.Topics;
import org.apache.kafka.connect.runtime.config.DistributedConfig;
import org.apache.kafka.connect.runtime.config.ExactlyOnceSupport;
import org.apache.kafka.connect.runtime.herder.ConnectorQueries;
import org.apache.kafka.connect.runtime.herder.LeaderClient;
import org.apache.kafka.connect.runtime.herder.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.rest.forward.HttpLeaderClient;
import org.apache.kafka.connect.runtime.rest.server.RestServer;
import org.apache.kafka.connect.runtime.security.RequestSigner;
import org.apache.kafka.connect.runtime.storage.config.ConfigStore;
import org.apache.kafka.connect.runtime.storage.config.KafkaConfigStore;
import org.apache.kafka.connect.runtime.storage.offset.OffsetStore;
import org.apache.kafka.connect.runtime.storage.status.KafkaStatusStore;
import org.apache.kafka.connect.runtime.storage.status.StatusStore;
import org.apache.kafka.connect.runtime.worker.ConnectWorker;
import org.apache.kafka.connect.runtime.worker.OffsetStores;
import org.jspecify.annotations.Nullable;

/** Builds a distributed worker. */
public final class DistributedAssembly {
    private final Foundation<DistributedConfig> base;
    private final DistributedConfig config;
    private final Duration requestTimeout;
    private final Runnable died;

    private DistributedAssembly(Foundation<DistributedConfig> base, Duration requestTimeout, Runnable died) {
        this.base = base;
        this.config = base.config;
        this.requestTimeout = requestTimeout;
        this.died = died;
    }

    /**
     * Builds a worker, ready to be started. Its ports are open when this returns.
     *
     * @param properties as they were written, references unresolved
     * @param died       told once if the worker ends by an error
     */
    public static ConnectProcess<DistributedHerder> build(Map<String, String> properties, Time time, Runnable died) {
        return build(properties, time, RestServer.REQUEST_TIMEOUT, died);
    }

    /**
     * As the other, for callers less patient than HTTP clients of Connect are used to be.
     *
     * @param requestTimeout how long a request waits for the herder
     */
    public static ConnectProcess<DistributedHerder> build(
            Map<String, String> properties, Time time, Duration requestTimeout, Runnable died) {
        return new DistributedAssembly(new Foundation<>(properties, DistributedConfig::new, time), requestTimeout, died)
                .process();
    }

    private ConnectProcess<DistributedHerder> process() {
        OffsetStore offsets = OffsetStores.ofWorker(config, base.clientConfigs, base.clients, base.topics, base.time);
        ConnectWorker worker = base.worker(offsets);
        ConfigStore configs = new KafkaConfigStore(config.configTopic(), this::configLog, leaderProducers());
        StatusStore statuses = new KafkaStatusStore(config.statusTopic(), this::statusLog);
        ConnectorQueries queries =
                new ConnectorQueries(configs::snapshot, statuses, base::connectorType, base.underWay);
        LeaderClient leader = new HttpLeaderClient(
                base.restClient,
                new RequestSigner(config.signatureAlgorithm(), config.verificationAlgorithms()),
                base.pluginCalls());
        DistributedHerder herder = new DistributedHerder(
                config,
                new DistributedHerder.Identity(
                        base.workerId,
                        base.advertisedUrl.toString(),
                        base.kafkaClusterId,
                        base.clientConfigs.metricsContext()),
                new DistributedHerder.Parts(worker, configs, statuses, queries, base.check(), leader, worker::start),
                new DistributedHerder.Environment(base.metrics, base.loggers, base.time, died));
        return new ConnectProcess<>(
                herder,
                base.advertisedUrl,
                () -> base.rest.start(new RestServer.Services(
                        herder,
                        base.catalog,
                        base.plugins,
                        base.loggers,
                        base.restClient,
                        base.restExtensions(),
                        requestTimeout,
                        shorter(requestTimeout, config.rebalanceTimeout()),
                        config.clusterName())),
                base.rest::stop,
                base);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private @Nullable Supplier<Producer<String, byte @Nullable []>> leaderProducers() {
        return config.exactlyOnceSupport() == ExactlyOnceSupport.DISABLED
                ? null
                : () -> base.clients.producer(base.clientConfigs.configLeaderProducer());
    }

    private TopicLog<String> configLog(TopicLog.Listener<String> listener) {
        return new KafkaTopicLog<>(
                config.configTopic(),
                () -> prepare(
                        new TopicSpec(
                                config.configTopic(),
                                1,
                                config.configReplicationFactor(),
                                strings(config.configTopicSettings())),
                        DistributedConfig.CONFIG_TOPIC_CONFIG,
                        "connector configurations"),
                new KafkaTopicLog.Clients<>(
                        () -> base.clients.consumer(base.clientConfigs.configConsumer()),
                        () -> base.clients.producer(base.clientConfigs.configProducer()),
                        base.topics::endOffsets),
                listener,
                base.time);
    }

    private TopicLog<String> statusLog(TopicLog.Listener<String> listener) {
        return new KafkaTopicLog<>(
                config.statusTopic(),
                () -> prepare(
                        new TopicSpec(
                                config.statusTopic(),
                                config.statusPartitions(),
                                config.statusReplicationFactor(),
                                strings(config.statusTopicSettings())),
                        DistributedConfig.STATUS_STORAGE_TOPIC_CONFIG,
                        "connector and task statuses"),
                new KafkaTopicLog.Clients<>(
                        () -> base.clients.consumer(base.clientConfigs.statusConsumer()),
                        () -> base.clients.producer(base.clientConfigs.statusProducer()),
                        base.topics::endOffsets),
                listener,
                base.time);
    }

    private void prepare(TopicSpec spec, String property, String holds) {
        base.topics.ensure(spec.compacted(), Topics.INTERNAL_PATIENCE);
        base.topics.requireCompacted(spec.name(), property, holds);
    }

    private static Map<String, String> strings(Map<String, Object> settings) {
        Map<String, String> strings = new HashMap<>();
        settings.forEach((key, value) -> strings.put(key, String.valueOf(value)));
        return strings;
    }
}
