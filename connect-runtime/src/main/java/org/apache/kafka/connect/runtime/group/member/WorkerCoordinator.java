// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.member;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.GroupRebalanceConfig;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.internals.AbstractCoordinator;
import org.apache.kafka.clients.consumer.internals.ConsumerNetworkClient;
import org.apache.kafka.common.message.JoinGroupRequestData;
import org.apache.kafka.common.message.JoinGroupResponseData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Timer;
import org.apache.kafka.connect.runtime.group.assignor.Assignor;
import org.apache.kafka.connect.runtime.group.assignor.CooperativeAssignor;
import org.apache.kafka.connect.runtime.group.assignor.EagerAssignor;
import org.apache.kafka.connect.runtime.group.protocol.Assignment;
import org.apache.kafka.connect.runtime.group.protocol.ProtocolCodec;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.group.protocol.WorkerState;
import org.apache.kafka.connect.runtime.model.ConnectProtocol;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Speaks Connect's part of the classic group protocol. Keeps what this worker was told to run through rebalances, so that
 * it can report it, and gives up what it must before it joins again.
 *
 * <p>Thread: herder loop; the heartbeat thread of the superclass touches nothing of ours.
 */
final class WorkerCoordinator extends AbstractCoordinator {
    private static final String PROTOCOL_TYPE = "connect";
    private static final String METRIC_PREFIX = "connect";
    private static final long CLOSE_TIMEOUT_MS = 2_000;
    private static final long NO_SEARCH = Long.MAX_VALUE;

    /**
     * How this worker takes part.
     *
     * @param url        its REST address
     * @param protocol   the newest it may speak
     * @param maxDelayMs how long lost work waits for its owner, in milliseconds
     */
    record Participation(String url, ConnectProtocol protocol, int maxDelayMs) {}

    private final Logger log;
    private final GroupRebalanceConfig rebalanceConfig;
    private final Participation participation;
    private final Supplier<Long> configOffset;
    private final LeaderDuty leaderDuty;
    private final GroupListener listener;
    private ConnectProtocol protocol;
    private @Nullable Assignment allocation;
    /** What was given up while the coordinator could not be found; holds again if the generation has outlived that. */
    private @Nullable Assignment suspended;
    /** What the group was told to run here when this worker last asked to join: decisions are changes to that. */
    private Work reported = Work.NONE;

    private int lastCompletedGeneration = -1;
    private long rejoinAtMs = Long.MAX_VALUE;
    /** When the search for the coordinator is given up; a wake-up in between does not prolong it. */
    private long searchEndsMs = NO_SEARCH;

    /**
     * What a coordinator works with.
     *
     * @param client  the network
     * @param metrics registry of the group's metrics
     */
    record Network(ConsumerNetworkClient client, Metrics metrics, LogContext logContext, Time time) {}

    WorkerCoordinator(
            GroupRebalanceConfig rebalanceConfig,
            Network network,
            Participation participation,
            Supplier<Long> configOffset,
            LeaderDuty leaderDuty,
            GroupListener listener) {
        super(
                rebalanceConfig,
                network.logContext(),
                network.client(),
                network.metrics(),
                METRIC_PREFIX,
                network.time());
        this.log = network.logContext().logger(WorkerCoordinator.class);
        this.rebalanceConfig = rebalanceConfig;
        this.participation = participation;
        this.configOffset = configOffset;
        this.leaderDuty = leaderDuty;
        this.listener = listener;
        this.protocol = participation.protocol();
    }

    // ---- turns of the loop

    /** Finds the coordinator and joins the group, if need be. May throw a wake-up. */
    void ensureActive() {
        if (!giveUpIfUnreachable()) {
            return;
        }
        if (rejoinAtMs <= time.milliseconds()) {
            requestRejoin("the scheduled delay of the last rebalance is over");
        }
        if (rejoinNeededOrPending()) {
            ensureActiveGroup();
        } else if (suspended != null) {
            // Still a member of the same generation: the next rebalance must hear of what runs here again.
            allocation = suspended;
            suspended = null;
        }
    }

    boolean isActive() {
        return !coordinatorUnknown() && !rejoinNeededOrPending();
    }

    /** Sends and receives until {@code timeoutMs} milliseconds are over or the group has to meet. */
    void poll(long timeoutMs) {
        Timer timer = time.timer(timeoutMs);
        do {
            long now = time.milliseconds();
            pollHeartbeat(now);
            long untilRejoin = Math.max(0, rejoinAtMs - now);
            long wait = Math.min(Math.min(timer.remainingMs(), timeToNextHeartbeat(now)), untilRejoin);
            client.poll(time.timer(wait));
            timer.update();
        } while (timer.notExpired() && isActive() && rejoinAtMs > time.milliseconds());
    }

    /**
     * Work must not go on unwatched: when the coordinator cannot be found within a heartbeat interval, all of it ends.
     *
     * @return whether the coordinator is known
     */
    private boolean giveUpIfUnreachable() {
        if (!coordinatorUnknown() || found()) {
            searchEndsMs = NO_SEARCH;
            return true;
        }
        searchEndsMs = NO_SEARCH;
        log.warn(
                "The group coordinator was not found within {} ms. Stopping all connectors and tasks until it is",
                rebalanceConfig.heartbeatIntervalMs);
        if (allocation != null) {
            suspended = allocation;
        }
        revokeAll();
        return false;
    }

