// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.protocol;

import java.util.List;
import java.util.Objects;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;

/**
 * What the leader tells a member at the end of a rebalance. With a cooperative protocol {@code connectors} and
 * {@code tasks} come on top of what the member keeps; with the eager one they are all that it has.
 *
 * @param error             {@link #NO_ERROR} or {@link #CONFIG_MISMATCH}
 * @param leader            member id of the leader
 * @param leaderUrl         REST address of the leader
 * @param configOffset      how far members must have read the config topic before they act on this
 * @param connectors        connectors to run, in the order in which they were sent
 * @param tasks             tasks to run, likewise
 * @param revokedConnectors connectors to give up
 * @param revokedTasks      tasks to give up
 * @param delayMs           milliseconds after which every member is to join again; 0 if it need not
 */
public record Assignment(
        short error,
        String leader,
        String leaderUrl,
        long configOffset,
        List<String> connectors,
        List<ConnectorTaskId> tasks,
        List<String> revokedConnectors,
        List<ConnectorTaskId> revokedTasks,
        int delayMs) {
    /** All is well. */
    public static final short NO_ERROR = 0;
    /** The leader has not read the config topic far enough: read on, and join again. */
    public static final short CONFIG_MISMATCH = 1;

    public Assignment {
        Objects.requireNonNull(leader, "leader");
        Objects.requireNonNull(leaderUrl, "leaderUrl");
        connectors = List.copyOf(connectors);
        tasks = List.copyOf(tasks);
        revokedConnectors = List.copyOf(revokedConnectors);
        revokedTasks = List.copyOf(revokedTasks);
    }

    public boolean failed() {
        return error != NO_ERROR;
    }

    /** What to run, beyond what is kept. */
    public Work assigned() {
        return Work.of(connectors, tasks);
    }

    /** What to give up. */
    public Work revoked() {
        return Work.of(revokedConnectors, revokedTasks);
    }

    /** The same words from the same leader about other work. */
    public Assignment withWork(Work assigned, Work revoked) {
        return new Assignment(
                error,
                leader,
                leaderUrl,
                configOffset,
                List.copyOf(assigned.connectors()),
                List.copyOf(assigned.tasks()),
                List.copyOf(revoked.connectors()),
                List.copyOf(revoked.tasks()),
                delayMs);
    }
}
