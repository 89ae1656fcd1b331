// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.assignor;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.connect.runtime.group.protocol.Work;

/**
 * All that the leader knows at the moment when it hands out work.
 *
 * @param nowMs                   the time, in milliseconds of any clock that does not run backwards
 * @param generation              the generation that is being formed
 * @param lastCompletedGeneration the last one whose assignment the leader itself got back; -1 if none
 * @param configured              what should run in the cluster
 * @param owned                   what each member says it runs, by member id
 * @param givenUp                 work whose last owner took its leave in order, so nobody need wait for it
 */
public record GroupView(
        long nowMs,
        int generation,
        int lastCompletedGeneration,
        Work configured,
        SortedMap<String, Work> owned,
        Work givenUp) {
    public GroupView {
        owned = Collections.unmodifiableSortedMap(new TreeMap<>(owned));
        if (owned.isEmpty()) {
            throw new IllegalArgumentException("A group has at least one member, its leader");
        }
    }

    /** Everything that some member says it runs. */
    Work active() {
        return Balance.union(owned.values());
    }

    /** What each member keeps if it gives up what {@code revoked} says. */
    Map<String, Work> ownedWithout(Work revoked) {
        Map<String, Work> kept = new TreeMap<>();
        owned.forEach((member, work) -> kept.put(member, work.minus(revoked)));
        return kept;
    }
}
