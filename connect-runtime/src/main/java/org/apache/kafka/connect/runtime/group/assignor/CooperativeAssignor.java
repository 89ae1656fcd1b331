// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.assignor;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;

/**
 * Moves as little as it can. Work that has an owner stays there unless the load is uneven; work whose owner vanished
 * waits for it up to a maximum delay; work that is new is handed out at once. What must move is taken from its owner in
 * one round and given to another in the next, so that it never runs twice.
 */
public final class CooperativeAssignor implements Assignor {
    private static final int BACKOFF_BASE_MS = 40;

    private final int maxDelayMs;

    /** @param maxDelayMs how long to wait for the owner of lost work, in milliseconds; 0 to hand it on at once */
    public CooperativeAssignor(int maxDelayMs) {
        this.maxDelayMs = maxDelayMs;
    }

    @Override
    public Round assign(GroupView view, LostWork previous) {
        LostWork memory = previous.validAt(view.lastCompletedGeneration());
        Work active = view.active();
        Work toRevoke = active.minus(view.configured()).plus(duplicated(view));
        Map<String, Work> kept = view.ownedWithout(toRevoke);
        Work vanished = memory.assigned().intersect(view.configured()).minus(active);
        Work lost = vanished.minus(view.givenUp());
        Work unassigned = view.configured().minus(active).minus(lost);

        Waiting waiting = awaitOwners(view, memory, lost, kept);
        memory = waiting.memory();
        Map<String, Work> assigned = handOut(unassigned.plus(waiting.asNew()), waiting.toCandidates(), kept);

        Map<String, Work> revoked = new HashMap<>();
        view.owned().forEach((member, work) -> revoked.put(member, work.intersect(toRevoke)));
        if (!memory.delayRuns()) {
            Map<String, Work> excess = excess(view.configured(), kept, assigned);
            memory = afterBalancing(view, memory, !excess.isEmpty());
            if (!memory.delayRuns()) {
                excess.forEach((member, work) -> revoked.merge(member, work, Work::plus));
            }
        }

        Work stillOwned = Balance.union(kept.values())
                .plus(Balance.union(assigned.values()))
                .minus(Balance.union(revoked.values()));
        // Lost work stays in memory while its owner is awaited: forgotten, it would pass for new in the next round.
        Work remembered = memory.delayRuns() ? stillOwned.plus(lost) : stillOwned;
        int delayMs = memory.delayRuns() ? (int) (memory.dueMs() - view.nowMs()) : 0;
        return new Round(
                assigned,
                revoked,
                delayMs,
                memory.atEndOf(view.generation(), remembered, view.owned().keySet()));
    }

    /** Work that more than one member runs: an old owner came back after its work was handed on. */
    private static Work duplicated(GroupView view) {
        Work seen = Work.NONE;
        Work twice = Work.NONE;
        for (Work work : view.owned().values()) {
            twice = twice.plus(seen.intersect(work));
            seen = seen.plus(work);
        }
        return twice;
    }

    /**
     * What happens to lost work in this round.
     *
     * @param memory       with the delay that now runs, if any
     * @param asNew        handed out like new work
     * @param toCandidates handed out to the members that came idle during the delay
     */
    private record Waiting(LostWork memory, Work asNew, Map<String, Work> toCandidates) {}

