// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits until something becomes true, with a deadline.
 *
 * <p>Thread: the caller's.
 */
public final class Await {
    private static final Duration PAUSE = Duration.ofMillis(20);

    private Await() {}

    /**
     * Returns as soon as {@code condition} holds.
     *
     * @param what completes the sentence "Waited in vain until ..."
     * @throws AssertionError if it does not hold in time
     */
    public static void until(String what, Duration timeout, BooleanSupplier condition) {
        until(() -> what, timeout, condition);
    }

    /** As the other, with a description that is made only when it is needed. */
    public static void until(Supplier<String> what, Duration timeout, BooleanSupplier condition) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited in vain for " + timeout + " until " + what.get());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
