// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.assignor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.testing.SpecVectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CooperativeAssignorTest {
    private static final int MAX_DELAY_MS = 300_000;

    /** Real rounds, followed with our own assignor; which member gives up what may differ, sizes and delays may not. */
    @TestFactory
    Stream<DynamicTest> needsTheSameRoundsAsARealLeader() {
        JsonNode scenarios = SpecVectors.read("wire/assignor-scenarios.json").get("scenarios");
        return StreamSupport.stream(scenarios.spliterator(), false)
                .map(scenario -> dynamicTest(scenario.get("name").asText(), () -> follow(scenario)));
    }

    private static void follow(JsonNode scenario) {
        CooperativeAssignor assignor =
                new CooperativeAssignor(scenario.get("max_delay_ms").asInt());
        LostWork memory = LostWork.NOTHING;
        // What our own members run, in place of the recorded ones; it differs only among equals.
        SortedMap<String, Work> running = new TreeMap<>();
        int step = 0;
        for (JsonNode expected : scenario.get("steps")) {
            String place = "step " + step++;
            SortedMap<String, Work> reported = new TreeMap<>();
            expected.get("reported").properties().forEach(member -> {
                Work recorded = work(member.getValue(), "connectors", "tasks");
                Work own = running.getOrDefault(member.getKey(), Work.NONE);
                boolean sameSize =
                        own.connectors().size() == recorded.connectors().size()
                                && own.tasks().size() == recorded.tasks().size();
                reported.put(member.getKey(), sameSize ? own : recorded);
            });
            Round round = assignor.assign(
                    new GroupView(
                            expected.get("t_ms").asLong(),
                            expected.get("generation").asInt(),
                            expected.get("last_completed_generation").asInt(),
                            configured(expected.get("configured")),
                            reported,
                            Work.NONE),
                    memory);
            memory = round.memory();

            assertEquals(expected.get("delay_ms").asInt(), round.delayMs(), place + ": delay");
            expected.get("result").properties().forEach(member -> {
                String name = place + ": " + member.getKey();
                JsonNode result = member.getValue();
                Work assigned = work(result, "connectors", "tasks");
                Work revoked = work(result, "revoked_connectors", "revoked_tasks");
                assertEquals(assigned.size(), round.assignedTo(member.getKey()).size(), name + " assigned");
                assertEquals(revoked.size(), round.revokedFrom(member.getKey()).size(), name + " revoked");
            });
            running.keySet().retainAll(reported.keySet());
            if (expected.get("delivered").asBoolean()) {
                reported.forEach((member, work) -> running.put(
                        member, work.minus(round.revokedFrom(member)).plus(round.assignedTo(member))));
            }
        }
    }

    @Test
    void handsOnAtOnceWhatItsOwnerGaveUpInOrder() {
        CooperativeAssignor assignor = new CooperativeAssignor(MAX_DELAY_MS);
        Work configured = work(Map.of("a", 4));
        Round first =
                assignor.assign(view(0, 1, -1, configured, Map.of("w1", Work.NONE, "w2", Work.NONE)), LostWork.NOTHING);

        Round second = assignor.assign(
                new GroupView(
                        1_000,
                        2,
                        1,
                        configured,
                        new TreeMap<>(Map.of("w1", first.assignedTo("w1"))),
                        first.assignedTo("w2")),
                first.memory());

        assertEquals(0, second.delayMs());
        assertEquals(first.assignedTo("w2"), second.assignedTo("w1"));
    }

    @Test
    void givesUpTasksOfTheConnectorThatHasMostOfThem() {
        CooperativeAssignor assignor = new CooperativeAssignor(MAX_DELAY_MS);
        Work configured = work(Map.of("a", 6, "b", 2));
        Round alone = assignor.assign(view(0, 1, -1, configured, Map.of("w1", Work.NONE)), LostWork.NOTHING);

        Round joined = assignor.assign(
                view(0, 2, 1, configured, Map.of("w1", alone.assignedTo("w1"), "w2", Work.NONE)), alone.memory());

        List<String> givenUp = joined.revokedFrom("w1").tasks().stream()
                .map(ConnectorTaskId::connector)
                .toList();
        assertEquals(List.of("a", "a", "a", "a"), givenUp);
    }

    @Test
    void waitsLongerWithEachRoundThatWouldTakeWorkAwayAgain() {
        CooperativeAssignor assignor = new CooperativeAssignor(MAX_DELAY_MS);
        Work configured = work(Map.of("a", 60));
        Cluster cluster = new Cluster(assignor, configured);
        cluster.join("w1");
        cluster.round();
        cluster.join("w2");
        assertEquals(0, cluster.round().delayMs());
        cluster.join("w3");
        assertEquals(40, cluster.round().delayMs());
        cluster.nowMs += 40;
        assertEquals(0, cluster.round().delayMs());
        cluster.join("w4");
        assertEquals(1_600, cluster.round().delayMs());
        cluster.nowMs += 1_600;
        assertEquals(0, cluster.round().delayMs());
        cluster.join("w5");
        assertEquals(64_000, cluster.round().delayMs());
        cluster.nowMs += 64_000;
        cluster.round();
        cluster.join("w6");
        assertEquals(MAX_DELAY_MS, cluster.round().delayMs());
    }

    @Test
    void assignsTenThousandTasksInFiftyMilliseconds() {
        Map<String, Integer> connectors = new TreeMap<>();
        for (int i = 0; i < 1_000; i++) {
            connectors.put("connector-" + i, 10);
        }
        SortedMap<String, Work> members = new TreeMap<>();
        for (int i = 0; i < 10; i++) {
            members.put("w" + i, Work.NONE);
        }
        CooperativeAssignor assignor = new CooperativeAssignor(MAX_DELAY_MS);
        Work configured = work(connectors);
        List<Long> elapsedNs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            long begin = System.nanoTime();
            Round round = assignor.assign(view(0, 1, -1, configured, members), LostWork.NOTHING);
            elapsedNs.add(System.nanoTime() - begin);
            assertEquals(1_000, round.assignedTo("w3").tasks().size());
        }
        elapsedNs.sort(null);
        long medianMs = elapsedNs.get(elapsedNs.size() / 2) / 1_000_000;
        System.out.println("Median of 30 rounds with 1,000 connectors x 10 tasks on 10 workers: " + medianMs + " ms");
        long limitMs = 50L * Integer.getInteger("penstock.allowance", 1);
        assertTrue(medianMs < limitMs, () -> "took " + medianMs + " ms");
    }

    private static final class Cluster {
        private final CooperativeAssignor assignor;
        private final Work configured;
        private final SortedMap<String, Work> running = new TreeMap<>();
        private LostWork memory = LostWork.NOTHING;
        private int generation;
        private long nowMs;

        private Cluster(CooperativeAssignor assignor, Work configured) {
            this.assignor = assignor;
            this.configured = configured;
        }

        private void join(String member) {
            running.put(member, Work.NONE);
        }

        private Round round() {
            int completed = generation == 0 ? -1 : generation;
            generation++;
            Round round = assignor.assign(view(nowMs, generation, completed, configured, running), memory);
            memory = round.memory();
            running.replaceAll(
                    (member, work) -> work.minus(round.revokedFrom(member)).plus(round.assignedTo(member)));
            return round;
        }
    }

    static GroupView view(long nowMs, int generation, int completed, Work configured, Map<String, Work> owned) {
        return new GroupView(nowMs, generation, completed, configured, new TreeMap<>(owned), Work.NONE);
    }

    static Work work(Map<String, Integer> taskCounts) {
        Set<ConnectorTaskId> tasks = new HashSet<>();
        taskCounts.forEach((connector, count) -> {
            for (int task = 0; task < count; task++) {
                tasks.add(new ConnectorTaskId(connector, task));
            }
        });
        return Work.of(taskCounts.keySet(), tasks);
    }

    private static Work configured(JsonNode counts) {
        Map<String, Integer> taskCounts = new TreeMap<>();
        counts.properties()
                .forEach(
                        entry -> taskCounts.put(entry.getKey(), entry.getValue().asInt()));
        return work(taskCounts);
    }

    private static Work work(JsonNode node, String connectorsField, String tasksField) {
        Set<String> connectors = new TreeSet<>();
        node.get(connectorsField).forEach(name -> connectors.add(name.asText()));
        Set<ConnectorTaskId> tasks = new TreeSet<>();
        node.get(tasksField).forEach(name -> {
            String[] parts = name.asText().split("/", 2);
            tasks.add(new ConnectorTaskId(parts[0], Integer.parseInt(parts[1])));
        });
        return Work.of(connectors, tasks);
    }
}
