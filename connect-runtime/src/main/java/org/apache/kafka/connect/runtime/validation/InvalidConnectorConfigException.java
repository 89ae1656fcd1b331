// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.validation;

import org.apache.kafka.connect.errors.ConnectException;

/** The configuration cannot be accepted; the message is meant for the one who wrote it. */
public final class InvalidConnectorConfigException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public InvalidConnectorConfigException(String message) {
        super(message);
    }

    public InvalidConnectorConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
