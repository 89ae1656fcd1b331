// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.time.Duration;

/**
 * How far figures may lie from their targets: not at all in the slow profile, some way in the default build, whose machine may
 * be slow or busy.
 */
final class Allowance {
    private static final int FACTOR = Integer.getInteger("penstock.allowance", 1);

    private Allowance() {}

    static long of(long target) {
        return target * FACTOR;
    }

    static Duration of(Duration target) {
        return target.multipliedBy(FACTOR);
    }
}
