// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import org.apache.kafka.connect.errors.ConnectException;

/** Another worker has become the only one that may write what leaders write. */
public final class WriteFencedException extends ConnectException {
    private static final long serialVersionUID = 1L;

    public WriteFencedException(String message, Throwable cause) {
        super(message, cause);
    }

    public WriteFencedException(String message) {
        super(message);
    }
}
