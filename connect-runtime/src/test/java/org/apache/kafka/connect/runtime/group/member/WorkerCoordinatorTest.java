// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.member;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.GroupRebalanceConfig;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.LeastLoadedNode;
import org.apache.kafka.clients.Metadata;
import org.apache.kafka.clients.consumer.internals.ConsumerNetworkClient;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.internals.ClusterResourceListeners;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.group.protocol.Assignment;
import org.apache.kafka.connect.runtime.group.protocol.ProtocolCodec;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ConnectProtocol;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a member takes from the group's decisions; the messages are handed to it, no broker can be reached. */
class WorkerCoordinatorTest {
    private static final Work HELD = Work.of(List.of("a"), List.of(new ConnectorTaskId("a", 0)));
    private static final Work NEW = Work.of(List.of(), List.of(new ConnectorTaskId("b", 1)));
    private static final int HEARTBEAT_MS = 10;

    private final List<String> heard = new ArrayList<>();
    private final FakeTime time = new FakeTime();
    private final Metrics metrics = new Metrics();
    private final ConsumerNetworkClient network = network();
    private final WorkerCoordinator coordinator = coordinator();
    private Membership last;

    @AfterEach
    void closeMetrics() {
        metrics.close();
    }

    @Test
    void decisionsAreChangesToWhatWasReported() {
        decide(1, HELD, Work.NONE);
        decide(2, NEW, HELD);

        assertEquals(NEW, last.running());
        assertEquals(List.of("joined 1", "revoked " + HELD, "joined 2"), heard);
        assertEquals(NEW, reported());
    }

    @Test
    void allWorkEndsWhenTheCoordinatorCannotBeFound() {
        decide(1, HELD, Work.NONE);

        coordinator.ensureActive();

        assertEquals(List.of("joined 1", "revoked " + HELD), heard);
        assertEquals(Work.NONE, reported());
    }

    @Test
    void workEndsInTimeHoweverOftenTheLoopIsWokenMeanwhile() {
        decide(1, HELD, Work.NONE);

        for (int waitedMs = 0; waitedMs <= HEARTBEAT_MS; waitedMs++) {
            network.wakeup();
            try {
                coordinator.ensureActive();
            } catch (WakeupException e) {
                time.advanceMs(1);
            }
        }

        assertEquals(List.of("joined 1", "revoked " + HELD), heard);
    }

    @Test
    void whatWasGivenUpWhileTheGroupMetRunsAgainBecauseTheGroupCountsOnIt() {
        decide(1, HELD, Work.NONE);
        coordinator.metadata();
        coordinator.ensureActive();

        complete(2, NEW, Work.NONE);

        assertEquals(HELD.plus(NEW), last.running());
        assertEquals(List.of("joined 1", "revoked " + HELD, "joined 2"), heard);
        assertEquals(HELD.plus(NEW), reported());
    }

    @Test
    void whatWasReportedAsGivenUpStaysSoUntilItIsAssigned() {
        decide(1, HELD, Work.NONE);
        coordinator.ensureActive();

        decide(2, NEW, Work.NONE);

        assertEquals(NEW, last.running());
    }

    /** The group meets: this worker says what it runs and is told what to change. */
    private void decide(int generation, Work assigned, Work revoked) {
        coordinator.metadata();
        complete(generation, assigned, revoked);
    }

    private void complete(int generation, Work assigned, Work revoked) {
        Assignment told = new Assignment(
                        Assignment.NO_ERROR,
                        "leader",
                        "http://leader:8083/",
                        1,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        0)
                .withWork(assigned, revoked);
        ByteBuffer bytes = ProtocolCodec.of(ConnectProtocol.SESSIONED).encode(told);
        coordinator.onJoinComplete(generation, "me", ConnectProtocol.SESSIONED.groupName(), bytes);
    }

    /** What this worker says that it runs. */
    private Work reported() {
        byte[] bytes = coordinator
                .metadata()
                .find(ConnectProtocol.SESSIONED.groupName())
                .metadata();
        Assignment allocation = ProtocolCodec.of(ConnectProtocol.SESSIONED)
                .decodeState(ByteBuffer.wrap(bytes))
                .allocation();
        return allocation == null ? Work.NONE : allocation.assigned();
    }

    private ConsumerNetworkClient network() {
        LogContext logContext = new LogContext();
        Metadata metadata = new Metadata(1, 1, 1_000, logContext, new ClusterResourceListeners());
        return new ConsumerNetworkClient(logContext, unreachable(), metadata, time, 1, 1_000, 1_000);
    }

    private WorkerCoordinator coordinator() {
        LogContext logContext = new LogContext();
        return new WorkerCoordinator(
                new GroupRebalanceConfig(1_000, 1_000, HEARTBEAT_MS, "group", Optional.empty(), null, 1, 1),
                new WorkerCoordinator.Network(network, metrics, logContext, time),
                new WorkerCoordinator.Participation("http://me:8083/", ConnectProtocol.SESSIONED, 0),
                () -> 1L,
                new LeaderDuty(time, offset -> null, lost -> lost),
                new GroupListener() {
                    @Override
                    public void joined(Membership membership) {
                        last = membership;
                        heard.add("joined " + membership.generation());
                    }

                    @Override
                    public void revoked(Work work) {
                        heard.add("revoked " + work);
                    }

                    @Override
                    public Work givenUp(Work lost) {
                        return lost;
                    }
                });
    }

    /** Knows no broker; looking for one takes a millisecond. */
    private KafkaClient unreachable() {
        return (KafkaClient) Proxy.newProxyInstance(
                KafkaClient.class.getClassLoader(), new Class<?>[] {KafkaClient.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("poll")) {
                        time.advanceMs(1);
                    }
                    return switch (method.getReturnType().getName()) {
                        case "boolean" -> false;
                        case "int" -> 0;
                        case "long" -> 1L;
                        case "java.util.List" -> List.of();
                        case "org.apache.kafka.clients.LeastLoadedNode" -> new LeastLoadedNode(null, false);
                        default -> null;
                    };
                });
    }
}
