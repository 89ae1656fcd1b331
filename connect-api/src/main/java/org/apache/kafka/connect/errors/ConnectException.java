// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.errors;

import org.apache.kafka.common.KafkaException;

/**
 * The root of all that goes wrong between the worker and a plugin. Unless a subclass says otherwise it is final:
 * trying again will not help.
 */
public class ConnectException extends KafkaException {
    private static final long serialVersionUID = 1L;

    public ConnectException(String message) {
        super(message);
    }

    public ConnectException(String message, Throwable cause) {
        super(message, cause);
    }

    public ConnectException(Throwable cause) {
        super(cause);
    }
}
