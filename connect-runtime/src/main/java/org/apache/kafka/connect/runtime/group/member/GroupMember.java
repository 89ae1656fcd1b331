// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.member;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.GroupRebalanceConfig;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.Metadata;
import org.apache.kafka.clients.consumer.internals.ConsumerNetworkClient;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.internals.ClusterResourceListeners;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.config.DistributedConfig;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectProtocol;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.slf4j.Logger;

/**
 * This worker as a member of its group: owns the network connection and is how the herder loop sleeps, so that
 * heartbeats and rebalances go on meanwhile.
 *
 * <p>Thread: herder loop, but for {@link #wakeup}.
 */
public final class GroupMember implements Group, AutoCloseable {
    private static final String METRIC_PREFIX = "connect";
    private static final int MAX_IN_FLIGHT = 100;

    /**
     * Who this member is.
     *
     * @param url           its REST address, with a slash at its end
     * @param workerId      {@code host:port}
     * @param contextLabels what its metrics are labelled with
     */
    public record Identity(String url, String workerId, Map<String, Object> contextLabels) {}

    private final Logger log;
    private final ConsumerNetworkClient client;
    private final WorkerCoordinator coordinator;
    private final GroupMetrics metrics;

    /**
     * @param configOffset how far the config topic was read here
     * @param configUpTo   gives a snapshot read up to an offset, or the newest that can be had
     */
    public GroupMember(
            DistributedConfig config,
            Identity identity,
            Supplier<Long> configOffset,
            LongFunction<ClusterConfig> configUpTo,
            GroupListener listener,
            Time time) {
        String configured = config.getString(CommonClientConfigs.CLIENT_ID_CONFIG);
        String clientId = configured.isBlank() ? "connect-" + identity.workerId() : configured;
        LogContext logContext = new LogContext("[Worker clientId=" + clientId + ", groupId=" + config.groupId() + "] ");
        this.log = logContext.logger(GroupMember.class);
        this.metrics = new GroupMetrics(config, clientId, identity.contextLabels(), time);
        int requestTimeoutMs = config.getInt(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG);
        long retryBackoffMs = config.getLong(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG);
        Metadata metadata =
                new Metadata(
                        retryBackoffMs,
                        config.getLong(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG),
                        config.getLong(CommonClientConfigs.METADATA_MAX_AGE_CONFIG),
                        logContext,
                        new ClusterResourceListeners()) {
                    @Override
                    protected MetadataRequest.Builder newMetadataRequestBuilder() {
                        return new MetadataRequest.Builder(List.of(), false); // only brokers matter here, no topic does
                    }
                };
        List<InetSocketAddress> addresses = ClientUtils.parseAndValidateAddresses(
                config.getList(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
                config.getString(CommonClientConfigs.CLIENT_DNS_LOOKUP_CONFIG));
        metadata.bootstrap(addresses);
        KafkaClient network = ClientUtils.createNetworkClient(
                config,
                clientId,
                metrics.registry(),
                METRIC_PREFIX,
                logContext,
                new ApiVersions(),
                time,
                MAX_IN_FLIGHT,
                requestTimeoutMs,
                metadata,
                null,
                new DefaultHostResolver(),
                null,
                null);
        this.client = new ConsumerNetworkClient(
                logContext, network, metadata, time, retryBackoffMs, requestTimeoutMs, Integer.MAX_VALUE);
        this.coordinator = new WorkerCoordinator(
                new GroupRebalanceConfig(config, GroupRebalanceConfig.ProtocolType.CONNECT),
                new WorkerCoordinator.Network(client, metrics.registry(), logContext, time),
                new WorkerCoordinator.Participation(
                        identity.url(),
                        ConnectProtocol.fromConfig(config.connectProtocol()),
                        Math.toIntExact(config.scheduledRebalanceMaxDelay().toMillis())),
                configOffset,
                new LeaderDuty(time, configUpTo, listener::givenUp),
                listener);
        metrics.showAssigned(coordinator);
    }

    @Override
    public boolean ensureActive() {
        try {
            coordinator.ensureActive();
        } catch (WakeupException e) {
            log.trace("Woken while joining the group");
        }
        return coordinator.isActive();
    }

    @Override
    public void await(long timeoutMs) {
        try {
            coordinator.poll(timeoutMs);
        } catch (WakeupException e) {
            log.trace("Woken");
        }
    }

    @Override
    public void wakeup() {
        client.wakeup();
    }

    @Override
    public Optional<String> ownerUrl(String connector) {
        return coordinator.ownerUrl(connector);
    }

    @Override
    public Optional<String> ownerUrl(ConnectorTaskId id) {
        return coordinator.ownerUrl(id);
    }

    @Override
    public void rejoin(String reason) {
        coordinator.rejoin(reason);
    }

    @Override
    public void leave(String reason) {
        coordinator.leave(reason);
    }

    @Override
    public void revokeAll() {
        coordinator.revokeAll();
    }

    /** Leaves the group for good. */
    @Override
    public void close() {
        client.disableWakeups(); // one that is still pending must not cut the goodbye short
        try {
            coordinator.leaveForGood();
        } catch (RuntimeException e) {
            log.warn("Failed to leave the group in order; it will notice when this worker's session ends", e);
        }
        try {
            client.close();
        } catch (IOException | RuntimeException e) {
            log.warn("Failed to close the connection to the group's coordinator", e);
        }
        metrics.close();
    }
}
