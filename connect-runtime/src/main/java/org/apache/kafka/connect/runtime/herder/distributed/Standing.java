// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.runtime.group.member.Membership;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.model.ConnectProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Where this worker stands in its group.
 *
 * <p>Thread: written on the herder loop; may be read from any.
 */
final class Standing {
    private volatile @Nullable Membership membership;
    private volatile boolean settled;

    /** A rebalance ended; what it assigned has not been acted on. */
    void joined(Membership joined) {
        settled = false;
        membership = joined;
    }

    /** What the last rebalance assigned has been acted on. */
    void settle() {
        settled = true;
    }

    /** What this worker was to run is taken from it. */
    void unsettle() {
        settled = false;
    }

    boolean isSettled() {
        return settled;
    }

    Membership membership() {
        return Objects.requireNonNull(membership, "not a member yet");
    }

    /** Generation of the group; -1 before this worker ever was a member. */
    int generation() {
        Membership current = membership;
        return current == null ? -1 : current.generation();
    }

    boolean isLeader() {
        Membership current = membership;
        return current != null && current.isLeader();
    }

    /** REST address of the leader; {@code null} if it is not known. */
    @Nullable
    String leaderUrl() {
        Membership current = membership;
        return current == null ? null : current.leaderUrl();
    }

    /** What the group speaks; empty before this worker ever was a member. */
    Optional<ConnectProtocol> protocol() {
        return Optional.ofNullable(membership).map(Membership::protocol);
    }

    /** All that this worker is to run. */
    Work assigned() {
        Membership current = membership;
        return current == null ? Work.NONE : current.running();
    }

    /** Whether requests between workers are signed. */
    boolean signsRequests() {
        return protocol().equals(Optional.of(ConnectProtocol.SESSIONED));
    }

    /** @throws HerderException.RebalanceExpected while the group is changing */
    void requireSettled() {
        if (!settled) {
            throw new HerderException.RebalanceExpected();
        }
    }

    /** @throws HerderException.WrongWorker if another worker leads */
    void requireLeader() {
        if (!isLeader()) {
            throw new HerderException.WrongWorker("Only the leader can do this", leaderUrl());
        }
    }
}
