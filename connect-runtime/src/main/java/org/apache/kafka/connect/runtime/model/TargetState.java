// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.model;

/** What the user wants a connector and its tasks to do. */
public enum TargetState {
    /** The connector and its tasks run. */
    STARTED,
    /** The connector and its tasks keep what they hold, but move no data. */
    PAUSED,
    /** The connector keeps its place in the cluster; it has no tasks. */
    STOPPED
}
