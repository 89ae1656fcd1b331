// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;

/** What must start and stop so that a worker runs what it should. Pure. */
final class Reconciler {
    private Reconciler() {}

    /**
     * @param start not running, and should
     * @param stop  running, and should not
     */
    record Plan(Work start, Work stop) {}

    /**
     * Compares.
     *
     * @param running  what is here, failed or not
     * @param stopping what is on its way out: it may be started again only when it has ended
     * @param assigned what the group wants here
     * @param config   what exists at all
     */
    static Plan plan(Work running, Work stopping, Work assigned, ClusterConfig config) {
        SortedSet<String> connectors = new TreeSet<>();
        for (String connector : assigned.connectors()) {
            if (config.contains(connector)) {
                connectors.add(connector);
            }
        }
        SortedSet<ConnectorTaskId> tasks = new TreeSet<>();
        for (ConnectorTaskId id : assigned.tasks()) {
            if (Objects.nonNull(config.taskConfig(id))) {
                tasks.add(id);
            }
        }
        Work wanted = new Work(connectors, tasks);
        return new Plan(
                wanted.minus(running).minus(stopping), running.minus(wanted).minus(stopping));
    }
}
