// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.errors;

/** What {@code errors.tolerance} says. */
public enum Tolerance {
    /** The first record that cannot be processed fails the task. */
    NONE,
    /** Records that cannot be processed are passed over. */
    ALL
}
