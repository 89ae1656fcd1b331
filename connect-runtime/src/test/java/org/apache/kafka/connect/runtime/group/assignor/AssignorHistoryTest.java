// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.assignor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random lives of a group: whatever happens, once it is left alone the group settles, evenly and for good. */
class AssignorHistoryTest {
    private static final int MAX_DELAY_MS = 10_000;
    private static final int MAX_ROUNDS_TO_SETTLE = 8;

    static Stream<Long> seeds() {
        long first = Long.getLong("penstock.test.seed", 20_261_120L);
        return Stream.iterate(first, seed -> seed + 1).limit(Integer.getInteger("penstock.test.seeds", 200));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void settlesWithOneOwnerForEverythingAndEvenLoad(long seed) {
        History history = new History(seed);
        for (int event = 0; event < 40; event++) {
            history.happen();
        }

        history.settle();

        history.assertEveryItemHasOneOwner();
        history.assertBalanced();
        history.assertAnotherRoundMovesNothing();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void leavesEverythingWhereItIsWhenAConnectorIsAdded(long seed) {
        History history = new History(seed);
        for (int event = 0; event < 10; event++) {
            history.happen();
        }
        history.settle();
        SortedMap<String, Work> before = new TreeMap<>(history.members);

        history.addConnector();
        history.settle();

        // Existing work may move only as far as evening out needs: here, not at all beyond one item a kind and member.
        history.members.forEach((member, work) -> {
            Work gone = before.get(member).minus(work);
            assertTrue(
                    gone.connectors().size() <= 1 && gone.tasks().size() <= 1,
                    () -> "seed " + seed + ": " + member + " lost " + gone);
        });
    }

    private static final class History {
        private final long seed;
        private final Random random;
        private final CooperativeAssignor assignor = new CooperativeAssignor(MAX_DELAY_MS);
        private final SortedMap<String, Work> members = new TreeMap<>();
        private final SortedMap<String, Work> away = new TreeMap<>();
        private final SortedMap<String, Integer> connectors = new TreeMap<>();
        private LostWork memory = LostWork.NOTHING;
        private int generation;
        private int completed = -1;
        private int names;
        private long nowMs = 1;
        private long dueMs;

        private History(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            members.put("w" + names++, Work.NONE);
        }

        private void happen() {
            nowMs += random.nextInt(MAX_DELAY_MS / 4);
            switch (random.nextInt(8)) {
                case 0 -> members.put("w" + names++, Work.NONE);
                case 1 -> die();
                case 2 -> returnWithOldWork();
                case 3 -> deleteConnector();
                case 4 -> changeTaskCount();
                case 5 -> leaderChanges();
                default -> addConnector();
            }
            round(random.nextInt(10) > 0);
        }

        private void addConnector() {
            connectors.put("c" + names++, random.nextInt(6));
        }

        private void die() {
            if (members.size() > 1) {
                String victim = pick(members.keySet());
                Work work = members.remove(victim);
                if (random.nextBoolean()) {
                    away.put(victim, work == null ? Work.NONE : work);
                }
            }
        }

        /** A worker that was cut off and did not notice: it may still run what was handed on meanwhile. */
        private void returnWithOldWork() {
            if (!away.isEmpty()) {
                String member = pick(away.keySet());
                Work work = away.remove(member);
                members.put(member, work == null ? Work.NONE : work);
            }
        }

        private void deleteConnector() {
            if (!connectors.isEmpty()) {
                connectors.remove(pick(connectors.keySet()));
            }
        }

        private void changeTaskCount() {
            if (!connectors.isEmpty()) {
                connectors.put(pick(connectors.keySet()), random.nextInt(8));
            }
        }

        private void leaderChanges() {
            memory = LostWork.NOTHING;
            completed = generation;
        }

        private Round round(boolean delivered) {
            generation++;
            Round round = assignor.assign(
                    CooperativeAssignorTest.view(nowMs, generation, completed, configured(), members), memory);
            memory = round.memory();
            dueMs = round.delayMs() == 0 ? 0 : nowMs + round.delayMs();
            if (delivered) {
                completed = generation;
                members.replaceAll(
                        (member, work) -> work.minus(round.revokedFrom(member)).plus(round.assignedTo(member)));
            }
            return round;
        }

        private void settle() {
            int rounds = 0;
            boolean moving = true;
            while (moving) {
                assertTrue(rounds++ < MAX_ROUNDS_TO_SETTLE, () -> "seed " + seed + ": still moving: " + members);
                if (dueMs > 0) {
                    nowMs = dueMs;
                }
                Round round = round(true);
                moving = round.delayMs() > 0
                        || !Balance.union(round.assigned().values()).isEmpty()
                        || !Balance.union(round.revoked().values()).isEmpty();
            }
        }

        private void assertEveryItemHasOneOwner() {
            List<String> connectorsOwned = new ArrayList<>();
            List<ConnectorTaskId> tasksOwned = new ArrayList<>();
            members.values().forEach(work -> {
                connectorsOwned.addAll(work.connectors());
                tasksOwned.addAll(work.tasks());
            });
            assertEquals(List.copyOf(configured().connectors()), sorted(connectorsOwned), "seed " + seed);
            assertEquals(List.copyOf(configured().tasks()), sorted(tasksOwned), "seed " + seed);
        }

        private void assertBalanced() {
            assertWithinOne(work -> work.connectors().size());
            assertWithinOne(work -> work.tasks().size());
        }

        private void assertWithinOne(Function<Work, Integer> size) {
            List<Integer> sizes = members.values().stream().map(size).sorted().toList();
            assertTrue(sizes.get(sizes.size() - 1) - sizes.get(0) <= 1, () -> "seed " + seed + ": uneven: " + sizes);
        }

        private void assertAnotherRoundMovesNothing() {
            SortedMap<String, Work> before = new TreeMap<>(members);
            round(true);
            assertEquals(before, members, "seed " + seed);
        }

        private Work configured() {
            return CooperativeAssignorTest.work(Map.copyOf(connectors));
        }

        private String pick(Collection<String> from) {
            List<String> all = List.copyOf(from);
            return all.get(random.nextInt(all.size()));
        }

        private static <T extends Comparable<T>> List<T> sorted(List<T> items) {
            items.sort(null);
            return items;
        }
    }
}
