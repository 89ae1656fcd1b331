// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.health;

import java.util.Objects;
import org.apache.kafka.common.utils.Utils;

/** State, place and, after a failure, trace of a connector or a task. Immutable. */
public abstract class AbstractState {
    private final String state;
    private final String workerId;
    private final String traceMessage;

    /**
     * Checks that state and worker are given; the trace may be null.
     *
     * @param state        the state's name
     * @param workerId     the worker that runs it
     * @param traceMessage what went wrong, or null
     */
    public AbstractState(String state, String workerId, String traceMessage) {
        if (Utils.isBlank(state)) throw new IllegalArgumentException("State must not be null or empty");
        if (Utils.isBlank(workerId)) throw new IllegalArgumentException("Worker ID must not be null or empty");
        this.state = state;
        this.workerId = workerId;
        this.traceMessage = traceMessage;
    }

    public String state() {
        return state;
    }

    public String workerId() {
        return workerId;
    }

    /**
     * The error of a failed connector or task.
     *
     * @return the trace, or null
     */
    public String traceMessage() {
        return traceMessage;
    }

    @Override
    public boolean equals(Object o) {
        if (this == o) return true;
        if (o == null || getClass() != o.getClass()) return false;
        AbstractState that = (AbstractState) o;
        return state.equals(that.state)
                && Objects.equals(traceMessage, that.traceMessage)
                && workerId.equals(that.workerId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(state, traceMessage, workerId);
    }
}
