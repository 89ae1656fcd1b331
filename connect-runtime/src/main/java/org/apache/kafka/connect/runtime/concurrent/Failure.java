// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.concurrent;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Why a future failed. */
public final class Failure {
    private Failure() {}

    /** The failure itself, without what futures wrap around it on its way. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException || cause instanceof ExecutionException) {
            Throwable inner = cause.getCause();
            if (inner == null) {
                return cause;
            }
            cause = inner;
        }
        return cause;
    }

    /** As {@link #cause}, for what {@code handle} and its like are given: {@code null} after a success. */
    public static @Nullable Throwable causeIfAny(@Nullable Throwable failure) {
        return failure == null ? null : cause(failure);
    }
}
