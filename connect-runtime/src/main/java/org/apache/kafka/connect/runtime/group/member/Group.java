// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.member;

import java.util.Optional;
import org.apache.kafka.connect.runtime.concurrent.Waiter;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;

/**
 * The group of workers as one of its members deals with it. Waiting here keeps heartbeats and rebalances going.
 *
 * <p>Thread: herder loop, but for {@link #wakeup}.
 */
public interface Group extends Waiter {
    /**
     * Finds the coordinator and joins the group, if need be; tells the listener what comes of it.
     *
     * @return whether this worker is a member in good standing now; if not, ask again
     */
    boolean ensureActive();

    /** On the leader: REST address of the worker that runs the connector. */
    Optional<String> ownerUrl(String connector);

    /** On the leader: REST address of the worker that runs the task. */
    Optional<String> ownerUrl(ConnectorTaskId id);

    /** Has the group meet as soon as it can. */
    void rejoin(String reason);

    /** Leaves the group but stays ready to join again. */
    void leave(String reason);

    /** Gives up all work, now. */
    void revokeAll();
}
