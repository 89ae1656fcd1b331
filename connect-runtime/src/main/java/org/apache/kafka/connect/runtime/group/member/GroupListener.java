// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.member;

import org.apache.kafka.connect.runtime.group.protocol.Work;

/**
 * Is told what the group decides.
 *
 * <p>Thread: the herder loop, from within {@link GroupMember#ensureActive} and {@link GroupMember#await}.
 */
public interface GroupListener {
    /** A rebalance ended. */
    void joined(Membership membership);

    /** This work must have ended here, and its status be stored, before this returns: the group waits for it. */
    void revoked(Work work);

    /**
     * On the leader: which of {@code lost} work its last owner gave up in order, so that it need not be awaited.
     */
    Work givenUp(Work lost);
}
