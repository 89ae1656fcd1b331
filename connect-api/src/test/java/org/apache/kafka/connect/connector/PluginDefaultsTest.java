// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.connector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.health.ConnectorHealth;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;

/** What plugins inherit when they do not say otherwise. */
class PluginDefaultsTest {
    private final List<String> calls = new ArrayList<>();

    @Test
    void reconfiguringStopsAndStarts() {
        new Sink().reconfigure(Map.of("a", "b"));

        assertEquals(List.of("stop", "start {a=b}"), calls);
    }

    @Test
    void aConnectorIsValidatedByItsDefinition() {
        Sink sink = new Sink();

        assertEquals(
                List.of("Invalid value x for configuration n: Not a number of type INT"),
                sink.validate(Map.of("n", "x")).configValues().get(0).errorMessages());
        sink.definition = null;
        ConnectException e = assertThrows(ConnectException.class, () -> sink.validate(Map.of()));
        assertEquals(Sink.class.getName() + ".config() must return a ConfigDef that is not null.", e.getMessage());
    }

    @Test
    void sourcesPromiseNothing() {
        Source source = new Source();

        assertNull(source.exactlyOnceSupport(Map.of()));
        assertEquals(ConnectorTransactionBoundaries.UNSUPPORTED, source.canDefineTransactionBoundaries(Map.of()));
        assertFalse(source.alterOffsets(Map.of(), Map.of()));
        assertFalse(new Sink().alterOffsets(Map.of(), Map.of()));
    }

    @Test
    void aSinkTaskFlushesAndAgreesBeforeACommit() {
        Map<TopicPartition, OffsetAndMetadata> offsets = Map.of(new TopicPartition("t", 0), new OffsetAndMetadata(5));

        assertSame(offsets, new Task().preCommit(offsets));
        assertEquals(List.of("flush " + offsets), calls);
    }

    @Test
    void boundariesAreFoundWhateverTheirCase() {
        assertEquals(
                SourceTask.TransactionBoundary.INTERVAL, SourceTask.TransactionBoundary.fromProperty(" Interval "));
        assertEquals(SourceTask.TransactionBoundary.POLL, SourceTask.TransactionBoundary.DEFAULT);
        assertThrows(IllegalArgumentException.class, () -> SourceTask.TransactionBoundary.fromProperty("x"));
    }

    @Test
    void aConverterLeavesKafkasHeadersAlone() {
        Converter converter = new Echo();

        assertEquals("undefined", converter.version());
        assertEquals(0, converter.config().names().size());
        assertArrayEquals(new byte[] {7}, converter.fromConnectData("t", null, null, "x"));
        assertEquals("7", converter.toConnectData("t", null, new byte[] {7}).value());
    }

    @Test
    void theClusterShowsNoMoreThanItOffers() {
        ConnectClusterState state = new ConnectClusterState() {
            @Override
            public Collection<String> connectors() {
                return List.of();
            }

            @Override
            public ConnectorHealth connectorHealth(String name) {
                return null;
            }
        };

        assertThrows(UnsupportedOperationException.class, () -> state.connectorConfig("c"));
        assertThrows(UnsupportedOperationException.class, state::clusterDetails);
    }

    private final class Sink extends SinkConnector {
        private ConfigDef definition =
                new ConfigDef().define("n", ConfigDef.Type.INT, 1, ConfigDef.Importance.LOW, "a number");

        @Override
        public void start(Map<String, String> props) {
            calls.add("start " + props);
        }

        @Override
        public void stop() {
            calls.add("stop");
        }

        @Override
        public Class<? extends org.apache.kafka.connect.connector.Task> taskClass() {
            return Task.class;
        }

        @Override
        public List<Map<String, String>> taskConfigs(int maxTasks) {
            return List.of();
        }

        @Override
        public ConfigDef config() {
            return definition;
        }

        @Override
        public String version() {
            return "1";
        }
    }

    private static final class Source extends SourceConnector {
        @Override
        public void start(Map<String, String> props) {}

        @Override
        public void stop() {}

        @Override
        public Class<? extends org.apache.kafka.connect.connector.Task> taskClass() {
            return SourceTask.class;
        }

        @Override
        public List<Map<String, String>> taskConfigs(int maxTasks) {
            return List.of();
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public String version() {
            return "1";
        }
    }

    private final class Task extends SinkTask {
        @Override
        public void start(Map<String, String> props) {}

        @Override
        public void stop() {}

        @Override
        public void put(Collection<SinkRecord> records) {}

        @Override
        public void flush(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
            calls.add("flush " + currentOffsets);
        }

        @Override
        public String version() {
            return "1";
        }
    }

    private static final class Echo implements Converter {
        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {}

        @Override
        public byte[] fromConnectData(String topic, Schema schema, Object value) {
            return new byte[] {7};
        }

        @Override
        public SchemaAndValue toConnectData(String topic, byte[] value) {
            return new SchemaAndValue(null, Integer.toString(value[0]));
        }
    }
}
