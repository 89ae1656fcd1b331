// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.info;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;

/**
 * A task as its connector configured it.
 *
 * @param config as it was written, references to secrets unresolved
 */
public record TaskInfo(
        @JsonProperty("id") ConnectorTaskId id,
        @JsonProperty("config") Map<String, @Nullable String> config) {
    public TaskInfo {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }
}
