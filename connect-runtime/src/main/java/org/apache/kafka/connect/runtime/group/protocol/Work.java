// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.protocol;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;

/**
 * A set of connectors and tasks.
 *
 * @param connectors names, ascending
 * @param tasks      ids, ascending
 */
public record Work(SortedSet<String> connectors, SortedSet<ConnectorTaskId> tasks) {
    public static final Work NONE = new Work(new TreeSet<>(), new TreeSet<>());

    public Work {
        connectors = Collections.unmodifiableSortedSet(new TreeSet<>(connectors));
        tasks = Collections.unmodifiableSortedSet(new TreeSet<>(tasks));
    }

    public static Work of(Collection<String> connectors, Collection<ConnectorTaskId> tasks) {
        return new Work(new TreeSet<>(connectors), new TreeSet<>(tasks));
    }

    public boolean isEmpty() {
        return connectors.isEmpty() && tasks.isEmpty();
    }

    public Work plus(Work other) {
        SortedSet<String> moreConnectors = new TreeSet<>(connectors);
        moreConnectors.addAll(other.connectors);
        SortedSet<ConnectorTaskId> moreTasks = new TreeSet<>(tasks);
        moreTasks.addAll(other.tasks);
        return new Work(moreConnectors, moreTasks);
    }

    public Work minus(Work other) {
        SortedSet<String> fewerConnectors = new TreeSet<>(connectors);
        fewerConnectors.removeAll(other.connectors);
        SortedSet<ConnectorTaskId> fewerTasks = new TreeSet<>(tasks);
        fewerTasks.removeAll(other.tasks);
        return new Work(fewerConnectors, fewerTasks);
    }

    public Work intersect(Work other) {
        SortedSet<String> sharedConnectors = new TreeSet<>(connectors);
        sharedConnectors.retainAll(other.connectors);
        SortedSet<ConnectorTaskId> sharedTasks = new TreeSet<>(tasks);
        sharedTasks.retainAll(other.tasks);
        return new Work(sharedConnectors, sharedTasks);
    }

    /** For example {@code 2 connectors and 5 tasks}. */
    public String size() {
        return connectors.size() + " connectors and " + tasks.size() + " tasks";
    }
}
