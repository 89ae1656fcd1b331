// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.metrics.Gauge;
import org.apache.kafka.common.metrics.Monitorable;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** A transformation that changes nothing and publishes a metric of its own, and a predicate that is always true. */
public final class Passing<R extends ConnectRecord<R>> implements Transformation<R>, Monitorable {

    @Override
    public R apply(R message) {
        return message;
    }

    @Override
    public void withPluginMetrics(PluginMetrics metrics) {
        MetricName name = metrics.metricName("passed", "always 7", new LinkedHashMap<>());
        metrics.addMetric(name, (Gauge<Integer>) (config, now) -> 7);
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void close() {}

    @Override
    public String version() {
        return "3.0";
    }

    /** Always true. */
    public static final class Always<R extends ConnectRecord<R>> implements Predicate<R> {
        @Override
        public boolean test(R message) {
            return true;
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}

        @Override
        public String version() {
            return "3.1";
        }
    }
}
