// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.load;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * A source that never runs dry: settings {@code topic} and {@code shape} (see {@link LoadRecords#values}).
 *
 * <p>Thread: the connector's.
 */
public final class LoadSource extends SourceConnector {
    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> props) {
        settings = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return LoadSourceTask.class;
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
                .define("topic", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "Topic of the records")
                .define("shape", ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "Shape of the values");
    }

    @Override
    public String version() {
        return "1";
    }
}
