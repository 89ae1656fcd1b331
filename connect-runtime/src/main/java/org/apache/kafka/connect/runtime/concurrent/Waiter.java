// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.concurrent;

/**
 * How a loop sleeps and how others wake it.
 *
 * <p>Thread: {@code await} on the loop's thread, {@code wakeup} on any.
 */
public interface Waiter {
    /** Sleeps for at most {@code timeoutMs} milliseconds, or until woken; a wake-up that came before counts. */
    void await(long timeoutMs);

    /** Ends the current sleep, or else the next one, at once. */
    void wakeup();
}
