// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.errors;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way, and what went wrong with it. Made only when something does, or when a plugin asks.
 *
 * <p>Published plugins (the JDBC sinks of Debezium among them) call {@code original()} on the context of an
 * {@code InternalSinkRecord}, so this class keeps its published name and is generic in what it began as.
 *
 * @param <T> what the record began as: a consumer record in a sink, a source record in a source
 */
public final class ProcessingContext<T> {
    private final T original;
    private final @Nullable ProcessingStage stage;
    private final @Nullable Class<?> executingClass;
    private final @Nullable Throwable error;
    private final @Nullable String errorClass;
    private final int attempts;

    /** A record of which nothing but its origin is to be told. */
    public ProcessingContext(T original) {
        this(original, null, null, null, 0);
    }

    /**
     * A record that failed.
     *
     * @param original       what it began as
     * @param stage          where it failed
     * @param executingClass in which plugin class
     * @param error          how
     * @param attempts       how often it was tried
     */
    public ProcessingContext(
            T original,
            @Nullable ProcessingStage stage,
            @Nullable Class<?> executingClass,
            @Nullable Throwable error,
            int attempts) {
        this(
                original,
                stage,
                executingClass,
                error,
                error == null ? null : error.getClass().getName(),
                attempts);
    }

    private ProcessingContext(
            T original,
            @Nullable ProcessingStage stage,
            @Nullable Class<?> executingClass,
            @Nullable Throwable error,
            @Nullable String errorClass,
            int attempts) {
        this.original = original;
        this.stage = stage;
        this.executingClass = executingClass;
        this.error = error;
        this.errorClass = errorClass;
        this.attempts = attempts;
    }

    /** What the record began as. */
    public T original() {
        return original;
    }

    public @Nullable ProcessingStage stage() {
        return stage;
    }

    public @Nullable Class<?> executingClass() {
        return executingClass;
    }

    public @Nullable Throwable error() {
        return error;
    }

    /** The class that the error had before {@link #cleaned} took something out of it. */
    public @Nullable String errorClass() {
        return errorClass;
    }

    /** The same, with an error that may be told to anybody. */
    ProcessingContext<T> cleaned(UnaryOperator<Throwable> clean) {
        return error == null
                ? this
                : new ProcessingContext<>(original, stage, executingClass, clean.apply(error), errorClass, attempts);
    }

    public int attempts() {
        return attempts;
    }

    public boolean failed() {
        return error != null;
    }
}
