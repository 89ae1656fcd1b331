// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime;

import org.apache.kafka.connect.errors.ConnectException;

/**
 * A connector made more task configurations than {@code tasks.max} allows; trying again would not help. Its name stands in
 * the traces that users see, so it is a published one.
 */
public final class TooManyTasksException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public TooManyTasksException(String connector, int count, int max) {
        super("The connector " + connector + " has generated " + count + " tasks, which is greater than " + max
                + ", the maximum number of tasks it is configured to create. This behaviour should be considered a bug"
                + " and is disallowed. If necessary, it can be permitted by reconfiguring the connector with"
                + " 'tasks.max.enforce' set to false; however, this option will be removed in a future release of"
                + " Kafka Connect.");
    }
}
