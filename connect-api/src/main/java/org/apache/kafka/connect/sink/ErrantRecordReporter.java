// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.sink;

import java.util.concurrent.Future;

/** Takes the records that a sink task could not deliver and treats them as the connector's error settings say. */
public interface ErrantRecordReporter {
    /**
     * Reports one record. Offsets are not committed beyond it before the report is written.
     *
     * @param record the record as the task got it
     * @param error  why it cannot be delivered
     * @return done when the report is written
     */
    Future<Void> report(SinkRecord record, Throwable error);
}
