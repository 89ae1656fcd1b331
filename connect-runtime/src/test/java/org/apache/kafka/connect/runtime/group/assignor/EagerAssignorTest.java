// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.assignor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.junit.jupiter.api.Test;

class EagerAssignorTest {
    @Test
    void dealsConnectorsFirstAndTasksInTheSameCircle() {
        Work configured = CooperativeAssignorTest.work(Map.of("a", 2, "b", 1, "c", 1));

        Round round = new EagerAssignor()
                .assign(
                        CooperativeAssignorTest.view(0, 1, -1, configured, Map.of("w1", Work.NONE, "w2", Work.NONE)),
                        LostWork.NOTHING);

        assertEquals(
                Work.of(List.of("a", "c"), Set.of(new ConnectorTaskId("a", 1), new ConnectorTaskId("c", 0))),
                round.assignedTo("w1"));
        assertEquals(
                Work.of(List.of("b"), Set.of(new ConnectorTaskId("a", 0), new ConnectorTaskId("b", 0))),
                round.assignedTo("w2"));
    }
}
