// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.model.ConnectorEntry;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private static final ConnectorTaskId TASK = new ConnectorTaskId("c", 0);
    private static final ClusterConfig CONFIG = new ClusterConfig(
            7,
            null,
            Map.of(
                    "c",
                    ConnectorEntry.EMPTY
                            .withConfig(Map.of("connector.class", "X"))
                            .withDeferred(0, Map.of("task.class", "Y"))
                            .withCommittedTasks(new TreeMap<>(Map.of(0, Map.of("task.class", "Y"))))));

    @Test
    void startsWhatIsAssignedAndNotRunning() {
        Reconciler.Plan plan = Reconciler.plan(Work.NONE, Work.NONE, work("c", TASK), CONFIG);

        assertEquals(work("c", TASK), plan.start());
        assertEquals(Work.NONE, plan.stop());
    }

    @Test
    void stopsWhatRunsAndIsNotAssigned() {
        Reconciler.Plan plan = Reconciler.plan(work("c", TASK), Work.NONE, Work.of(Set.of("c"), Set.of()), CONFIG);

        assertEquals(Work.NONE, plan.start());
        assertEquals(Work.of(Set.of(), Set.of(TASK)), plan.stop());
    }

    @Test
    void doesNotStartWhatNoLongerExists() {
        Work assigned = Work.of(List.of("c", "gone"), List.of(TASK, new ConnectorTaskId("c", 5)));

        assertEquals(
                work("c", TASK),
                Reconciler.plan(Work.NONE, Work.NONE, assigned, CONFIG).start());
    }

    @Test
    void leavesAloneWhatIsOnItsWayOut() {
        Reconciler.Plan again = Reconciler.plan(Work.NONE, work("c", TASK), work("c", TASK), CONFIG);
        Reconciler.Plan gone = Reconciler.plan(work("c", TASK), work("c", TASK), Work.NONE, CONFIG);

        assertEquals(Work.NONE, again.start());
        assertEquals(Work.NONE, gone.stop());
    }

    private static Work work(String connector, ConnectorTaskId id) {
        return Work.of(Set.of(connector), Set.of(id));
    }
}
