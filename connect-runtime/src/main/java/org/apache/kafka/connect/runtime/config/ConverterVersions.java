// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Recommends versions of a converter. Where no class is configured there is nothing to choose from, and the key is not visible.
 *
 * @param classKey under which the converter's class stands
 * @param versions of that class, oldest first
 */
public record ConverterVersions(String classKey, List<String> versions) implements ConfigDef.Recommender {
    public ConverterVersions {
        versions = List.copyOf(versions);
    }

    @Override
    public List<Object> validValues(String name, Map<String, Object> parsed) {
        return visible(name, parsed) ? List.copyOf(versions) : List.of();
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsed) {
        return parsed.get(classKey) != null;
    }
}
