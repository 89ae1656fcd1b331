// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.metrics;

import java.util.EnumMap;
import java.util.Map;

/**
 * What share of its life something has spent in each state, as fractions of 1.
 *
 * <p>Thread: changed by one thread, read by any; guarded by itself.
 *
 * @param <S> the states
 */
public final class StateRatio<S extends Enum<S>> {
    private final Map<S, Long> spentMs;
    private final long bornMs;
    private S state;
    private long sinceMs;

    public StateRatio(Class<S> states, S initial, long nowMs) {
        spentMs = new EnumMap<>(states);
        state = initial;
        bornMs = nowMs;
        sinceMs = nowMs;
    }

    public synchronized void enter(S next, long nowMs) {
        spentMs.merge(state, nowMs - sinceMs, Long::sum);
        state = next;
        sinceMs = nowMs;
    }

    public synchronized S state() {
        return state;
    }

    /** Share of time in the state since birth; 0 at the moment of birth. */
    public synchronized double share(S of, long nowMs) {
        long age = nowMs - bornMs;
        if (age <= 0) {
            return 0.0;
        }
        long spent = spentMs.getOrDefault(of, 0L) + (state == of ? nowMs - sinceMs : 0);
        return (double) spent / age;
    }
}
