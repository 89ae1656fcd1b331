// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

/**
 * Says that a plan met something it is not made for, and that the careful way by trees has to decide, from the start.
 * It never leaves this package. One instance without a stack trace, since it only directs the flow.
 */
final class Surprise extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("StaticAssignmentOfThrowable") // it has no trace that could mislead
    static final Surprise INSTANCE = new Surprise();

    private Surprise() {
        super("Met something unusual in JSON", null, false, false);
    }
}
