// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.errors;

/**
 * The call is not allowed at this point of a worker's or a task's life.
 */
public class IllegalWorkerStateException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public IllegalWorkerStateException(String message) {
        super(message);
    }

    public IllegalWorkerStateException(String message, Throwable cause) {
        super(message, cause);
    }

    public IllegalWorkerStateException(Throwable cause) {
        super(cause);
    }
}
