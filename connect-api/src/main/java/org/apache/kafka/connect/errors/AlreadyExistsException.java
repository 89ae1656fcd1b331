// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.errors;

/**
 * What was to be created is there already.
 */
public class AlreadyExistsException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public AlreadyExistsException(String message) {
        super(message);
    }

    public AlreadyExistsException(String message, Throwable cause) {
        super(message, cause);
    }

    public AlreadyExistsException(Throwable cause) {
        super(cause);
    }
}
