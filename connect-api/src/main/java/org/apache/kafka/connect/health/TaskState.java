// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.health;

import java.util.Objects;

/** The state of one task. */
public class TaskState extends AbstractState {
    private final int taskId;

    public TaskState(int taskId, String state, String workerId, String trace) {
        super(state, workerId, trace);
        this.taskId = taskId;
    }

    /**
     * The number of the task within its connector.
     *
     * @return the number, from 0
     */
    public int taskId() {
        return taskId;
    }

    @Override
    public boolean equals(Object o) {
        return super.equals(o) && taskId == ((TaskState) o).taskId;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), taskId);
    }

    @Override
    public String toString() {
        return "TaskState{taskId='" + taskId + "'state='" + state() + "', traceMessage='" + traceMessage()
                + "', workerId='" + workerId() + "'}";
    }
}
