// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.source;

import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** What a source task may ask of its worker. */
public interface SourceTaskContext {
    /**
     * The task's settings as they are now, references resolved.
     *
     * @return the settings
     */
    Map<String, String> configs();

    /**
     * Reads the offsets that were committed for source partitions.
     *
     * @return the reader
     */
    OffsetStorageReader offsetStorageReader();

    /**
     * Where to mark transaction boundaries.
     *
     * @return the context; null unless the connector was asked to define the boundaries
     */
    default TransactionContext transactionContext() {
        return null;
    }

    /**
     * The registry for the task's own metrics. They carry its tags and disappear with it.
     *
     * @return the metrics of this task
     */
    PluginMetrics pluginMetrics();
}
