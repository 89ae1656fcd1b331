// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.errors;

/**
 * A failure that may pass by itself: the same call may be repeated.
 */
public class RetriableException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public RetriableException(String message) {
        super(message);
    }

    public RetriableException(String message, Throwable cause) {
        super(message, cause);
    }

    public RetriableException(Throwable cause) {
        super(cause);
    }
}
