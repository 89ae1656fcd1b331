// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.errors;

import java.util.concurrent.CompletableFuture;

/**
 * Tells someone about a record that failed.
 *
 * @param <T> what records begin as
 */
public interface ErrorReporter<T> extends AutoCloseable {
    /** Completes when the report is safe, or can no longer become so. */
    CompletableFuture<Void> report(ProcessingContext<T> context);

    @Override
    default void close() {}
}
