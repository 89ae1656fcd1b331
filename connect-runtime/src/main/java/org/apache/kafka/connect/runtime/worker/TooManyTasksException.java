// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import org.apache.kafka.connect.errors.ConnectException;

/** A connector made more task configurations than {@code tasks.max} allows; trying again would not help. */
public final class TooManyTasksException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public TooManyTasksException(String connector, int count, int max) {
        super("Connector '" + connector + "' made " + count + " task configurations, but 'tasks.max' allows " + max
                + ". Raise 'tasks.max', or set 'tasks.max.enforce' to false to be warned only");
    }
}
