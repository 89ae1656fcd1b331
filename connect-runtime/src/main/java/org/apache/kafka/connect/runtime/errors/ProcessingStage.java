// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.errors;

/** Where on its way a record was. The names are written into the headers of dead letter records. */
public enum ProcessingStage {
    TASK_POLL,
    TASK_PUT,
    TRANSFORMATION,
    KEY_CONVERTER,
    VALUE_CONVERTER,
    HEADER_CONVERTER,
    KAFKA_PRODUCE,
    KAFKA_CONSUME;

    /** Whether any exception here may be tolerated; elsewhere only one that says it can be retried. */
    boolean toleratesAnyException() {
        return switch (this) {
            case TRANSFORMATION, KEY_CONVERTER, VALUE_CONVERTER, HEADER_CONVERTER -> true;
            case TASK_POLL, TASK_PUT, KAFKA_PRODUCE, KAFKA_CONSUME -> false;
        };
    }
}
