// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.member;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.group.assignor.Assignor;
import org.apache.kafka.connect.runtime.group.assignor.GroupView;
import org.apache.kafka.connect.runtime.group.assignor.LostWork;
import org.apache.kafka.connect.runtime.group.assignor.Round;
import org.apache.kafka.connect.runtime.group.protocol.Assignment;
import org.apache.kafka.connect.runtime.group.protocol.ProtocolCodec;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.group.protocol.WorkerState;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectProtocol;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a worker does in a rebalance when it leads the group: it reads what the members say, has the work handed out, and
 * remembers who owns what until the next one.
 *
 * <p>Thread: herder loop.
 */
final class LeaderDuty {
    private static final Logger log = LoggerFactory.getLogger(LeaderDuty.class);

    private final Time time;
    private final LongFunction<ClusterConfig> configUpTo;
    private final UnaryOperator<Work> givenUp;
    private LostWork memory = LostWork.NOTHING;
    private Map<String, String> urls = Map.of();
    private Map<String, Work> owned = Map.of();

    /**
     * @param configUpTo gives a snapshot that has been read up to an offset, or the newest that can be had
     * @param givenUp    which of lost work its owner gave up in order
     */
    LeaderDuty(Time time, LongFunction<ClusterConfig> configUpTo, UnaryOperator<Work> givenUp) {
        this.time = time;
        this.configUpTo = configUpTo;
        this.givenUp = givenUp;
    }

    /** A rebalance begins: who owns what is unknown until it ends. */
    void forgetOwners() {
        urls = Map.of();
        owned = Map.of();
    }

    /**
     * Hands out the work.
     *
     * @param leader        member id of this worker
     * @param subscriptions of all members, by member id
     * @param generation    that is being formed
     * @param completed     the last generation whose assignment this worker got back
     * @return what to tell each member, by member id
     */
    Map<String, ByteBuffer> assign(
            String leader,
            ConnectProtocol protocol,
            Assignor assignor,
            Map<String, ByteBuffer> subscriptions,
            int generation,
            int completed) {
        ProtocolCodec codec = ProtocolCodec.of(protocol);
        SortedMap<String, WorkerState> members = new TreeMap<>();
        subscriptions.forEach((member, bytes) -> members.put(member, codec.decodeState(bytes)));
        long newestOffset = members.values().stream()
                .mapToLong(WorkerState::configOffset)
                .max()
                .orElse(-1);
        WorkerState own = members.get(leader);
        String leaderUrl = own == null ? "" : own.url();
        ClusterConfig config = configUpTo.apply(newestOffset);
        if (config.offset() < newestOffset) {
            log.info(
                    "Cannot hand out work yet: the config topic was read up to offset {} here, but a member has read"
                            + " up to {}",
                    config.offset(),
                    newestOffset);
            return tellAll(members, codec, mismatch(leader, leaderUrl, newestOffset));
        }
        Round round = assignor.assign(view(members, config, generation, completed), memory);
        memory = round.memory();
        Assignment head = new Assignment(
                Assignment.NO_ERROR,
                leader,
                leaderUrl,
                config.offset(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                round.delayMs());
        Map<String, ByteBuffer> messages = new HashMap<>();
        Map<String, Work> nowOwned = new HashMap<>();
        members.forEach((member, state) -> {
            Work assigned = round.assignedTo(member);
            Work revoked = round.revokedFrom(member);
            messages.put(member, codec.encode(head.withWork(assigned, revoked)));
            Work kept = protocol.isCooperative() ? allocation(state) : Work.NONE;
            nowOwned.put(member, kept.minus(revoked).plus(assigned));
        });
        urls = urlsOf(members);
        owned = nowOwned;
        return messages;
    }

    private GroupView view(
            SortedMap<String, WorkerState> members, ClusterConfig config, int generation, int completed) {
        Work configured = Work.of(config.connectors(), config.allTasks());
        SortedMap<String, Work> reported = new TreeMap<>();
        members.forEach((member, state) -> reported.put(member, allocation(state)));
        Work active = Work.NONE;
        for (Work work : reported.values()) {
            active = active.plus(work);
        }
        Work lost = memory.assigned().intersect(configured).minus(active);
        return new GroupView(
                time.milliseconds(),
                generation,
                completed,
                configured,
                reported,
                lost.isEmpty() ? Work.NONE : givenUp.apply(lost));
    }

    private static Work allocation(WorkerState state) {
        Assignment allocation = state.allocation();
        return allocation == null ? Work.NONE : allocation.assigned();
    }

    private static Assignment mismatch(String leader, String leaderUrl, long offset) {
        return new Assignment(
                Assignment.CONFIG_MISMATCH, leader, leaderUrl, offset, List.of(), List.of(), List.of(), List.of(), 0);
    }

    private static Map<String, ByteBuffer> tellAll(
            Map<String, WorkerState> members, ProtocolCodec codec, Assignment assignment) {
        Map<String, ByteBuffer> messages = new HashMap<>();
        members.keySet().forEach(member -> messages.put(member, codec.encode(assignment)));
        return messages;
    }

    private static Map<String, String> urlsOf(Map<String, WorkerState> members) {
        Map<String, String> urls = new HashMap<>();
        members.forEach((member, state) -> urls.put(member, state.url()));
        return urls;
    }

    /** REST address of the worker that runs the connector. */
    Optional<String> ownerUrl(String connector) {
        return owner(work -> work.connectors().contains(connector));
    }

    /** REST address of the worker that runs the task. */
    Optional<String> ownerUrl(ConnectorTaskId id) {
        return owner(work -> work.tasks().contains(id));
    }

    private Optional<String> owner(Predicate<Work> runsIt) {
        for (Map.Entry<String, Work> member : owned.entrySet()) {
            if (runsIt.test(member.getValue())) {
                @Nullable String url = urls.get(member.getKey());
                return Optional.ofNullable(url);
            }
        }
        return Optional.empty();
    }
}
