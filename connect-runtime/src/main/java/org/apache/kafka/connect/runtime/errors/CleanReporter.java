// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.errors;

import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * Takes secrets out of errors before another reporter tells of them.
 *
 * <p>Thread: as the other reporter.
 *
 * @param <T> what records begin as
 */
public final class CleanReporter<T> implements ErrorReporter<T> {
    private final ErrorReporter<T> reporter;
    private final UnaryOperator<Throwable> clean;

    public CleanReporter(ErrorReporter<T> reporter, UnaryOperator<Throwable> clean) {
        this.reporter = reporter;
        this.clean = clean;
    }

    @Override
    public CompletableFuture<Void> report(ProcessingContext<T> context) {
        return reporter.report(context.cleaned(clean));
    }

    @Override
    public void close() {
        reporter.close();
    }
}
