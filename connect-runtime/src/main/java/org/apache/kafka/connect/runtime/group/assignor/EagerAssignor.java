// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.assignor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.connect.runtime.group.protocol.Work;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;

/** Deals everything out anew in each round, as cards: connectors first, tasks continuing the same circle. */
public final class EagerAssignor implements Assignor {
    @Override
    public Round assign(GroupView view, LostWork memory) {
        List<String> circle = new ArrayList<>(view.owned().keySet());
        Map<Integer, TreeSet<String>> connectors = new HashMap<>();
        Map<Integer, TreeSet<ConnectorTaskId>> tasks = new HashMap<>();
        int turn = 0;
        for (String connector : view.configured().connectors()) {
            connectors
                    .computeIfAbsent(turn++ % circle.size(), ignored -> new TreeSet<>())
                    .add(connector);
        }
        for (ConnectorTaskId task : view.configured().tasks()) {
            tasks.computeIfAbsent(turn++ % circle.size(), ignored -> new TreeSet<>())
                    .add(task);
        }
        Map<String, Work> assigned = new HashMap<>();
        for (int i = 0; i < circle.size(); i++) {
            assigned.put(
                    circle.get(i),
                    new Work(connectors.getOrDefault(i, new TreeSet<>()), tasks.getOrDefault(i, new TreeSet<>())));
        }
        return new Round(
                assigned,
                Map.of(),
                0,
                LostWork.NOTHING.atEndOf(
                        view.generation(), view.configured(), view.owned().keySet()));
    }
}
