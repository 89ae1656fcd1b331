// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.errors;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.metrics.MetricGroup;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;

/**
 * How often records of a task failed, and what was done about it.
 *
 * <p>Thread: any.
 */
public final class ErrorMetrics implements AutoCloseable {
    private final MetricGroup group;
    private final Time time;
    private final Sensor failures;
    private final Sensor errors;
    private final Sensor skipped;
    private final Sensor retries;
    private final Sensor logged;
    private final Sensor deadLetterRequests;
    private final Sensor deadLetterFailures;
    private volatile long lastErrorMs;

    public ErrorMetrics(ConnectMetrics metrics, ConnectorTaskId id, Time time) {
        this.time = time;
        group = metrics.group(
                MetricNames.TASK_ERROR_GROUP,
                MetricNames.CONNECTOR_TAG,
                id.connector(),
                MetricNames.TASK_TAG,
                Integer.toString(id.task()));
        failures = group.total(MetricNames.RECORD_FAILURES);
        errors = group.total(MetricNames.RECORD_ERRORS);
        skipped = group.total(MetricNames.RECORDS_SKIPPED);
        retries = group.total(MetricNames.RETRIES);
        logged = group.total(MetricNames.ERRORS_LOGGED);
        deadLetterRequests = group.total(MetricNames.DLQ_REQUESTS);
        deadLetterFailures = group.total(MetricNames.DLQ_FAILURES);
        group.gauge(MetricNames.LAST_ERROR, () -> lastErrorMs);
    }

    void attemptFailed() {
        failures.record();
    }

    void recordFailed() {
        errors.record();
        lastErrorMs = time.milliseconds();
    }

    void skipped() {
        skipped.record();
    }

    void retried() {
        retries.record();
    }

    void logged() {
        logged.record();
    }

    void deadLetterRequested() {
        deadLetterRequests.record();
    }

    void deadLetterFailed() {
        deadLetterFailures.record();
    }

    @Override
    public void close() {
        group.close();
    }
}
