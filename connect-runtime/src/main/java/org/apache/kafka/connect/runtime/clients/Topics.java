// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.clients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates topics and tells what is there. Each call waits for the brokers' answer; it does not own the admin client.
 *
 * <p>Thread: any; the caller blocks.
 */
public final class Topics {
    private static final Logger log = LoggerFactory.getLogger(Topics.class);
    private static final long RETRY_BACKOFF_MS = 250;
    /** How long to go on trying to create a topic that a worker cannot do without. */
    public static final Duration INTERNAL_PATIENCE = Duration.ofSeconds(60);

    /** How an attempt to create a topic ended. */
    public enum Creation {
        /** It is new. */
        CREATED,
        /** It was there before. */
        EXISTED,
        /** The brokers do not let this client create topics; whether it exists is open. */
        REFUSED
    }

    private final Admin admin;
    private final Time time;

    public Topics(Admin admin, Time time) {
        this.admin = admin;
        this.time = time;
    }

    /** One attempt to create the topic. A time-out is a {@link RetriableException}. */
    public Creation create(TopicSpec spec) {
        try {
            await(admin.createTopics(List.of(spec.toNewTopic())).all(), "create topic '" + spec.name() + "'");
            log.info("Created topic '{}' on brokers, {}", spec.name(), spec);
            return Creation.CREATED;
        } catch (TopicExistsException e) {
            log.debug("Found existing topic '{}' on the brokers", spec.name());
            return Creation.EXISTED;
        } catch (UnsupportedVersionException | AuthorizationException e) {
            log.debug("The brokers do not let this client create topic '{}'", spec.name(), e);
            return Creation.REFUSED;
        } catch (InvalidConfigurationException e) {
            throw new ConnectException(
                    "Cannot create topic '" + spec.name() + "': the brokers refuse its settings " + spec.settings()
                            + ": " + e.getMessage(),
                    e);
        } catch (TimeoutException e) {
            throw new RetriableException(
                    "Timed out while creating topic '" + spec.name() + "'. Check that the brokers can be reached "
                            + "and that enough of them run for replication factor "
                            + spec.replicationFactor(),
                    e);
        }
    }

    /** Creates the topic where it is missing, trying again after a time-out until {@code patience} is over. */
    public Creation ensure(TopicSpec spec, Duration patience) {
        long deadline = time.milliseconds() + patience.toMillis();
        while (true) {
            try {
                return create(spec);
            } catch (RetriableException e) {
                if (time.milliseconds() + RETRY_BACKOFF_MS > deadline) {
                    throw new ConnectException(e.getMessage(), e);
                }
                log.warn("Topic '{}' is not created yet, trying again", spec.name(), e);
                time.sleep(RETRY_BACKOFF_MS);
            }
        }
    }

    /** Descriptions of those of the topics that exist. */
    public Map<String, TopicDescription> describe(Set<String> names) {
        Map<String, TopicDescription> found = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> entry :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            String name = entry.getKey();
            try {
                found.put(name, await(entry.getValue(), "describe topic '" + name + "'"));
            } catch (UnknownTopicOrPartitionException e) {
                log.debug("Topic '{}' does not exist", name);
            } catch (TimeoutException e) {
                throw new RetriableException("Timed out while describing topic '" + name + "'", e);
            }
        }
        return found;
    }

    /**
     * Refuses a topic that is not compacted, and only compacted.
     *
     * @param topic    name of the topic
     * @param property the worker property that names it
     * @param holds    what it holds, for the message
     */
    public void requireCompacted(String topic, String property, String holds) {
        String policy;
        try {
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            Map<ConfigResource, Config> configs =
                    await(admin.describeConfigs(List.of(resource)).all(), "describe topic '" + topic + "'");
            Config config = configs.get(resource);
            ConfigEntry entry = config == null ? null : config.get(TopicConfig.CLEANUP_POLICY_CONFIG);
            policy = entry == null ? null : entry.value();
        } catch (UnsupportedVersionException | AuthorizationException | UnknownTopicOrPartitionException e) {
            policy = null;
        } catch (TimeoutException e) {
            throw new ConnectException("Timed out while reading the settings of topic '" + topic + "'", e);
        }
        if (policy == null) {
            log.info(
                    "The cleanup policy of topic '{}' cannot be read. It must be '{}', or {} will be lost",
                    topic,
                    TopicConfig.CLEANUP_POLICY_COMPACT,
                    holds);
            return;
        }
        if (!policy.trim().equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new ConfigException("Topic '" + topic + "', named by '" + property + "', has '"
                    + TopicConfig.CLEANUP_POLICY_CONFIG + "=" + policy + "' and would sooner or later lose " + holds
                    + ". Give it '" + TopicConfig.CLEANUP_POLICY_CONFIG + "=" + TopicConfig.CLEANUP_POLICY_COMPACT
                    + "', or let '" + property + "' name a topic that has.");
        }
    }

    /**
     * Where the partitions end, records of open transactions included: whoever reads up to here with
     * {@code read_committed} has seen the outcome of every transaction that was open.
     */
    public Map<TopicPartition, Long> endOffsets(Set<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        partitions.forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> answer =
                await(admin.listOffsets(wanted).all(), "find the end of " + partitions);
        Map<TopicPartition, Long> ends = new HashMap<>();
        answer.forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    /** Partitions of a topic that exists. */
    public List<TopicPartition> partitions(TopicDescription description) {
        List<TopicPartition> partitions = new ArrayList<>();
        description
                .partitions()
                .forEach(info -> partitions.add(new TopicPartition(description.name(), info.partition())));
        return partitions;
    }

    private static <T> T await(KafkaFuture<T> future, String doing) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            throw new ConnectException("Could not " + doing, cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while trying to " + doing, e);
        }
    }
}
