// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.metrics;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.metrics.KafkaMetricsContext;
import org.apache.kafka.common.metrics.MetricConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.MetricsReporter;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's metrics registry, published under {@code kafka.connect} by the reporters the user named.
 *
 * <p>Thread: any. Which group is the current one of its name is guarded by this object.
 */
public final class ConnectMetrics implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConnectMetrics.class);

    private final Metrics registry;
    private final String workerId;
    private final Map<String, MetricGroup> current = new HashMap<>();

    /** Over a registry that is ready; used as it is by tests. */
    public ConnectMetrics(String workerId, Metrics registry, Time time) {
        this.workerId = workerId;
        this.registry = registry;
        AppInfoParser.registerAppInfo(MetricNames.JMX_DOMAIN, workerId, registry, time.milliseconds());
    }

    /**
     * The registry that the worker's settings describe.
     *
     * @param workerId {@code host:port} of this worker
     * @param config   the worker's settings
     * @param labels   labels for the reporters, with the prefix {@code metrics.context.}
     * @param time     the clock
     */
    public static ConnectMetrics of(String workerId, AbstractConfig config, Map<String, Object> labels, Time time) {
        MetricConfig samples = new MetricConfig()
                .samples(config.getInt(CommonClientConfigs.METRICS_NUM_SAMPLES_CONFIG))
                .timeWindow(config.getLong(CommonClientConfigs.METRICS_SAMPLE_WINDOW_MS_CONFIG), TimeUnit.MILLISECONDS)
                .recordLevel(Sensor.RecordingLevel.forName(
                        config.getString(CommonClientConfigs.METRICS_RECORDING_LEVEL_CONFIG)));
        List<MetricsReporter> reporters = CommonClientConfigs.metricsReporters(workerId, config);
        Map<String, Object> bare = new HashMap<>();
        labels.forEach((key, value) -> bare.put(
                key.startsWith(CommonClientConfigs.METRICS_CONTEXT_PREFIX)
                        ? key.substring(CommonClientConfigs.METRICS_CONTEXT_PREFIX.length())
                        : key,
                value));
        KafkaMetricsContext context = new KafkaMetricsContext(MetricNames.JMX_DOMAIN, bare);
        return new ConnectMetrics(workerId, new Metrics(samples, reporters, time, context), time);
    }

    /** A new group of metrics. Tags are pairs of name and value. */
    public MetricGroup group(String name, String... tags) {
        MetricGroup group = new MetricGroup(this, registry, name, tagMap(tags));
        synchronized (this) {
            MetricGroup previous = current.put(group.id(), group);
            if (previous != null) {
                log.debug("Replacing metrics {}", group.id());
                previous.remove();
            }
        }
        return group;
    }

    /** Metrics of a plugin instance. Tags are pairs of name and value. */
    public PluginMetricGroup pluginMetrics(String... tags) {
        return new PluginMetricGroup(registry, tagMap(tags));
    }

    /** The registry itself, for those who need to look. */
    public Metrics registry() {
        return registry;
    }

    synchronized void release(MetricGroup group) {
        if (current.remove(group.id(), group)) {
            group.remove();
        }
    }

    @Override
    public void close() {
        registry.close();
        AppInfoParser.unregisterAppInfo(MetricNames.JMX_DOMAIN, workerId, registry);
    }

    private static Map<String, String> tagMap(String... tags) {
        if (tags.length % 2 != 0) {
            throw new IllegalArgumentException("Tags come in pairs of name and value");
        }
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < tags.length; i += 2) {
            map.put(tags[i], tags[i + 1]);
        }
        return Collections.unmodifiableMap(map);
    }
}
