// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which worker runs what, as the statuses tell.
 *
 * @param connectors worker by connector that is RUNNING
 * @param tasks      worker by task, {@code connector-number}, that is RUNNING
 * @param others     how many connectors and tasks are in another state
 */
record Spread(Map<String, String> connectors, Map<String, String> tasks, int others) {
    static Spread of(RestApi api) {
        Map<String, String> connectors = new TreeMap<>();
        Map<String, String> tasks = new TreeMap<>();
        int others = 0;
        RestApi.Answer answer = api.get("/connectors?expand=status");
        if (answer.status() != 200) {
            return new Spread(connectors, tasks, Integer.MAX_VALUE);
        }
        for (JsonNode each : answer.json()) {
            JsonNode status = each.get("status");
            String name = status.get("name").asText();
            others += note(connectors, name, status.get("connector"));
            for (JsonNode task : status.get("tasks")) {
                others += note(tasks, name + "-" + task.get("id").asInt(), task);
            }
        }
        return new Spread(connectors, tasks, others);
    }

    private static int note(Map<String, String> owners, String what, JsonNode status) {
        if (status.path("state").asText().equals("RUNNING")) {
            owners.put(what, status.get("worker_id").asText());
            return 0;
        }
        return 1;
    }

    /** Whether exactly so much runs, and nothing is in any other state. */
    boolean runs(int connectorCount, int taskCount) {
        return others == 0 && connectors.size() == connectorCount && tasks.size() == taskCount;
    }

    /** All workers that run anything. */
    Set<String> workers() {
        Set<String> workers = new HashSet<>(connectors.values());
        workers.addAll(tasks.values());
        return workers;
    }

    /** Whether so many workers share connectors and tasks, and none has more than one of either beyond another. */
    boolean isEven(int workers) {
        return isEven(connectors.values(), workers) && isEven(tasks.values(), workers);
    }

    private static boolean isEven(Collection<String> owners, int workers) {
        Map<String, Integer> counts = new HashMap<>();
        owners.forEach(owner -> counts.merge(owner, 1, Integer::sum));
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        int fewest = counts.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        return counts.size() == workers && most - fewest <= 1;
    }
}
