// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.info;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** What a setting is. */
public record ConfigKeyInfo(
        @JsonProperty("name") String name,
        @JsonProperty("type") String type,
        @JsonProperty("required") boolean required,
        @JsonProperty("default_value") @Nullable String defaultValue,
        @JsonProperty("importance") String importance,
        @JsonProperty("documentation") @Nullable String documentation,
        @JsonProperty("group") @Nullable String group,
        @JsonProperty("order_in_group") int orderInGroup,
        @JsonProperty("width") String width,
        @JsonProperty("display_name") @Nullable String displayName,
        @JsonProperty("dependents") List<String> dependents) {
    public ConfigKeyInfo {
        dependents = List.copyOf(dependents);
    }

    public static ConfigKeyInfo of(ConfigDef.ConfigKey key) {
        return of(key, "");
    }

    /** @param prefix stands before the name, and before nothing else */
    public static ConfigKeyInfo of(ConfigDef.ConfigKey key, String prefix) {
        return new ConfigKeyInfo(
                prefix + key.name,
                key.type.name(),
                !key.hasDefault(),
                key.hasDefault() ? ConfigDef.convertToString(key.defaultValue, key.type) : null,
                key.importance.name(),
                key.documentation,
                key.group,
                key.orderInGroup,
                key.width.name(),
                key.displayName,
                key.dependents);
    }
}
