// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.time.Duration;
import org.apache.kafka.common.utils.Time;

/**
 * Turns many reasons for a rebalance that come together into one: it falls due when no more have come for a moment, or
 * when the first has waited long enough. Soon after a rebalance both take longer, so that a flood of changes makes few.
 *
 * <p>Thread: herder loop.
 */
final class RejoinTimer {
    static final Duration QUIET = Duration.ofMillis(50);
    static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    static final Duration BUSY_QUIET = Duration.ofMillis(250);
    static final Duration BUSY_LONGEST_WAIT = Duration.ofSeconds(3);
    /** How long after a rebalance the next one is in no hurry. */
    static final Duration BUSY = Duration.ofSeconds(3);

    private final Time time;
    private boolean wanted;
    private long firstMs;
    private long lastMs;
    private long calmFromMs;

    RejoinTimer(Time time) {
        this.time = time;
        this.calmFromMs = nowMs();
    }

    /** By a clock that nobody sets back. */
    private long nowMs() {
        return time.hiResClockMs();
    }

    /** Something happened that only a rebalance can put right. */
    void want() {
        lastMs = nowMs();
        if (!wanted) {
            firstMs = lastMs;
            wanted = true;
        }
    }

    /** Whether to rebalance now. */
    boolean due() {
        return wanted && msUntilDue(1) == 0;
    }

    /** A rebalance takes place: earlier reasons are dealt with by it. */
    void reset() {
        wanted = false;
        calmFromMs = nowMs() + BUSY.toMillis();
    }

    /** Milliseconds until it falls due, at most {@code limitMs}. */
    long msUntilDue(long limitMs) {
        if (!wanted) {
            return limitMs;
        }
        boolean busy = firstMs < calmFromMs;
        long quietMs = (busy ? BUSY_QUIET : QUIET).toMillis();
        long longestMs = (busy ? BUSY_LONGEST_WAIT : LONGEST_WAIT).toMillis();
        long due = Math.min(lastMs + quietMs, firstMs + longestMs);
        return Math.max(0, Math.min(limitMs, due - nowMs()));
    }
}
