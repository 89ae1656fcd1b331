// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.errors;

import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** A failure with a status of its own; what another worker answered among them. */
public final class RestException extends ConnectException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int errorCode;

    public RestException(int status, @Nullable String message) {
        this(status, status, message, null);
    }

    public RestException(int status, @Nullable String message, Throwable cause) {
        this(status, status, message, cause);
    }

    /** @param errorCode what the body reports; other than the status only where another worker said so */
    public RestException(int status, int errorCode, @Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.errorCode = errorCode;
    }

    public static RestException badRequest(String message) {
        return new RestException(400, message);
    }

    public int status() {
        return status;
    }

    public int errorCode() {
        return errorCode;
    }
}