    private Waiting awaitOwners(GroupView view, LostWork memory, Work lost, Map<String, Work> kept) {
        LostWork now = memory.delayEnded(view.nowMs()) ? memory.afterDelay() : memory;
        if (lost.isEmpty()) {
            return new Waiting(now.awaitsOwners() ? now.withoutDelay() : now, Work.NONE, Map.of());
        }
        boolean nobodyLeft = view.owned().keySet().containsAll(memory.members());
        if (maxDelayMs == 0 || (nobodyLeft && !memory.awaitsOwners())) {
            return new Waiting(now, lost, Map.of());
        }
        if (memory.awaitsOwners() && memory.delayEnded(view.nowMs())) {
            List<String> present = memory.candidates().stream()
                    .filter(view.owned()::containsKey)
                    .toList();
            return present.isEmpty()
                    ? new Waiting(now, lost, Map.of())
                    : new Waiting(now, Work.NONE, dealOut(lost, present));
        }
        Set<String> idle = new LinkedHashSet<>();
        kept.forEach((member, work) -> {
            if (work.isEmpty()) {
                idle.add(member);
            }
        });
        long dueMs = memory.awaitsOwners() ? memory.dueMs() : view.nowMs() + maxDelayMs;
        return new Waiting(now.awaitingOwnersUntil(dueMs, idle), Work.NONE, Map.of());
    }

    private static Map<String, Work> dealOut(Work work, List<String> members) {
        return combine(members, Balance.deal(work.connectors(), members), Balance.deal(work.tasks(), members));
    }

    /** What each member is to start: first what is meant for it, then from {@code work}, least loaded first. */
    private static Map<String, Work> handOut(Work work, Map<String, Work> meant, Map<String, Work> kept) {
        Map<String, Work> loads = new TreeMap<>(kept);
        meant.forEach((member, more) -> loads.merge(member, more, Work::plus));
        Map<String, Work> assigned = combine(
                kept.keySet(),
                Balance.spread(work.connectors(), counts(loads, member -> member.connectors()
                        .size())),
                Balance.spread(
                        work.tasks(), counts(loads, member -> member.tasks().size())));
        meant.forEach((member, more) -> assigned.merge(member, more, Work::plus));
        return assigned;
    }

    private static Map<String, Work> excess(Work configured, Map<String, Work> kept, Map<String, Work> assigned) {
        Map<String, Work> totals = new TreeMap<>(kept);
        assigned.forEach((member, more) -> totals.merge(member, more, Work::plus));
        Map<String, SortedSet<String>> connectors = new TreeMap<>();
        Map<String, SortedSet<ConnectorTaskId>> tasks = new TreeMap<>();
        kept.forEach((member, work) -> {
            connectors.put(member, work.connectors());
            tasks.put(member, work.tasks());
        });
        Map<String, Work> excess = combine(
                kept.keySet(),
                Balance.excess(
                        connectors,
                        counts(totals, work -> work.connectors().size()),
                        configured.connectors().size(),
                        connector -> connector),
                Balance.excess(
                        tasks,
                        counts(totals, work -> work.tasks().size()),
                        configured.tasks().size(),
                        ConnectorTaskId::connector));
        excess.values().removeIf(Work::isEmpty);
        return excess;
    }

    /** Lets one round take work away freely; those that follow it at once have to wait, longer each time. */
    private LostWork afterBalancing(GroupView view, LostWork memory, boolean unbalanced) {
        if (!unbalanced) {
            return memory.balanced();
        }
        if (!memory.justRevoked() || maxDelayMs == 0) {
            return memory.revoking();
        }
        double backoffMs = Math.min(maxDelayMs, Math.pow(BACKOFF_BASE_MS, memory.revokingRounds()));
        return memory.backingOffUntil(view.nowMs() + (long) backoffMs);
    }

    private static Map<String, Integer> counts(Map<String, Work> loads, Function<Work, Integer> size) {
        Map<String, Integer> counts = new TreeMap<>();
        loads.forEach((member, work) -> counts.put(member, size.apply(work)));
        return counts;
    }

    private static Map<String, Work> combine(
            Collection<String> members,
            Map<String, SortedSet<String>> connectors,
            Map<String, SortedSet<ConnectorTaskId>> tasks) {
        Map<String, Work> combined = new TreeMap<>();
        for (String member : members) {
            combined.put(
                    member,
                    new Work(
                            connectors.getOrDefault(member, new TreeSet<>()),
                            tasks.getOrDefault(member, new TreeSet<>())));
        }
        return combined;
    }
}
