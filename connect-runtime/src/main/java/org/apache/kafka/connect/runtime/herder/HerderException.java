// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Why a herder does not do what it was asked, where the asker can do something about it. */
public abstract sealed class HerderException extends ConnectException {
    private static final long serialVersionUID = 1L;

    private HerderException(String message) {
        super(message);
    }

    private HerderException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }

    /** Another worker must be asked. */
    public static final class WrongWorker extends HerderException {
        private static final long serialVersionUID = 1L;

        private final @Nullable String url;

        /** @param url REST address of the worker to ask; {@code null} if nobody knows it */
        public WrongWorker(String message, @Nullable String url) {
            super(message);
            this.url = url;
        }

        /** REST address of the worker to ask; {@code null} if nobody knows it. */
        public @Nullable String url() {
            return url;
        }
    }

    /** The group is changing; the same request will succeed, or fail for good, once it has settled. */
    public static final class RebalanceExpected extends HerderException {
        private static final long serialVersionUID = 1L;

        public RebalanceExpected() {
            super("Cannot complete request momentarily due to stale configuration"
                    + " (typically caused by a concurrent config change)");
        }
    }

    /** The request makes no sense as it is. */
    public static final class InvalidRequest extends HerderException {
        private static final long serialVersionUID = 1L;

        public InvalidRequest(String message) {
            super(message);
        }

        /** Offsets of a connector can be changed only while nothing of it runs. */
        public static InvalidRequest notStopped(String connector) {
            return new InvalidRequest(
                    "Connectors must be in the STOPPED state before their offsets can be modified. This can be done for"
                            + " the specified connector by issuing a 'PUT' request to the '/connectors/" + connector
                            + "/stop' endpoint");
        }
    }

    /** Something else happened at the same time; asking again may succeed. */
    public static final class Conflict extends HerderException {
        private static final long serialVersionUID = 1L;

        public Conflict(String message) {
            super(message);
        }

        public Conflict(@Nullable String message, Throwable cause) {
            super(message, cause);
        }
    }
}
