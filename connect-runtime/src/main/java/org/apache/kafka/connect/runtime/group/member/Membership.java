// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.member;

import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ConnectProtocol;

/**
 * What a worker knows at the end of a rebalance.
 *
 * @param generation   of the group
 * @param memberId     of this worker
 * @param leader       member id of the leader
 * @param leaderUrl    REST address of the leader
 * @param configOffset how far the config topic must have been read before this is acted on
 * @param failed       the leader could not hand out work: read the config topic and join again
 * @param running      all that this worker is to run
 * @param delayMs      milliseconds after which the group will meet again; 0 if it need not
 * @param protocol     the group's
 */
public record Membership(
        int generation,
        String memberId,
        String leader,
        String leaderUrl,
        long configOffset,
        boolean failed,
        Work running,
        int delayMs,
        ConnectProtocol protocol) {
    public boolean isLeader() {
        return leader.equals(memberId);
    }
}
