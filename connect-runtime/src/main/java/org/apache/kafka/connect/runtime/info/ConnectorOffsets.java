// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.info;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a connector has come. */
public record ConnectorOffsets(@JsonProperty("offsets") List<ConnectorOffset> offsets) {
    /** Offsets by partition, in the order of the map. */
    public static ConnectorOffsets of(Map<Map<String, ?>, Map<String, ?>> offsets) {
        return new ConnectorOffsets(offsets.entrySet().stream()
                .map(entry -> new ConnectorOffset(entry.getKey(), entry.getValue()))
                .toList());
    }

    /**
     * @param partition of the source, or the topic and partition of a sink
     * @param offset    {@code null} in a request: to be removed
     */
    public record ConnectorOffset(
            @JsonProperty("partition") Map<String, ?> partition,
            @JsonProperty("offset") @Nullable Map<String, ?> offset) {}
}
