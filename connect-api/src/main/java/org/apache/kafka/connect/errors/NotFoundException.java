// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.errors;

/**
 * What was asked for does not exist.
 */
public class NotFoundException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String message) {
        super(message);
    }

    public NotFoundException(String message, Throwable cause) {
        super(message, cause);
    }

    public NotFoundException(Throwable cause) {
        super(cause);
    }
}
