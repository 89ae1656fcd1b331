// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.metrics;

/** Every public name: groups (the {@code type} in JMX), tags and attributes. */
public final class MetricNames {
    public static final String JMX_DOMAIN = "kafka.connect";

    // groups
    public static final String WORKER_GROUP = "connect-worker-metrics";
    public static final String REBALANCE_GROUP = "connect-worker-rebalance-metrics";
    public static final String CONNECTOR_GROUP = "connector-metrics";
    public static final String TASK_GROUP = "connector-task-metrics";
    public static final String TRANSFORM_GROUP = "connector-transform-metrics";
    public static final String PREDICATE_GROUP = "connector-predicate-metrics";
    public static final String SOURCE_TASK_GROUP = "source-task-metrics";
    public static final String SINK_TASK_GROUP = "sink-task-metrics";
    public static final String TASK_ERROR_GROUP = "task-error-metrics";
    public static final String PLUGINS_GROUP = "plugins";

    // tags
    public static final String CONNECTOR_TAG = "connector";
    public static final String TASK_TAG = "task";
    public static final String TRANSFORM_TAG = "transform";
    public static final String PREDICATE_TAG = "predicate";
    public static final String CONVERTER_TAG = "converter";
    public static final String TRANSFORMATION_TAG = "transformation";

    // worker
    public static final String CONNECTOR_COUNT = "connector-count";
    public static final String TASK_COUNT = "task-count";
    public static final String CONNECTOR_STARTUP = "connector-startup";
    public static final String TASK_STARTUP = "task-startup";
    public static final String ATTEMPTS_TOTAL = "-attempts-total";
    public static final String SUCCESS_TOTAL = "-success-total";
    public static final String SUCCESS_PERCENTAGE = "-success-percentage";
    public static final String FAILURE_TOTAL = "-failure-total";
    public static final String FAILURE_PERCENTAGE = "-failure-percentage";
    public static final String CONNECTOR_TOTAL_TASKS = "connector-total-task-count";
    public static final String CONNECTOR_RUNNING_TASKS = "connector-running-task-count";
    public static final String CONNECTOR_PAUSED_TASKS = "connector-paused-task-count";
    public static final String CONNECTOR_FAILED_TASKS = "connector-failed-task-count";
    public static final String CONNECTOR_UNASSIGNED_TASKS = "connector-unassigned-task-count";
    public static final String CONNECTOR_DESTROYED_TASKS = "connector-destroyed-task-count";
    public static final String CONNECTOR_RESTARTING_TASKS = "connector-restarting-task-count";

    // connectors and tasks
    public static final String STATUS = "status";
    public static final String CONNECTOR_TYPE = "connector-type";
    public static final String CONNECTOR_CLASS = "connector-class";
    public static final String CONNECTOR_VERSION = "connector-version";
    public static final String TASK_CLASS = "task-class";
    public static final String TASK_VERSION = "task-version";
    public static final String KEY_CONVERTER_CLASS = "key-converter-class";
    public static final String KEY_CONVERTER_VERSION = "key-converter-version";
    public static final String VALUE_CONVERTER_CLASS = "value-converter-class";
    public static final String VALUE_CONVERTER_VERSION = "value-converter-version";
    public static final String HEADER_CONVERTER_CLASS = "header-converter-class";
    public static final String HEADER_CONVERTER_VERSION = "header-converter-version";
    public static final String TRANSFORM_CLASS = "transform-class";
    public static final String TRANSFORM_VERSION = "transform-version";
    public static final String PREDICATE_CLASS = "predicate-class";
    public static final String PREDICATE_VERSION = "predicate-version";
    public static final String RUNNING_RATIO = "running-ratio";
    public static final String PAUSE_RATIO = "pause-ratio";
    public static final String COMMIT_TIME_MAX = "offset-commit-max-time-ms";
    public static final String COMMIT_TIME_AVG = "offset-commit-avg-time-ms";
    public static final String COMMIT_FAILURES = "offset-commit-failure-percentage";
    public static final String COMMIT_SUCCESSES = "offset-commit-success-percentage";
    public static final String BATCH_SIZE_MAX = "batch-size-max";
    public static final String BATCH_SIZE_AVG = "batch-size-avg";

    // source tasks
    public static final String SOURCE_POLL = "source-record-poll";
    public static final String SOURCE_WRITE = "source-record-write";
    public static final String POLL_TIME_MAX = "poll-batch-max-time-ms";
    public static final String POLL_TIME_AVG = "poll-batch-avg-time-ms";
    public static final String SOURCE_ACTIVE = "source-record-active-count";
    public static final String TRANSACTION_SIZE = "transaction-size";

    // sink tasks
    public static final String SINK_READ = "sink-record-read";
    public static final String SINK_SEND = "sink-record-send";
    public static final String SINK_PARTITIONS = "partition-count";
    public static final String COMMIT_SEQUENCE = "offset-commit-seq-no";
    public static final String COMMIT_COMPLETION = "offset-commit-completion";
    public static final String COMMIT_SKIP = "offset-commit-skip";
    public static final String PUT_TIME_MAX = "put-batch-max-time-ms";
    public static final String PUT_TIME_AVG = "put-batch-avg-time-ms";
    public static final String SINK_ACTIVE = "sink-record-active-count";

    // errors
    public static final String RECORD_FAILURES = "total-record-failures";
    public static final String RECORD_ERRORS = "total-record-errors";
    public static final String RECORDS_SKIPPED = "total-records-skipped";
    public static final String RETRIES = "total-retries";
    public static final String ERRORS_LOGGED = "total-errors-logged";
    public static final String DLQ_REQUESTS = "deadletterqueue-produce-requests";
    public static final String DLQ_FAILURES = "deadletterqueue-produce-failures";
    public static final String LAST_ERROR = "last-error-timestamp";

    // endings
    public static final String RATE = "-rate";
    public static final String TOTAL = "-total";
    public static final String MIN = "-min";
    public static final String MAX = "-max";
    public static final String AVG = "-avg";

    private MetricNames() {}
}
