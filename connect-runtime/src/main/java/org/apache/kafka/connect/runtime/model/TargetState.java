// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.model;

import java.util.Locale;

/** What the user wants a connector and its tasks to do. */
public enum TargetState {
    /** The connector and its tasks run. */
    STARTED,
    /** The connector and its tasks keep what they hold, but move no data. */
    PAUSED,
    /** The connector keeps its place in the cluster; it has no tasks. */
    STOPPED;

    /**
     * The state in which a new connector is to begin.
     *
     * @param name {@code RUNNING}, {@code PAUSED} or {@code STOPPED} in any case
     * @throws IllegalArgumentException if it is none of these
     */
    public static TargetState ofInitialState(String name) {
        return switch (name.toUpperCase(Locale.ROOT)) {
            case "RUNNING" -> STARTED;
            case "PAUSED" -> PAUSED;
            case "STOPPED" -> STOPPED;
            default ->
                throw new IllegalArgumentException(
                        "'" + name + "' is no initial state. Use RUNNING, PAUSED or STOPPED.");
        };
    }
}
