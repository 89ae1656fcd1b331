// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.load;

/** What a run reads from a measured process. */
public interface LoadProgressMXBean {
    String NAME = "dev.penstock.benchmarks:type=LoadProgress";

    /** Records that have arrived so far. */
    long getRecords();
}
