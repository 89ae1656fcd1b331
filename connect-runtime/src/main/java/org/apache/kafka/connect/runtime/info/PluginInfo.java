// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.info;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A plugin that this worker has.
 *
 * @param version left out of the answer when the plugin reports none
 */
public record PluginInfo(
        @JsonProperty("class") String className,
        @JsonProperty("type") String type,

        @JsonProperty("version")
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = ConnectorStateInfo.UndefinedVersion.class)
        @Nullable
        String version) {}
