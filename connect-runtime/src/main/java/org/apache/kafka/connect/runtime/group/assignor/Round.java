// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.assignor;

import java.util.Map;
import org.apache.kafka.connect.runtime.group.protocol.Work;

/**
 * The outcome of one rebalance.
 *
 * @param assigned what each member is to start, by member id; with the eager assignor all that it is to run
 * @param revoked  what each member is to give up, by member id
 * @param delayMs  milliseconds after which all members are to join again; 0 if they need not
 * @param memory   to be handed to the next round
 */
public record Round(Map<String, Work> assigned, Map<String, Work> revoked, int delayMs, LostWork memory) {
    public Round {
        assigned = Map.copyOf(assigned);
        revoked = Map.copyOf(revoked);
    }

    public Work assignedTo(String member) {
        return assigned.getOrDefault(member, Work.NONE);
    }

    public Work revokedFrom(String member) {
        return revoked.getOrDefault(member, Work.NONE);
    }
}
