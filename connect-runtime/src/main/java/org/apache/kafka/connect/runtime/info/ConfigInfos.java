// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.info;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on a connector's configuration.
 *
 * @param name the connector class as it was given
 * @param errorCount how many errors all settings have together
 * @param groups headings under which settings belong together, in order
 * @param configs every setting there is for this connector
 */
public record ConfigInfos(
        @JsonProperty("name") String name,
        @JsonProperty("error_count") int errorCount,
        @JsonProperty("groups") List<String> groups,
        @JsonProperty("configs") List<ConfigInfo> configs) {
    public ConfigInfos {
        groups = List.copyOf(groups);
        configs = List.copyOf(configs);
    }

    /**
     * A setting and what was made of it.
     *
     * @param definition null for a key that nobody defines
     * @param value null for a key that was not looked at
     */
    public record ConfigInfo(
            @JsonProperty("definition") @Nullable ConfigKeyInfo definition,
            @JsonProperty("value") @Nullable ConfigValueInfo value) {}

    /** What a setting has been set to. */
    public record ConfigValueInfo(
            @JsonProperty("name") String name,
            @JsonProperty("value") @Nullable String value,
            @JsonProperty("recommended_values") List<String> recommendedValues,
            @JsonProperty("errors") List<String> errors,
            @JsonProperty("visible") boolean visible) {
        public ConfigValueInfo {
            recommendedValues = List.copyOf(recommendedValues);
            errors = List.copyOf(errors);
        }
    }

    /** All errors in one text for the answer to a refused configuration; empty when there are none. */
    public Optional<String> refusal() {
        if (errorCount == 0) {
            return Optional.empty();
        }
        String errors = configs.stream()
                .flatMap(config ->
                        config.value() == null ? java.util.stream.Stream.empty() : config.value().errors().stream())
                .collect(Collectors.joining("\n"));
        return Optional.of(
                "Connector configuration is invalid and contains the following " + errorCount + " error(s):\n" + errors
                        + "\nYou can also find the above list of errors at the endpoint"
                        + " `/connector-plugins/{connectorType}/config/validate`");
    }
}
