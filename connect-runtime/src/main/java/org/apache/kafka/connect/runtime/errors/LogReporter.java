// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.errors;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes failed records to the log; what they held only if the user wants to see it there.
 *
 * @param <T> what records begin as
 */
public final class LogReporter<T> implements ErrorReporter<T> {
    private static final Logger log = LoggerFactory.getLogger(LogReporter.class);

    private final ConnectorTaskId id;
    private final ErrorMetrics metrics;
    private final Function<T, String> describe;

    /**
     * @param id       the task
     * @param metrics  counts what is logged
     * @param describe what may be said about a record
     */
    public LogReporter(ConnectorTaskId id, ErrorMetrics metrics, Function<T, String> describe) {
        this.id = id;
        this.metrics = metrics;
        this.describe = describe;
    }

    @Override
    public CompletableFuture<Void> report(ProcessingContext<T> context) {
        Class<?> culprit = context.executingClass();
        log.error(
                "Error encountered in task {}. Executing stage '{}' with class '{}'{}",
                id,
                context.stage(),
                culprit == null ? null : culprit.getName(),
                describe.apply(context.original()),
                context.error());
        metrics.logged();
        return CompletableFuture.completedFuture(null);
    }
}
