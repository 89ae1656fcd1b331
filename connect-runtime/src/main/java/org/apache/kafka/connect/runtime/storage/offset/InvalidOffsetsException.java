// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.offset;

import org.apache.kafka.connect.errors.ConnectException;

/** The offsets that a user handed in make no sense for the connector; a REST client gets a 400. */
public final class InvalidOffsetsException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public InvalidOffsetsException(String message) {
        super(message);
    }
}
