// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.source;

/** Whether a source connector can say itself where its producer's transactions end. */
public enum ConnectorTransactionBoundaries {
    /** Its tasks use {@link SourceTaskContext#transactionContext()} when asked to. */
    SUPPORTED,
    /** They do not. */
    UNSUPPORTED
}
