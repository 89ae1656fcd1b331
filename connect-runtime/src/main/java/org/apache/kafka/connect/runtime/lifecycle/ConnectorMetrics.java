// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import java.util.Locale;
import java.util.function.Supplier;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.metrics.MetricGroup;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.metrics.PluginMetricGroup;
import org.apache.kafka.connect.runtime.model.RunState;
import org.jspecify.annotations.Nullable;

/** What is published about a connector: what it is, and its state. */
public final class ConnectorMetrics implements AutoCloseable {
    private final MetricGroup group;
    private volatile @Nullable PluginMetricGroup own;

    /**
     * @param metrics   the registry
     * @param connector its name
     * @param type      source or sink
     * @param className its class
     * @param version   the version it reports
     * @param state     its state at the moment
     */
    public ConnectorMetrics(
            ConnectMetrics metrics,
            String connector,
            String type,
            String className,
            @Nullable String version,
            Supplier<RunState> state) {
        group = metrics.group(MetricNames.CONNECTOR_GROUP, MetricNames.CONNECTOR_TAG, connector);
        group.constant(MetricNames.CONNECTOR_TYPE, type);
        group.constant(MetricNames.CONNECTOR_CLASS, className);
        group.gauge(MetricNames.CONNECTOR_VERSION, () -> version);
        group.gauge(MetricNames.STATUS, () -> state.get().name().toLowerCase(Locale.ROOT));
    }

    /** What the plugin itself publishes: it goes with these, even if the plugin hangs. */
    public void hideAlso(PluginMetricGroup metrics) {
        own = metrics;
    }

    @Override
    public void close() {
        group.close();
        PluginMetricGroup ofPlugin = own;
        if (ofPlugin != null) {
            ofPlugin.close();
        }
    }
}
