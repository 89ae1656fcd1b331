// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import org.apache.kafka.connect.errors.ConnectException;

/**
 * The brokers take nothing more from a task's producer: another instance of the task took over, or a transaction was open
 * for too long, as when brokers were away. A new instance of the task can write again.
 */
public final class TaskFencedException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public TaskFencedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether this is why something failed. */
    public static boolean isReasonOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TaskFencedException) {
                return true;
            }
        }
        return false;
    }
}
