// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.runtime.model.RunState;

/** A task's life. {@code STOPPED} and {@code FAILED} are ends; a restart makes a new task. */
public enum TaskPhase {
    /** Its plugins are being loaded and its clients opened. */
    CREATED,
    /** The plugin is initialized and started. */
    STARTING,
    RUNNING,
    /** Waits for the user; it may not have been started yet. */
    PAUSED,
    /** Was asked to end and has not. */
    STOPPING,
    STOPPED,
    FAILED;

    private static final Map<TaskPhase, Set<TaskPhase>> NEXT = Map.of(
            CREATED, Set.of(STARTING, PAUSED, STOPPING, FAILED),
            STARTING, Set.of(RUNNING, STOPPING, FAILED),
            RUNNING, Set.of(PAUSED, STOPPING, FAILED),
            PAUSED, Set.of(STARTING, RUNNING, STOPPING, FAILED),
            STOPPING, Set.of(STOPPED),
            STOPPED, Set.of(),
            FAILED, Set.of());

    TaskPhase to(TaskPhase next) {
        if (!NEXT.getOrDefault(this, Set.of()).contains(next)) {
            throw new IllegalStateException("A task cannot go from " + this + " to " + next);
        }
        return next;
    }

    /** How the outside sees it. */
    public RunState runState() {
        return switch (this) {
            case CREATED, STARTING, STOPPING, STOPPED -> RunState.UNASSIGNED;
            case RUNNING -> RunState.RUNNING;
            case PAUSED -> RunState.PAUSED;
            case FAILED -> RunState.FAILED;
        };
    }
}
