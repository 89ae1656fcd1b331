// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.source.TransactionContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * What a source task may ask of its worker.
 *
 * @param settings     its configuration, references resolved
 * @param reader       its committed offsets
 * @param transactions where it says where transactions end; null where it has no say
 * @param metrics      where it registers metrics of its own
 */
public record SourceContext(
        Supplier<Map<String, String>> settings,
        OffsetStorageReader reader,
        @Nullable TransactionContext transactions,
        PluginMetrics metrics)
        implements SourceTaskContext {

    @Override
    public Map<String, String> configs() {
        return settings.get();
    }

    @Override
    public OffsetStorageReader offsetStorageReader() {
        return reader;
    }

    @Override
    public @Nullable TransactionContext transactionContext() {
        return transactions;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return metrics;
    }
}
