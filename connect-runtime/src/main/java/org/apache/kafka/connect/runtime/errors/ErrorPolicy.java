// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.errors;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about records that fail: whether and when to try again, whether to pass over them, whom to tell. A record
 * that goes well never meets it.
 *
 * <p>Thread: {@code recover} on the task's; the others on any.
 *
 * @param <T> what records begin as
 */
public final class ErrorPolicy<T> implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ErrorPolicy.class);
    private static final long FIRST_DELAY_MS = 300;
    private static final long FOREVER = -1;

    /**
     * What the user tolerates.
     *
     * @param retryTimeoutMs how long to try again: 0 not at all, -1 forever
     * @param maxDelayMs     longest delay between attempts
     * @param tolerance      whether to pass over what fails in the end
     */
    public record Limits(long retryTimeoutMs, long maxDelayMs, Tolerance tolerance) {}

    /**
     * How a failure ended.
     *
     * @param skipped whether the record is to be passed over
     * @param value   otherwise, what the operation gave when it went well in the end
     */
    public record Recovery<V>(boolean skipped, @Nullable V value) {}

    private final Limits limits;
    private final List<ErrorReporter<T>> reporters;
    private final ErrorMetrics metrics;
    private final BooleanSupplier givenUp;
    private final DoubleSupplier random;
    private final Time time;

    /**
     * @param limits    what the user tolerates
     * @param reporters whom to tell
     * @param metrics   what to count
     * @param givenUp   whether the task was cancelled
     * @param random    uniform in [0, 1), for delays
     * @param time      the clock
     */
    public ErrorPolicy(
            Limits limits,
            List<ErrorReporter<T>> reporters,
            ErrorMetrics metrics,
            BooleanSupplier givenUp,
            DoubleSupplier random,
            Time time) {
        this.limits = limits;
        this.reporters = List.copyOf(reporters);
        this.metrics = metrics;
        this.givenUp = givenUp;
        this.random = random;
        this.time = time;
    }

    public boolean tolerates() {
        return limits.tolerance() == Tolerance.ALL;
    }

    public boolean hasReporters() {
        return !reporters.isEmpty();
    }

    /**
     * After an operation on a record failed for the first time: tries it again as long as that makes sense, then
     * reports it and passes over it, or throws because the user does not tolerate that.
     *
     * @param original what the record began as
     * @param stage    where it is
     * @param culprit  the plugin class that failed
     * @param first    how
     * @param again    the same operation
     */
    public <V extends @Nullable Object> Recovery<V> recover(
            T original, ProcessingStage stage, Class<?> culprit, Exception first, Callable<V> again) {
        long deadline = deadline();
        Exception error = first;
        int attempt = 1;
        metrics.attemptFailed();
        while (error instanceof RetriableException && limits.retryTimeoutMs() != 0 && time.milliseconds() < deadline) {
            time.sleep(delayMs(attempt, deadline));
            if (givenUp.getAsBoolean()) {
                throw new ConnectException("The task was cancelled while it waited to try a record again", error);
            }
            attempt++;
            metrics.retried();
            try {
                return new Recovery<>(false, again.call());
            } catch (Exception e) {
                error = e;
                metrics.attemptFailed();
            }
        }
        if (!stage.toleratesAnyException() && !(error instanceof RetriableException)) {
            metrics.recordFailed();
            throw new ConnectException("Unhandled exception in error handler", error);
        }
        // Nobody has to wait for these: what holds offsets back are only the reports that a sink asked for.
        CompletableFuture<Void> unused = reportAll(new ProcessingContext<>(original, stage, culprit, error, attempt));
        if (!tolerates()) {
            throw new ConnectException("Tolerance exceeded in error handler", error);
        }
        metrics.skipped();
        return new Recovery<>(true, null);
    }

    /**
     * Reports a record that failed outside this policy's sight: in a sink's own hands, or on the way to the brokers.
     * The caller throws if that is not tolerated.
     */
    public CompletableFuture<Void> report(T original, ProcessingStage stage, Class<?> culprit, Throwable error) {
        metrics.attemptFailed();
        CompletableFuture<Void> reported = reportAll(new ProcessingContext<>(original, stage, culprit, error, 1));
        if (tolerates()) {
            metrics.skipped();
        }
        return reported;
    }

    private CompletableFuture<Void> reportAll(ProcessingContext<T> context) {
        metrics.recordFailed();
        List<CompletableFuture<Void>> reports = new ArrayList<>(reporters.size());
        for (ErrorReporter<T> reporter : reporters) {
            try {
                reports.add(reporter.report(context));
            } catch (RuntimeException e) {
                log.error("A failed record could not be reported", e);
            }
        }
        return CompletableFuture.allOf(reports.toArray(new CompletableFuture<?>[0]));
    }

    private long deadline() {
        long now = time.milliseconds();
        long timeout = limits.retryTimeoutMs();
        return timeout == FOREVER || timeout > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + timeout;
    }

    /** Doubles from attempt to attempt; beyond the largest delay a random part of that, so that tasks spread. */
    long delayMs(int attempt, long deadline) {
        int doublings = Math.min(attempt - 1, 32);
        long delay = FIRST_DELAY_MS << doublings;
        if (delay > limits.maxDelayMs()) {
            delay = (long) (random.getAsDouble() * limits.maxDelayMs());
        }
        long left = deadline - time.milliseconds();
        return Math.max(0, Math.min(delay, left));
    }

    @Override
    public void close() {
        for (ErrorReporter<T> reporter : reporters) {
            try {
                reporter.close();
            } catch (RuntimeException e) {
                log.error("A reporter of failed records did not close cleanly", e);
            }
        }
    }
}
