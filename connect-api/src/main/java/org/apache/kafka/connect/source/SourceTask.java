// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.source;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.connector.Task;

/**
 * Fetches records from elsewhere. Life: {@code initialize}, {@code start}, then {@code poll} over and over, with
 * {@code commitRecord} and {@code commit} in between, {@code stop}.
 */
public abstract class SourceTask implements Task {
    /** The setting that says who ends the producer's transactions. */
    public static final String TRANSACTION_BOUNDARY_CONFIG = "transaction.boundary";

    /** Where the producer's transactions end. */
    public enum TransactionBoundary {
        /** After each batch that {@link SourceTask#poll()} returns. */
        POLL,
        /** After a span of time. */
        INTERVAL,
        /** Where the task says, through {@link SourceTaskContext#transactionContext()}. */
        CONNECTOR;

        /** What holds when nothing is configured. */
        public static final TransactionBoundary DEFAULT = POLL;

        /**
         * The boundary for a configured text, whatever its case and surrounding blanks.
         *
         * @param property the text
         * @return the boundary
         * @throws IllegalArgumentException if there is none of that name
         */
        public static TransactionBoundary fromProperty(String property) {
            return valueOf(property.trim().toUpperCase(Locale.ROOT));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    protected SourceTaskContext context;

    public SourceTask() {}

    /**
     * Hands over the context, before anything else.
     *
     * @param context the context of this task
     */
    public void initialize(SourceTaskContext context) {
        this.context = context;
    }

    @Override
    public abstract void start(Map<String, String> props);

    /**
     * Fetches the next records. It may block, but should return now and then so that the task can be paused.
     *
     * @return the records; null or an empty list when there are none now
     * @throws InterruptedException if interrupted while it waits
     */
    public abstract List<SourceRecord> poll() throws InterruptedException;

    /**
     * Called after offsets were committed, for tasks that acknowledge to their system.
     *
     * @throws InterruptedException if interrupted while it waits
     */
    public void commit() throws InterruptedException {}

    @Override
    public abstract void stop();

    /**
     * Called when one record was written to Kafka or was dropped on purpose.
     *
     * @param record   the record as {@link #poll()} returned it
     * @param metadata where it was written; null if a transformation or the error settings dropped it
     * @throws InterruptedException if interrupted while it waits
     */
    public void commitRecord(SourceRecord record, RecordMetadata metadata) throws InterruptedException {}
}
