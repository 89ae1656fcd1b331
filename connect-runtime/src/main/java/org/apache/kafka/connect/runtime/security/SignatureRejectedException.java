// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.security;

import org.apache.kafka.connect.errors.ConnectException;

/** A request that claims to come from another worker is not accepted as such. */
public final class SignatureRejectedException extends ConnectException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the signature; decides how the sender is answered. */
    public enum Reason {
        /** It is absent, incomplete or not readable. */
        UNREADABLE,
        /** This worker has no key yet to check it with. */
        NO_KEY_YET,
        /** It does not match the request. */
        FORGED
    }

    private final Reason reason;

    public SignatureRejectedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public SignatureRejectedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
