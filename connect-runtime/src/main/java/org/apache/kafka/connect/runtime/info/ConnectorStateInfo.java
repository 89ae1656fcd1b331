// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.info;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connector and its tasks are doing.
 *
 * @param type {@code source}, {@code sink} or {@code unknown}
 */
public record ConnectorStateInfo(
        @JsonProperty("name") String name,
        @JsonProperty("connector") ConnectorState connector,
        @JsonProperty("tasks") List<TaskState> tasks,
        @JsonProperty("type") String type) {
    public ConnectorStateInfo {
        tasks = List.copyOf(tasks);
    }

    /** Keeps a version out of the answer that says nothing; no version at all is told as {@code null}. */
    public static final class UndefinedVersion {
        /** What plugins answer that do not know their version. */
        public static final String UNDEFINED = "undefined";

        @Override
        public boolean equals(@Nullable Object other) {
            return UNDEFINED.equals(other);
        }

        @Override
        public int hashCode() {
            return UNDEFINED.hashCode();
        }
    }

    /** The connector itself. */
    @JsonPropertyOrder({"state", "worker_id", "version", "trace"})
    public record ConnectorState(
            @JsonProperty("state") String state,
            @JsonProperty("worker_id") String workerId,

            @JsonProperty("trace") @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
            String trace,

            @JsonProperty("version")
            @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = UndefinedVersion.class)
            @Nullable
            String version) {}

    /** One of its tasks. */
    @JsonPropertyOrder({"id", "state", "worker_id", "version", "trace"})
    public record TaskState(
            @JsonProperty("id") int id,
            @JsonProperty("state") String state,
            @JsonProperty("worker_id") String workerId,

            @JsonProperty("trace") @JsonInclude(JsonInclude.Include.NON_EMPTY) @Nullable
            String trace,

            @JsonProperty("version")
            @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = UndefinedVersion.class)
            @Nullable
            String version) {}
}
