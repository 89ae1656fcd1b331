// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.testing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;

/** A clock that stands still until it is told to advance; sleeping on it advances it. */
public final class FakeTime implements Time {
    private final AtomicLong nowNanos = new AtomicLong(Duration.ofDays(365 * 50).toNanos());

    public void advance(Duration duration) {
        nowNanos.addAndGet(duration.toNanos());
    }

    @Override
    public long milliseconds() {
        return nowNanos.get() / 1_000_000;
    }

    @Override
    public long nanoseconds() {
        return nowNanos.get();
    }

    @Override
    public long hiResClockMs() {
        return milliseconds();
    }

    @Override
    public void sleep(long ms) {
        advance(Duration.ofMillis(ms));
    }

    @Override
    public void waitObject(Object monitor, Supplier<Boolean> condition, long deadlineMs) throws InterruptedException {
        synchronized (monitor) { // the contract of Time: the caller's condition is guarded by this monitor
            while (!condition.get()) {
                if (milliseconds() >= deadlineMs) {
                    throw new TimeoutException("Condition not met before the deadline");
                }
                advance(Duration.ofMillis(1));
            }
        }
    }
}
