// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.connect.runtime.FakeTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectMetricsTest {
    private final FakeTime time = new FakeTime();
    private final ConnectMetrics metrics = ConnectMetrics.of(
            "host:8083",
            new AbstractConfig(
                    new ConfigDef()
                            .define("metrics.num.samples", ConfigDef.Type.INT, 2, ConfigDef.Importance.LOW, "")
                            .define(
                                    "metrics.sample.window.ms",
                                    ConfigDef.Type.LONG,
                                    30_000,
                                    ConfigDef.Importance.LOW,
                                    "")
                            .define(
                                    "metrics.recording.level",
                                    ConfigDef.Type.STRING,
                                    "INFO",
                                    ConfigDef.Importance.LOW,
                                    "")
                            .define(
                                    "metric.reporters",
                                    ConfigDef.Type.LIST,
                                    "org.apache.kafka.common.metrics.JmxReporter",
                                    ConfigDef.Importance.LOW,
                                    ""),
                    Map.of()),
            Map.of("metrics.context.connect.group.id", "g"),
            time);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void groupsArePublishedOverJmxUntilTheyAreClosed() throws Exception {
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        ObjectName bean = new ObjectName("kafka.connect:type=connector-task-metrics,connector=c,task=0");

        MetricGroup group = metrics.group(MetricNames.TASK_GROUP, "connector", "c", "task", "0");
        group.constant(MetricNames.TASK_CLASS, "a.Task");
        group.rateAndTotal(MetricNames.SOURCE_POLL).record(3);

        assertEquals("a.Task", jmx.getAttribute(bean, "task-class"));
        assertEquals(3.0, jmx.getAttribute(bean, "source-record-poll-total"));
        assertTrue(jmx.isRegistered(new ObjectName("kafka.connect:type=app-info,id=\"host:8083\"")));
        group.close();
        assertFalse(jmx.isRegistered(bean));
    }

    @Test
    void lateCloseOfAReplacedGroupLeavesTheNewOneAlone() {
        MetricGroup old = metrics.group("g", "task", "0");
        old.constant("a", 1);
        MetricGroup fresh = metrics.group("g", "task", "0");
        fresh.constant("a", 2);

        old.close();

        assertEquals(2, metrics.registry().metric(fresh.name("a")).metricValue());
    }

    @Test
    void sharesAreFractionsOfWhatWasRecorded() {
        MetricGroup group = metrics.group("g");
        var sensor = group.shares("failures", "successes");
        for (int value : List.of(1, 1, 1, 0)) {
            sensor.record(value);
        }

        assertEquals(0.25, metrics.registry().metric(group.name("failures")).metricValue());
        assertEquals(0.75, metrics.registry().metric(group.name("successes")).metricValue());
    }

    @Test
    void pluginMetricsCarryTheWorkersTagsAndVanishWithThePlugin() {
        PluginMetricGroup plugin = metrics.pluginMetrics("connector", "c", "task", "1");
        MetricName name = plugin.metricName("hits", "how often", new LinkedHashMap<>(Map.of("own", "x")));
        plugin.addMetric(name, (Gauge<Integer>) (config, now) -> 5);

        assertEquals("plugins", name.group());
        assertEquals(Map.of("connector", "c", "task", "1", "own", "x"), name.tags());
        assertEquals(5, metrics.registry().metric(name).metricValue());
        assertThrows(IllegalArgumentException.class, () -> plugin.addMetric(name, (Gauge<Integer>) (c, n) -> 6));
        assertThrows(
                IllegalArgumentException.class,
                () -> plugin.metricName("a", "", new LinkedHashMap<>(Map.of("task", "2"))));

        plugin.close();
        assertFalse(metrics.registry().metrics().containsKey(name));
        assertThrows(IllegalStateException.class, () -> plugin.addSensor("late"));
    }

    @Test
    void aPluginDoesNotTakeAwayWhatItCouldNotRegister() {
        PluginMetricGroup hanging = metrics.pluginMetrics("connector", "c");
        PluginMetricGroup successor = metrics.pluginMetrics("connector", "c");
        MetricName name = hanging.metricName("hits", "how often", new LinkedHashMap<>());
        hanging.addMetric(name, (Gauge<Integer>) (config, now) -> 5);
        assertThrows(IllegalArgumentException.class, () -> successor.addMetric(name, (Gauge<Integer>) (c, n) -> 6));

        successor.close();
        assertEquals(5, metrics.registry().metric(name).metricValue());
        hanging.close();
        PluginMetricGroup next = metrics.pluginMetrics("connector", "c");
        next.addMetric(name, (Gauge<Integer>) (config, now) -> 7);
        hanging.close();

        assertEquals(7, metrics.registry().metric(name).metricValue());
        next.close();
    }
}
