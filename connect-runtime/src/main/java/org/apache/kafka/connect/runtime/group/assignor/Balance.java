// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.assignor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;

/** Spreads items of one kind evenly over members. Connectors and tasks are balanced apart from each other. */
final class Balance {
    private Balance() {}

    static Work union(Collection<Work> parts) {
        SortedSet<String> connectors = new TreeSet<>();
        SortedSet<ConnectorTaskId> tasks = new TreeSet<>();
        parts.forEach(part -> {
            connectors.addAll(part.connectors());
            tasks.addAll(part.tasks());
        });
        return new Work(connectors, tasks);
    }

    /**
     * Gives each item to the member that has fewest, ties in the order of their ids.
     *
     * @param items what to hand out, in this order
     * @param loads how many items each member has already
     * @return the items that each member gets; members that get none are left out
     */
    static <T> Map<String, SortedSet<T>> spread(Collection<T> items, Map<String, Integer> loads) {
        Map<String, SortedSet<T>> given = new HashMap<>();
        PriorityQueue<Load> queue = new PriorityQueue<>(
                Math.max(1, loads.size()), Comparator.comparingInt(Load::count).thenComparing(Load::member));
        loads.forEach((member, count) -> queue.add(new Load(member, count)));
        for (T item : items) {
            Load least = queue.remove();
            given.computeIfAbsent(least.member(), ignored -> new TreeSet<>()).add(item);
            queue.add(new Load(least.member(), least.count() + 1));
        }
        return given;
    }

    /** Deals items out to {@code members} one after the other. */
    static <T> Map<String, SortedSet<T>> deal(Collection<T> items, List<String> members) {
        Map<String, SortedSet<T>> given = new HashMap<>();
        int turn = 0;
        for (T item : items) {
            given.computeIfAbsent(members.get(turn++ % members.size()), ignored -> new TreeSet<>())
                    .add(item);
        }
        return given;
    }

    /**
     * What members must give up so that, once it is handed out again with {@code total} items in all, counts differ by at
     * most one. A member gives up first what it has most of, so that the items of one group spread over members.
     *
     * @param kept    what each member has and could give up
     * @param counts  how many items each member will have in all, at least those it keeps
     * @param total   how many items there are
     * @param groupOf the group of an item: for tasks their connector
     */
    static <T> Map<String, SortedSet<T>> excess(
            Map<String, SortedSet<T>> kept, Map<String, Integer> counts, int total, Function<T, String> groupOf) {
        int floor = total / counts.size();
        int largerShares = total % counts.size();
        List<Load> byLoad = new ArrayList<>();
        counts.forEach((member, count) -> byLoad.add(new Load(member, count)));
        byLoad.sort(Comparator.comparingInt(Load::count).reversed().thenComparing(Load::member));
        Map<String, SortedSet<T>> given = new TreeMap<>();
        for (Load load : byLoad) {
            int share = floor;
            if (load.count() > floor && largerShares > 0) {
                share = floor + 1;
                largerShares--;
            }
            SortedSet<T> own = kept.getOrDefault(load.member(), new TreeSet<>());
            int surplus = Math.min(load.count() - share, own.size());
            if (surplus > 0) {
                given.put(load.member(), mostCommonFirst(own, surplus, groupOf));
            }
        }
        return given;
    }

    private static <T> SortedSet<T> mostCommonFirst(SortedSet<T> items, int count, Function<T, String> groupOf) {
        Map<String, List<T>> groups = new TreeMap<>();
        items.forEach(item -> groups.computeIfAbsent(groupOf.apply(item), ignored -> new ArrayList<>())
                .add(item));
        SortedSet<T> chosen = new TreeSet<>();
        while (chosen.size() < count) {
            List<T> largest = groups.values().stream()
                    .max(Comparator.comparingInt(List::size))
                    .orElseThrow();
            chosen.add(largest.remove(largest.size() - 1));
        }
        return chosen;
    }

    private record Load(String member, int count) {}
}
