// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.resources;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.jspecify.annotations.Nullable;

/** A connector to be made. */
record CreateConnectorRequest(
        @JsonProperty("name") @Nullable String name,
        @JsonProperty("config") @Nullable Map<String, @Nullable String> config,
        @JsonProperty("initial_state") @Nullable InitialState initialState) {

    /** What it shall do at first, in the words of the API. */
    enum InitialState {
        RUNNING(TargetState.STARTED),
        PAUSED(TargetState.PAUSED),
        STOPPED(TargetState.STOPPED);

        private final TargetState targetState;

        InitialState(TargetState targetState) {
            this.targetState = targetState;
        }

        TargetState targetState() {
            return targetState;
        }

        @JsonCreator
        static InitialState of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }
}
