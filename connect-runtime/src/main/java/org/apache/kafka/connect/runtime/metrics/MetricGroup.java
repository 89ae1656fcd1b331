// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.MeasurableStat;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.stats.Avg;
import org.apache.kafka.common.metrics.stats.CumulativeSum;
import org.apache.kafka.common.metrics.stats.Frequencies;
import org.apache.kafka.common.metrics.stats.Max;
import org.apache.kafka.common.metrics.stats.Min;
import org.apache.kafka.common.metrics.stats.Rate;
import org.apache.kafka.common.metrics.stats.Value;

/**
 * Metrics under one group name and one set of tags, one bean in JMX. They are there until the group is closed.
 * A new group of the same name and tags takes the place of the old one, whose late {@code close} does no harm.
 *
 * <p>Thread: adding and closing are guarded by the group itself, since whoever stops a task may not be who built it;
 * sensors may be recorded by any thread.
 */
public final class MetricGroup implements AutoCloseable {
    private final ConnectMetrics owner;
    private final Metrics registry;
    private final String name;
    private final Map<String, String> tags;
    private final String id;
    private final List<MetricName> metrics = new ArrayList<>();
    private final List<String> sensors = new ArrayList<>();

    MetricGroup(ConnectMetrics owner, Metrics registry, String name, Map<String, String> tags) {
        this.owner = owner;
        this.registry = registry;
        this.name = name;
        this.tags = tags;
        this.id = name + tags;
    }

    String id() {
        return id;
    }

    /** The name under which a metric of this group is registered. */
    public MetricName name(String metric) {
        return registry.metricName(metric, name, tags);
    }

    /** A value that is computed whenever someone looks. */
    public <T> void gauge(String metric, Supplier<T> value) {
        MetricName metricName = track(metric);
        registry.addMetric(metricName, null, (Gauge<T>) (config, now) -> value.get());
    }

    /** A value that never changes. */
    public void constant(String metric, Object value) {
        gauge(metric, () -> value);
    }

    /** A rate per second and a running total of what is recorded: {@code <base>-rate}, {@code <base>-total}. */
    public Sensor rateAndTotal(String base) {
        Sensor sensor = sensor(base);
        add(sensor, base + MetricNames.RATE, new Rate());
        add(sensor, base + MetricNames.TOTAL, new CumulativeSum());
        return sensor;
    }

    /** A running total of what is recorded. */
    public Sensor total(String metric) {
        Sensor sensor = sensor(metric);
        add(sensor, metric, new CumulativeSum());
        return sensor;
    }

    /** The largest and the average value in the window. */
    public Sensor maxAndAvg(String maxMetric, String avgMetric) {
        Sensor sensor = sensor(maxMetric);
        add(sensor, maxMetric, new Max());
        add(sensor, avgMetric, new Avg());
        return sensor;
    }

    /** The latest value, and the largest and the average in the window. */
    public Sensor latestMaxAndAvg(String base) {
        Sensor sensor = sensor(base);
        add(sensor, base, new Value());
        add(sensor, base + MetricNames.MAX, new Max());
        add(sensor, base + MetricNames.AVG, new Avg());
        return sensor;
    }

    /** The smallest, the largest and the average value in the window. */
    public Sensor minMaxAndAvg(String base) {
        Sensor sensor = sensor(base);
        add(sensor, base + MetricNames.MIN, new Min());
        add(sensor, base + MetricNames.MAX, new Max());
        add(sensor, base + MetricNames.AVG, new Avg());
        return sensor;
    }

    /** The latest value. */
    public Sensor latest(String metric) {
        Sensor sensor = sensor(metric);
        add(sensor, metric, new Value());
        return sensor;
    }

    /** Shares of 0 and 1 among what is recorded, as fractions. */
    public Sensor shares(String zeroMetric, String oneMetric) {
        Sensor sensor = sensor(zeroMetric);
        synchronized (this) {
            MetricName zero = track(zeroMetric);
            MetricName one = track(oneMetric);
            sensor.add(Frequencies.forBooleanValues(zero, one));
        }
        return sensor;
    }

    private synchronized Sensor sensor(String suffix) {
        String sensorName = id + "." + suffix;
        sensors.add(sensorName);
        return registry.sensor(sensorName);
    }

    private void add(Sensor sensor, String metric, MeasurableStat stat) {
        sensor.add(track(metric), stat);
    }

    private synchronized MetricName track(String metric) {
        MetricName metricName = name(metric);
        metrics.add(metricName);
        return metricName;
    }

    @Override
    public void close() {
        owner.release(this);
    }

    synchronized void remove() {
        sensors.forEach(registry::removeSensor);
        sensors.clear();
        metrics.forEach(registry::removeMetric);
        metrics.clear();
    }
}
