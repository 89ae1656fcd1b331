// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigRequest.ClientType;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.clients.ClientConfigs;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.concurrent.EventLoop.StageScope;
import org.apache.kafka.connect.runtime.concurrent.PluginCalls;
import org.apache.kafka.connect.sink.SinkConnector;
import org.jspecify.annotations.Nullable;

/**
 * The offsets of sinks, which are those of their consumer groups.
 *
 * <p>Thread: any; the caller waits for the brokers and the plugin.
 */
final class SinkGroups {
    private final WorkerEnvironment worker;
    private final ConnectorFactory connectors;
    private final PluginCalls pluginCalls;

    /** @param pluginCalls is told of calls into connectors */
    SinkGroups(WorkerEnvironment worker, ConnectorFactory connectors, PluginCalls pluginCalls) {
        this.pluginCalls = pluginCalls;
        this.worker = worker;
        this.connectors = connectors;
    }

    Map<Map<String, ?>, Map<String, ?>> list(ClientOverrides.Owner owner, Map<String, String> config) {
        Map<Map<String, ?>, Map<String, ?>> found = new LinkedHashMap<>();
        try (Admin admin = admin(owner, config)) {
            committed(admin, group(owner, config))
                    .forEach((partition, offset) -> found.put(
                            SinkOffsetRequest.partition(partition), Map.of(SinkOffsetRequest.OFFSET, offset.offset())));
        }
        return found;
    }

    /** Whether the connector says that this was all there is to alter. */
    boolean alter(
            ClientOverrides.Owner owner, Map<String, String> config, Map<TopicPartition, @Nullable Long> offsets) {
        boolean all = askConnector(owner, config, offsets);
        Map<TopicPartition, OffsetAndMetadata> writes = new HashMap<>();
        Set<TopicPartition> removals = new HashSet<>();
        offsets.forEach((partition, offset) -> {
            if (offset == null) {
                removals.add(partition);
            } else {
                writes.put(partition, new OffsetAndMetadata(offset));
            }
        });
        String group = group(owner, config);
        try (Admin admin = admin(owner, config)) {
            if (!writes.isEmpty()) {
                await(admin.alterConsumerGroupOffsets(group, writes).all(), owner, "alter");
            }
            if (!removals.isEmpty()) {
                await(admin.deleteConsumerGroupOffsets(group, removals).all(), owner, "alter");
            }
        }
        return all;
    }

    /** Whether the connector says that this was all there is to reset. */
    boolean reset(ClientOverrides.Owner owner, Map<String, String> config) {
        String group = group(owner, config);
        try (Admin admin = admin(owner, config)) {
            Map<TopicPartition, @Nullable Long> removals = new HashMap<>();
            committed(admin, group).keySet().forEach(partition -> removals.put(partition, null));
            boolean all = askConnector(owner, config, removals);
            await(admin.deleteConsumerGroups(List.of(group)).all(), owner, "reset");
            return all;
        }
    }

    private boolean askConnector(
            ClientOverrides.Owner owner, Map<String, String> config, Map<TopicPartition, @Nullable Long> offsets) {
        Connector connector = connectors.instance(config);
        try (StageScope ignored = pluginCalls.began(owner.name(), "altering offsets of connector " + owner.name())) {
            return ((SinkConnector) connector).alterOffsets(config, offsets);
        } catch (UnsupportedOperationException e) {
            throw OffsetAdmin.unsupported(owner.name(), e);
        }
    }

    private Admin admin(ClientOverrides.Owner owner, Map<String, String> config) {
        return worker.kafka()
                .clients()
                .admin(worker.kafka()
                        .configs()
                        .workerAdmin(
                                owner.name(), worker.kafka().overrides().permitted(owner, ClientType.ADMIN, config)));
    }

    private String group(ClientOverrides.Owner owner, Map<String, String> config) {
        return ClientConfigs.sinkGroup(
                owner.name(), worker.kafka().overrides().permitted(owner, ClientType.CONSUMER, config));
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new LinkedHashMap<>();
        try {
            admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            offsets.put(partition, offset);
                        }
                    });
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw new ConnectException("The offsets of group '" + group + "' cannot be read", e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while the offsets of group '" + group + "' were read", e);
        }
        return offsets;
    }

    private static void await(KafkaFuture<Void> done, ClientOverrides.Owner owner, String doing) {
        try {
            done.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof GroupIdNotFoundException) {
                return;
            }
            if (cause instanceof UnknownMemberIdException
                    || cause instanceof GroupNotEmptyException
                    || cause instanceof GroupSubscribedToTopicException) {
                throw new ConnectException(
                        "Cannot " + doing + " the offsets of connector '" + owner.name()
                                + "': its consumer group still has members. Either its tasks have not ended yet, or it "
                                + "was resumed meanwhile. Try again while it is stopped; if that never helps, some "
                                + "worker holds on to a task and should be restarted.",
                        cause);
            }
            throw new ConnectException("Cannot " + doing + " the offsets of connector '" + owner.name() + "'", cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted while the offsets of a connector were changed", e);
        }
    }
}
