// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Time;

/** A clock that moves when a test moves it, or when the code under test sleeps on it. */
public final class FakeTime implements Time {
    private long nowMs;
    private long wallClockOffMs;

    public FakeTime() {
        this(1_700_000_000_000L);
    }

    public FakeTime(long startMs) {
        nowMs = startMs;
    }

    public void advance(Duration by) {
        advanceMs(by.toMillis());
    }

    public synchronized void advanceMs(long ms) {
        nowMs += ms;
    }

    /** Somebody sets the wall clock; no time passes. */
    public synchronized void setWallClockBackMs(long ms) {
        wallClockOffMs -= ms;
    }

    @Override
    public synchronized long milliseconds() {
        return nowMs + wallClockOffMs;
    }

    @Override
    public synchronized long nanoseconds() {
        return TimeUnit.MILLISECONDS.toNanos(nowMs);
    }

    @Override
    public void sleep(long ms) {
        advanceMs(ms);
    }

    @Override
    public void waitObject(Object monitor, Supplier<Boolean> condition, long deadlineMs) throws InterruptedException {
        synchronized (monitor) {
            if (!condition.get()) {
                advanceMs(Math.max(0, deadlineMs - milliseconds()));
                if (!condition.get()) {
                    throw new TimeoutException("Condition not satisfied before deadline");
                }
            }
        }
    }
}
