// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.model;

import java.util.Comparator;
import java.util.Objects;

/**
 * The id of a task: its connector's name and its number, counted from 0.
 *
 * @param connector name of the connector
 * @param task      number of the task within the connector
 */
public record ConnectorTaskId(String connector, int task) implements Comparable<ConnectorTaskId> {
    private static final Comparator<ConnectorTaskId> ORDER =
            Comparator.comparing(ConnectorTaskId::connector).thenComparingInt(ConnectorTaskId::task);

    public ConnectorTaskId {
        Objects.requireNonNull(connector, "connector");
    }

    @Override
    public int compareTo(ConnectorTaskId other) {
        return ORDER.compare(this, other);
    }

    /** {@code <connector>-<task>}, the form that log lines, keys and messages use. */
    @Override
    public String toString() {
        return connector + "-" + task;
    }
}
