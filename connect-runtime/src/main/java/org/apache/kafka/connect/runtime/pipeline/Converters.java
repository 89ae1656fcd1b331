// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.jspecify.annotations.Nullable;

/** The three converters of a task. */
public record Converters(
        LoadedPlugin<Converter> key, LoadedPlugin<Converter> value, LoadedPlugin<HeaderConverter> header) {
    /** Their classes and versions by metric name. */
    public Map<String, @Nullable String> facts() {
        Map<String, @Nullable String> facts = new LinkedHashMap<>();
        facts.put(MetricNames.KEY_CONVERTER_CLASS, key.className());
        facts.put(MetricNames.KEY_CONVERTER_VERSION, key.version());
        facts.put(MetricNames.VALUE_CONVERTER_CLASS, value.className());
        facts.put(MetricNames.VALUE_CONVERTER_VERSION, value.version());
        facts.put(MetricNames.HEADER_CONVERTER_CLASS, header.className());
        facts.put(MetricNames.HEADER_CONVERTER_VERSION, header.version());
        return facts;
    }
}
