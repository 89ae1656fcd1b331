// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.load;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/**
 * A sink that counts: setting {@code records}, the number of records in its only partition, after which it starts over.
 *
 * <p>Thread: the connector's.
 */
public final class LoadSink extends SinkConnector {
    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> props) {
        settings = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return LoadSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(settings);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("records", ConfigDef.Type.LONG, ConfigDef.Importance.HIGH, "Records in the partition");
    }

    @Override
    public String version() {
        return "1";
    }
}