    /** Searches until the time for that is over. May throw a wake-up: the search then goes on in the next turn. */
    private boolean found() {
        long now = time.milliseconds();
        if (searchEndsMs == NO_SEARCH) {
            searchEndsMs = now + rebalanceConfig.heartbeatIntervalMs;
        }
        return now < searchEndsMs && ensureCoordinatorReady(time.timer(searchEndsMs - now));
    }

    /** Gives up everything, now. */
    void revokeAll() {
        Work running = running();
        allocation = null;
        if (!running.isEmpty()) {
            listener.revoked(running);
        }
    }

    /** The group is to meet at this time, in milliseconds of the clock, unless it does so before. */
    void rejoinAt(long timeMs) {
        rejoinAtMs = timeMs;
    }

    private Work running() {
        Assignment current = allocation;
        return current == null ? Work.NONE : current.assigned();
    }

    // ---- what the superclass asks

    @Override
    protected String protocolType() {
        return PROTOCOL_TYPE;
    }

    @Override
    protected JoinGroupRequestData.JoinGroupRequestProtocolCollection metadata() {
        reported = running();
        WorkerState state = new WorkerState(participation.url(), configOffset.get(), allocation);
        JoinGroupRequestData.JoinGroupRequestProtocolCollection offered =
                new JoinGroupRequestData.JoinGroupRequestProtocolCollection();
        for (ConnectProtocol candidate : participation.protocol().offered()) {
            offered.add(new JoinGroupRequestData.JoinGroupRequestProtocol()
                    .setName(candidate.groupName())
                    .setMetadata(ProtocolCodec.of(candidate).encode(state).array()));
        }
        return offered;
    }

    @Override
    protected boolean onJoinPrepare(Timer timer, int generation, String memberId) {
        leaderDuty.forgetOwners();
        suspended = null;
        rejoinAtMs = Long.MAX_VALUE;
        if (!protocol.isCooperative()) {
            revokeAll();
        }
        return true;
    }

    @Override
    protected Map<String, ByteBuffer> onLeaderElected(
            String leaderId,
            String protocolName,
            List<JoinGroupResponseData.JoinGroupResponseMember> members,
            boolean skipAssignment) {
        if (skipAssignment) {
            throw new IllegalStateException(
                    "A Connect worker is no static member of its group, but its coordinator" + " treats it as one");
        }
        ConnectProtocol chosen = ConnectProtocol.fromGroupName(protocolName);
        Assignor assignor =
                chosen.isCooperative() ? new CooperativeAssignor(participation.maxDelayMs()) : new EagerAssignor();
        Map<String, ByteBuffer> subscriptions = new HashMap<>();
        members.forEach(member -> subscriptions.put(member.memberId(), ByteBuffer.wrap(member.metadata())));
        return leaderDuty.assign(
                leaderId, chosen, assignor, subscriptions, generation().generationId, lastCompletedGeneration);
    }

    @Override
    protected void onJoinComplete(int generation, String memberId, String protocolName, ByteBuffer bytes) {
        protocol = ConnectProtocol.fromGroupName(protocolName);
        Assignment told = ProtocolCodec.of(protocol).decodeAssignment(bytes);
        lastCompletedGeneration = generation;
        Work before = running();
        // Not what runs now: what was given up while the group met has to be run again, as the others count on it.
        Work now = reported;
        if (!told.failed()) {
            now = protocol.isCooperative() ? reported.minus(told.revoked()).plus(told.assigned()) : told.assigned();
        }
        allocation = told.withWork(now, Work.NONE);
        suspended = null;
        Membership joined = new Membership(
                generation,
                memberId,
                told.leader(),
                told.leaderUrl(),
                told.configOffset(),
                told.failed(),
                now,
                told.delayMs(),
                protocol);
        log.info(
                "Joined generation {} as '{}', led by '{}': {} to run{}{}",
                generation,
                memberId,
                told.leaderUrl(),
                now.size(),
                told.delayMs() > 0 ? ", next rebalance in " + told.delayMs() + " ms" : "",
                told.failed() ? "; the leader could not hand out work yet" : "");
        rejoinAtMs = told.delayMs() > 0 ? time.milliseconds() + told.delayMs() : Long.MAX_VALUE;
        Work gone = before.minus(now);
        if (!gone.isEmpty()) {
            log.info("Giving up {}", gone.size());
            listener.revoked(gone);
        }
        listener.joined(joined);
        if (!told.revoked().isEmpty()) {
            requestRejoin("work was given up and can go to others");
        }
    }

    // ---- what the herder asks

    Optional<String> ownerUrl(String connector) {
        return leaderDuty.ownerUrl(connector);
    }

    Optional<String> ownerUrl(ConnectorTaskId id) {
        return leaderDuty.ownerUrl(id);
    }

    /** Says goodbye, so that nobody waits for a session to time out. */
    void leave(String reason) {
        maybeLeaveGroup(GroupMembershipOperation.DEFAULT, reason);
        lastCompletedGeneration = -1;
    }

    /** Leaves for good; waits a moment for the coordinator to hear it. */
    void leaveForGood() {
        close(time.timer(CLOSE_TIMEOUT_MS), GroupMembershipOperation.DEFAULT);
    }

    /** Has the group meet as soon as it can. */
    void rejoin(String reason) {
        log.debug("Asking for a rebalance: {}", reason);
        requestRejoin(reason);
    }

    int connectorCount() {
        return running().connectors().size();
    }

    int taskCount() {
        return running().tasks().size();
    }
}
