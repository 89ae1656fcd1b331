// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.member;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.Measurable;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.config.DistributedConfig;
import org.apache.kafka.connect.runtime.metrics.MetricNames;

/**
 * The registry of what is measured about this worker's membership, tagged with its client id; apart from the worker's
 * own registry, which knows no client id.
 *
 * <p>Thread: any.
 */
final class GroupMetrics implements AutoCloseable {
    private static final String GROUP = "connect-coordinator-metrics";

    private final Metrics registry;
    private final String clientId;

    GroupMetrics(DistributedConfig config, String clientId, Map<String, Object> contextLabels, Time time) {
        this.clientId = clientId;
        MetricConfig settings = new MetricConfig()
                .samples(config.getInt(CommonClientConfigs.METRICS_NUM_SAMPLES_CONFIG))
                .timeWindow(config.getLong(CommonClientConfigs.METRICS_SAMPLE_WINDOW_MS_CONFIG), TimeUnit.MILLISECONDS)
                .recordLevel(Sensor.RecordingLevel.forName(
                        config.getString(CommonClientConfigs.METRICS_RECORDING_LEVEL_CONFIG)))
                .tags(Map.of("client-id", clientId));
        List<MetricsReporter> reporters = new ArrayList<>(CommonClientConfigs.metricsReporters(clientId, config));
        Map<String, Object> labels = new HashMap<>();
        contextLabels.forEach((key, value) -> labels.put(
                key.startsWith(CommonClientConfigs.METRICS_CONTEXT_PREFIX)
                        ? key.substring(CommonClientConfigs.METRICS_CONTEXT_PREFIX.length())
                        : key,
                value));
        this.registry = new Metrics(settings, reporters, time, new KafkaMetricsContext(MetricNames.JMX_DOMAIN, labels));
        AppInfoParser.registerAppInfo(MetricNames.JMX_DOMAIN, clientId, registry, time.milliseconds());
    }

    Metrics registry() {
        return registry;
    }

    /** Shows how much work the member was told to run. */
    void showAssigned(WorkerCoordinator coordinator) {
        gauge(
                "assigned-connectors",
                "Connectors that the group has assigned to this worker",
                (config, now) -> coordinator.connectorCount());
        gauge(
                "assigned-tasks",
                "Tasks that the group has assigned to this worker",
                (config, now) -> coordinator.taskCount());
    }

    private void gauge(String name, String meaning, Measurable value) {
        MetricName metric = registry.metricName(name, GROUP, meaning);
        registry.addMetric(metric, value);
    }

    @Override
    public void close() {
        registry.close();
        AppInfoParser.unregisterAppInfo(MetricNames.JMX_DOMAIN, clientId, registry);
    }
}
