// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.source;

/** Where a source task marks the ends of its producer's transactions. To be used on the task's thread. */
public interface TransactionContext {
    /** Commits after the batch that {@link SourceTask#poll()} returns next. */
    void commitTransaction();

    /**
     * Commits after the given record.
     *
     * @param record a record of the next batch
     */
    void commitTransaction(SourceRecord record);

    /** Aborts after the batch that {@link SourceTask#poll()} returns next: its records will not be seen. */
    void abortTransaction();

    /**
     * Aborts after the given record: it and those before it in the transaction will not be seen.
     *
     * @param record a record of the next batch
     */
    void abortTransaction(SourceRecord record);
}
