// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.MetricValueProvider;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.Sensor;

/**
 * The metrics that one plugin instance registers for itself. They disappear with the instance.
 *
 * <p>Thread: any the plugin likes; closed by whoever closes the plugin.
 */
public final class PluginMetricGroup implements PluginMetrics, AutoCloseable {
    private final Metrics registry;
    private final Map<String, String> tags;
    private final Set<MetricName> metrics = ConcurrentHashMap.newKeySet();
    private final Set<String> sensors = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    PluginMetricGroup(Metrics registry, Map<String, String> tags) {
        this.registry = registry;
        this.tags = tags;
    }

    @Override
    @SuppressWarnings("NonApiType") // the interface asks for it
    public MetricName metricName(String name, String description, LinkedHashMap<String, String> ownTags) {
        requireOpen();
        Map<String, String> all = new LinkedHashMap<>(tags);
        ownTags.forEach((tag, value) -> {
            if (all.putIfAbsent(tag, value) != null) {
                throw new IllegalArgumentException("Tag '" + tag + "' is set by the worker already");
            }
        });
        return registry.metricName(name, MetricNames.PLUGINS_GROUP, description, all);
    }

    @Override
    public void addMetric(MetricName metricName, MetricValueProvider<?> provider) {
        requireOpen();
        if (metrics.contains(metricName)) {
            throw new IllegalArgumentException("Metric '" + metricName + "' exists already");
        }
        registry.addMetric(metricName, provider);
        metrics.add(metricName);
    }

    @Override
    public void removeMetric(MetricName metricName) {
        requireOpen();
        if (!metrics.remove(metricName)) {
            throw new IllegalArgumentException("Metric '" + metricName + "' does not exist");
        }
        registry.removeMetric(metricName);
    }

    @Override
    public Sensor addSensor(String name) {
        requireOpen();
        String sensorName = MetricNames.PLUGINS_GROUP + tags + "." + name;
        if (!sensors.add(sensorName)) {
            throw new IllegalArgumentException("Sensor '" + name + "' exists already");
        }
        return registry.sensor(sensorName);
    }

    @Override
    public void removeSensor(String name) {
        requireOpen();
        String sensorName = MetricNames.PLUGINS_GROUP + tags + "." + name;
        if (!sensors.remove(sensorName)) {
            throw new IllegalArgumentException("Sensor '" + name + "' does not exist");
        }
        registry.removeSensor(sensorName);
    }

    @Override
    public void close() {
        closed = true;
        sensors.forEach(registry::removeSensor);
        sensors.clear();
        metrics.forEach(registry::removeMetric);
        metrics.clear();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The plugin these metrics belong to was closed");
        }
    }
}
