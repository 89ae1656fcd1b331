// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.assignor;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.runtime.group.protocol.Work;

/**
 * What a leader remembers from one cooperative round to the next, so that it can tell work that was lost with its owner
 * from work that is new, and wait a while for the owner to return.
 *
 * @param generation     the generation in which this was written; -1 if never
 * @param assigned       all work that had an owner at the end of that round
 * @param members        who took part in it
 * @param dueMs          until when nothing that was lost is handed out and nothing is moved; 0 if no delay runs
 * @param candidates     members that were idle during the delay, in the order of their coming: they get the lost work
 * @param revokingRounds how many rounds took work from members to even out the load since one last had no need to
 * @param justRevoked    the last round was one of them, and no delay has ended since
 * @param backingOff     the running delay only holds back such revocations; nothing is lost
 */
public record LostWork(
        int generation,
        Work assigned,
        Set<String> members,
        long dueMs,
        List<String> candidates,
        int revokingRounds,
        boolean justRevoked,
        boolean backingOff) {
    public static final LostWork NOTHING = new LostWork(-1, Work.NONE, Set.of(), 0, List.of(), 0, false, false);

    public LostWork {
        members = Set.copyOf(members);
        candidates = List.copyOf(candidates);
    }

    /** What is left of this memory when the leader missed the round in which it was written. */
    LostWork validAt(int lastCompletedGeneration) {
        return lastCompletedGeneration == generation
                ? this
                : new LostWork(
                        generation, Work.NONE, members, dueMs, candidates, revokingRounds, justRevoked, backingOff);
    }

    boolean delayRuns() {
        return dueMs > 0;
    }

    /** Whether the running delay is one that waits for the owners of lost work. */
    boolean awaitsOwners() {
        return delayRuns() && !backingOff;
    }

    boolean delayEnded(long nowMs) {
        return delayRuns() && nowMs >= dueMs;
    }

    LostWork withoutDelay() {
        return new LostWork(generation, assigned, members, 0, List.of(), revokingRounds, justRevoked, false);
    }

    /** The delay ran its course: what it held back may happen now. */
    LostWork afterDelay() {
        return new LostWork(generation, assigned, members, 0, List.of(), revokingRounds, false, false);
    }

    LostWork awaitingOwnersUntil(long newDueMs, Set<String> idle) {
        Set<String> all = new LinkedHashSet<>(candidates);
        all.addAll(idle);
        return new LostWork(
                generation, assigned, members, newDueMs, List.copyOf(all), revokingRounds, justRevoked, false);
    }

    LostWork backingOffUntil(long newDueMs) {
        return new LostWork(generation, assigned, members, newDueMs, candidates, revokingRounds, justRevoked, true);
    }

    LostWork revoking() {
        return new LostWork(generation, assigned, members, dueMs, candidates, revokingRounds + 1, true, backingOff);
    }

    LostWork balanced() {
        return new LostWork(generation, assigned, members, dueMs, candidates, 0, false, backingOff);
    }

    LostWork atEndOf(int endedGeneration, Work nowAssigned, Set<String> nowMembers) {
        return new LostWork(
                endedGeneration, nowAssigned, nowMembers, dueMs, candidates, revokingRounds, justRevoked, backingOff);
    }
}
