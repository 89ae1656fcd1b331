// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.runtime.group.member.GroupListener;
import org.apache.kafka.connect.runtime.group.member.Membership;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ConnectorStatus;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TaskStatus;
import org.apache.kafka.connect.runtime.storage.status.StatusStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the group's decisions mean for this worker.
 *
 * <p>Thread: herder loop.
 */
final class RebalanceHandler implements GroupListener {
    private static final Logger log = LoggerFactory.getLogger(RebalanceHandler.class);
    private static final long STATUS_REFRESH_MS = 3_000;

    private final Standing standing;
    private final WorkLauncher launcher;
    private final StatusStore statuses;
    private final HerderMetrics metrics;
    private final boolean handover;

    /** @param handover whether work that was given up in order is handed on without delay */
    RebalanceHandler(
            Standing standing, WorkLauncher launcher, StatusStore statuses, HerderMetrics metrics, boolean handover) {
        this.standing = standing;
        this.launcher = launcher;
        this.statuses = statuses;
        this.metrics = metrics;
        this.handover = handover;
    }

    @Override
    public void joined(Membership membership) {
        metrics.rebalanceBegan();
        standing.joined(membership);
    }

    @Override
    public void revoked(Work work) {
        standing.unsettle();
        launcher.giveUp(work);
    }

    /** A worker that leaves in order says of all it ran that nobody runs it now; one that dies says nothing. */
    @Override
    public Work givenUp(Work lost) {
        if (!handover) {
            return Work.NONE;
        }
        catchUpWithStatuses();
        Set<String> connectors = new HashSet<>();
        for (String connector : lost.connectors()) {
            if (statuses.connector(connector).map(ConnectorStatus::state).orElse(null) == RunState.UNASSIGNED) {
                connectors.add(connector);
            }
        }
        Set<ConnectorTaskId> tasks = new HashSet<>();
        for (ConnectorTaskId id : lost.tasks()) {
            if (statuses.task(id).map(TaskStatus::state).orElse(null) == RunState.UNASSIGNED) {
                tasks.add(id);
            }
        }
        return Work.of(connectors, tasks);
    }

    private void catchUpWithStatuses() {
        try {
            statuses.refresh().get(STATUS_REFRESH_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.warn("The status topic cannot be read to its end; work may be awaited that was given up", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
