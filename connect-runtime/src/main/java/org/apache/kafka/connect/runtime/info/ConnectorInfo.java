// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.info;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;

/**
 * A connector as it was configured.
 *
 * @param config as it was written, references to secrets unresolved; values may be {@code null}
 * @param tasks  its tasks, ascending
 * @param type   {@code source}, {@code sink} or {@code unknown}
 */
public record ConnectorInfo(
        @JsonProperty("name") String name,
        @JsonProperty("config") Map<String, @Nullable String> config,
        @JsonProperty("tasks") List<ConnectorTaskId> tasks,
        @JsonProperty("type") String type) {
    public ConnectorInfo {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
        tasks = List.copyOf(tasks);
    }
}
