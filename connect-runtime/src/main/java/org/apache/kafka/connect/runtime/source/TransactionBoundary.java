// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;
import org.jspecify.annotations.Nullable;

/**
 * Says where transactions end.
 *
 * <p>Thread: the task's; requests of a connector come from any.
 */
public interface TransactionBoundary {
    /** What to do with the open transaction. */
    enum Verdict {
        GO_ON,
        COMMIT,
        ABORT
    }

    /** After the record was sent or dropped. */
    Verdict after(SourceRecord message);

    /** After a batch, empty ones included. */
    Verdict afterBatch();

    /** Whether a task that ends or pauses commits what is open. */
    boolean commitsAtEnd();

    /** A transaction was committed. */
    default void committed() {}

    /** What the plugin may ask; null where it has no say. */
    default @Nullable TransactionContext requests() {
        return null;
    }

    /** After every poll. */
    static TransactionBoundary everyPoll() {
        return new TransactionBoundary() {
            @Override
            public Verdict after(SourceRecord message) {
                return Verdict.GO_ON;
            }

            @Override
            public Verdict afterBatch() {
                return Verdict.COMMIT;
            }

            @Override
            public boolean commitsAtEnd() {
                return true;
            }
        };
    }

    /** After the first batch that ends at least an interval after the last commit. */
    static TransactionBoundary every(long intervalMs, Time time) {
        return new TransactionBoundary() {
            private long lastMs = time.milliseconds();

            @Override
            public Verdict after(SourceRecord message) {
                return Verdict.GO_ON;
            }

            @Override
            public Verdict afterBatch() {
                return time.milliseconds() - lastMs >= intervalMs ? Verdict.COMMIT : Verdict.GO_ON;
            }

            @Override
            public boolean commitsAtEnd() {
                return true;
            }

            @Override
            public void committed() {
                lastMs = time.milliseconds();
            }
        };
    }

    /** Where the connector says. */
    static TransactionBoundary byConnector() {
        return new ByConnector();
    }

    /** Collects what the connector asks for; guarded by itself, as plugins may ask from threads of their own. */
    final class ByConnector implements TransactionBoundary, TransactionContext {
        private final Set<SourceRecord> commitAfter = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<SourceRecord> abortAfter = Collections.newSetFromMap(new IdentityHashMap<>());
        private boolean commitBatch;
        private boolean abortBatch;

        private ByConnector() {}

        @Override
        public synchronized void commitTransaction() {
            commitBatch = true;
        }

        @Override
        public synchronized void commitTransaction(SourceRecord message) {
            commitAfter.add(message);
        }

        @Override
        public synchronized void abortTransaction() {
            abortBatch = true;
        }

        @Override
        public synchronized void abortTransaction(SourceRecord message) {
            abortAfter.add(message);
        }

        @Override
        public synchronized Verdict after(SourceRecord message) {
            boolean abort = abortAfter.remove(message);
            boolean commit = commitAfter.remove(message);
            if (abort && commit) {
                throw new IllegalStateException(
                        "The connector asked both to commit and to abort the transaction after the same record");
            }
            return verdict(abort, commit);
        }

        @Override
        public synchronized Verdict afterBatch() {
            boolean abort = abortBatch;
            boolean commit = commitBatch;
            abortBatch = false;
            commitBatch = false;
            if (abort && commit) {
                throw new IllegalStateException(
                        "The connector asked both to commit and to abort the transaction after the same batch");
            }
            return verdict(abort, commit);
        }

        @Override
        public synchronized boolean commitsAtEnd() {
            return commitBatch && !abortBatch;
        }

        @Override
        public TransactionContext requests() {
            return this;
        }

        private static Verdict verdict(boolean abort, boolean commit) {
            if (abort) {
                return Verdict.ABORT;
            }
            return commit ? Verdict.COMMIT : Verdict.GO_ON;
        }
    }
}
