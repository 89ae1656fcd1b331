// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.assignor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EagerAssignorTest {
    @Test
    void dealsConnectorsFirstAndTasksInTheSameCircle() {
        Work configured = CooperativeAssignorTest.work(Map.of("a", 2, "b", 1, "c", 1));

        Round round = new EagerAssignor()
                .assign(
                        CooperativeAssignorTest.view(0, 1, -1, configured, Map.of("w1", Work.NONE, "w2", Work.NONE)),
                        LostWork.NOTHING);

        assertEquals(
                Work.of(List.of("a", "c"), Set.of(new ConnectorTaskId("a", 1), new ConnectorTaskId("c", 0))),
                round.assignedTo("w1"));
        assertEquals(
                Work.of(List.of("b"), Set.of(new ConnectorTaskId("a", 0), new ConnectorTaskId("b", 0))),
                round.assignedTo("w2"));
    }

    static Stream<Long> seeds() {
        long first = Long.getLong("penstock.test.seed", 20_261_121L);
        return Stream.iterate(first, seed -> seed + 1).limit(Integer.getInteger("penstock.test.seeds", 200));
    }

    /** Members that come with all kinds of work, right or wrong, are given what they would be given without any. */
    @ParameterizedTest
    @MethodSource("seeds")
    void dealsEverythingOnceAndEvenlyWhateverMembersHad(long seed) {
        Random random = new Random(seed);
        Assignor assignor = new EagerAssignor();
        LostWork memory = LostWork.NOTHING;
        Map<String, Work> owned = new TreeMap<>();
        for (int generation = 1; generation <= 10; generation++) {
            Work configured = randomWork(random, 12);
            owned.keySet().removeIf(member -> random.nextInt(3) == 0);
            owned.replaceAll((member, work) -> random.nextInt(4) == 0 ? randomWork(random, 5) : work);
            owned.put("w" + random.nextInt(6), Work.NONE);
            Map<String, Work> nothing = new TreeMap<>(owned);
            nothing.replaceAll((member, work) -> Work.NONE);

            Round round = assignor.assign(
                    CooperativeAssignorTest.view(generation, generation, generation - 1, configured, owned), memory);

            List<Object> dealt = new ArrayList<>();
            IntSummaryStatistics load = new IntSummaryStatistics();
            for (String member : owned.keySet()) {
                Work work = round.assignedTo(member);
                dealt.addAll(work.connectors());
                dealt.addAll(work.tasks());
                load.accept(work.connectors().size() + work.tasks().size());
            }
            List<Object> wanted = new ArrayList<>(configured.connectors());
            wanted.addAll(configured.tasks());
            assertEquals(sorted(wanted), sorted(dealt), "seed " + seed);
            assertTrue(load.getMax() - load.getMin() <= 1, () -> "seed " + seed + ": uneven: " + load);
            assertEquals(owned.keySet(), round.assigned().keySet(), "seed " + seed);
            assertEquals(Map.of(), round.revoked(), "all gave up everything before they joined, seed " + seed);
            assertEquals(0, round.delayMs(), "seed " + seed);
            assertEquals(
                    round.assigned(),
                    assignor.assign(
                                    CooperativeAssignorTest.view(
                                            generation, generation, generation - 1, configured, nothing),
                                    LostWork.NOTHING)
                            .assigned(),
                    "seed " + seed);
            memory = round.memory();
            owned.replaceAll((member, work) -> round.assignedTo(member));
        }
    }

    private static Work randomWork(Random random, int most) {
        Map<String, Integer> tasksByConnector = new TreeMap<>();
        int connectors = random.nextInt(most);
        for (int i = 0; i < connectors; i++) {
            tasksByConnector.put("c" + random.nextInt(2 * most), random.nextInt(6));
        }
        return CooperativeAssignorTest.work(tasksByConnector);
    }

    private static List<String> sorted(List<?> items) {
        return items.stream().map(String::valueOf).sorted().toList();
    }
}
