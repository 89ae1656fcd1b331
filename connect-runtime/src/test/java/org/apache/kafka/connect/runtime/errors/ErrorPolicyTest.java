// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy.Recovery;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrorPolicyTest {
    private final FakeTime time = new FakeTime(0);
    private final ConnectMetrics registry = new ConnectMetrics("w", new Metrics(), time);
    private final ErrorMetrics metrics = new ErrorMetrics(registry, new ConnectorTaskId("c", 0), time);
    private final List<ProcessingContext<String>> reported = new ArrayList<>();
    private boolean givenUp;

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void withoutToleranceTheFirstFailureIsReportedAndThrown() {
        DataException cause = new DataException("bad");
        ConnectException error = assertThrows(ConnectException.class, () -> policy(0, Tolerance.NONE)
                .recover("r", ProcessingStage.VALUE_CONVERTER, String.class, cause, () -> "never"));

        assertEquals("Tolerance exceeded in error handler", error.getMessage());
        assertEquals(cause, error.getCause());
        assertEquals(1, reported.size());
        assertEquals(1.0, metric(MetricNames.RECORD_ERRORS));
        assertEquals(0.0, metric(MetricNames.RECORDS_SKIPPED));
    }

    @Test
    void toleratedFailureIsReportedAndSkipped() {
        Recovery<String> recovery = policy(0, Tolerance.ALL)
                .recover("r", ProcessingStage.TRANSFORMATION, String.class, new DataException("bad"), () -> "never");

        assertTrue(recovery.skipped());
        assertEquals("r", reported.get(0).original());
        assertEquals(1.0, metric(MetricNames.RECORDS_SKIPPED));
        assertEquals(1.0, metric(MetricNames.RECORD_FAILURES));
        assertEquals(0L, metric(MetricNames.LAST_ERROR));
    }

    @Test
    void retriableFailureIsTriedAgainWithDoublingDelays() {
        AtomicInteger calls = new AtomicInteger();
        Recovery<String> recovery = policy(10_000, Tolerance.NONE)
                .recover("r", ProcessingStage.TRANSFORMATION, String.class, new RetriableException("1"), () -> {
                    if (calls.incrementAndGet() < 3) {
                        throw new RetriableException("again");
                    }
                    return "good";
                });

        assertEquals("good", recovery.value());
        assertEquals(300 + 600 + 1200, time.milliseconds());
        assertEquals(3.0, metric(MetricNames.RETRIES));
        assertEquals(3.0, metric(MetricNames.RECORD_FAILURES));
        assertEquals(0.0, metric(MetricNames.RECORD_ERRORS));
    }

    @Test
    void triesEndAtTheTimeout() {
        assertThrows(ConnectException.class, () -> policy(1_000, Tolerance.NONE)
                .recover("r", ProcessingStage.TRANSFORMATION, String.class, new RetriableException("1"), () -> {
                    throw new RetriableException("again");
                }));

        assertEquals(1_000, time.milliseconds());
        assertEquals(4, reported.get(0).attempts(), "at 0, 300, 900 and at the last moment, 1000 ms");
    }

    @Test
    void delaysBeyondTheLargestAreRandomBelowIt() {
        ErrorPolicy<String> policy = policy(-1, Tolerance.NONE);

        assertEquals(300, policy.delayMs(1, Long.MAX_VALUE));
        assertEquals(38_400, policy.delayMs(8, Long.MAX_VALUE));
        assertEquals(15_000, policy.delayMs(9, Long.MAX_VALUE));
        assertEquals(15_000, policy.delayMs(1_000, Long.MAX_VALUE));
        assertEquals(20, policy.delayMs(9, 20));
    }

    @Test
    void outsideConvertersOnlyRetriableFailuresAreTolerable() {
        ErrorPolicy<String> policy = policy(0, Tolerance.ALL);
        assertThrows(
                ConnectException.class,
                () -> policy.recover(
                        "r", ProcessingStage.KAFKA_PRODUCE, String.class, new DataException("x"), () -> "never"));
        assertTrue(policy.recover(
                        "r", ProcessingStage.KAFKA_PRODUCE, String.class, new RetriableException("x"), () -> "never")
                .skipped());
    }

    @Test
    void aCancelledTaskTriesNothingAgain() {
        givenUp = true;
        assertThrows(ConnectException.class, () -> policy(-1, Tolerance.ALL)
                .recover(
                        "r", ProcessingStage.TRANSFORMATION, String.class, new RetriableException("x"), () -> "never"));
        assertTrue(reported.isEmpty());
    }

    @Test
    void theLongestTimeoutThereIsTriesAgain() {
        time.advance(Duration.ofDays(1));

        assertEquals(
                "well",
                policy(Long.MAX_VALUE, Tolerance.NONE)
                        .recover(
                                "r",
                                ProcessingStage.TRANSFORMATION,
                                String.class,
                                new RetriableException("x"),
                                () -> "well")
                        .value());
    }

    private ErrorPolicy<String> policy(long retryMs, Tolerance tolerance) {
        ErrorReporter<String> reporter = context -> {
            reported.add(context);
            return CompletableFuture.completedFuture(null);
        };
        return new ErrorPolicy<>(
                new ErrorPolicy.Limits(retryMs, 60_000, tolerance),
                List.of(reporter),
                metrics,
                () -> givenUp,
                () -> 0.25,
                time);
    }

    private Object metric(String name) {
        return registry.registry()
                .metric(registry.registry()
                        .metricName(name, MetricNames.TASK_ERROR_GROUP, Map.of("connector", "c", "task", "0")))
                .metricValue();
    }
}
