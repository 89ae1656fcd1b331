// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.errors;

/**
 * A value, a schema or the pair of them is not what it should be.
 */
public class DataException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }

    public DataException(Throwable cause) {
        super(cause);
    }
}
