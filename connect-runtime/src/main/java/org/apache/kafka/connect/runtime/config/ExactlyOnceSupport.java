// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

/** How far the cluster has moved towards exactly-once delivery for sources. */
public enum ExactlyOnceSupport {
    /** Sources run at least once. */
    DISABLED(false),
    /** Leaders already write the config topic in transactions; sources still run at least once. The stop on a rolling upgrade. */
    PREPARING(true),
    /** Sources that can, run exactly once. */
    ENABLED(true);

    private final boolean transactionalLeader;

    ExactlyOnceSupport(boolean transactionalLeader) {
        this.transactionalLeader = transactionalLeader;
    }

    public boolean usesTransactionalLeader() {
        return transactionalLeader;
    }
}
