// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.clients.ClientConfigs;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.clients.KafkaClients;
import org.apache.kafka.connect.runtime.config.ConfigVariables;
import org.apache.kafka.connect.runtime.config.WorkerConfig;
import org.apache.kafka.connect.runtime.lifecycle.Redaction;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.apache.kafka.connect.runtime.storage.offset.OffsetStore;

/**
 * What a worker is put into: settings, plugins, Kafka, and a clock.
 *
 * @param config    the worker's settings
 * @param plugins   what there is to run
 * @param variables resolves references in configurations
 * @param secrets   what references in the worker's own settings stand for: plugins that inherit such a setting may put its
 *                  value into an error
 * @param kafka     how to reach Kafka
 * @param offsets   the worker's offset store; started and stopped by the worker
 * @param metrics   where to publish
 * @param time      the clock
 */
public record WorkerEnvironment(
        WorkerConfig config,
        Plugins plugins,
        ConfigVariables variables,
        Redaction secrets,
        Kafka kafka,
        OffsetStore offsets,
        ConnectMetrics metrics,
        Time time) {

    /**
     * How to reach Kafka.
     *
     * @param clients   makes clients
     * @param configs   their settings
     * @param overrides what connectors may change in them
     */
    public record Kafka(KafkaClients clients, ClientConfigs configs, ClientOverrides overrides) {}
}
