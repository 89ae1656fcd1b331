// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.runtime.config.ConfigVariables;
import org.apache.kafka.connect.runtime.config.SourceSettings;
import org.apache.kafka.connect.runtime.config.StandaloneConfig;
import org.apache.kafka.connect.runtime.errors.ErrorMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.Tolerance;
import org.apache.kafka.connect.runtime.lifecycle.Redaction;
import org.apache.kafka.connect.runtime.lifecycle.TaskMetrics;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.apache.kafka.connect.runtime.storage.offset.MemoryOffsetStore;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelineFactoryTest {
    private static final ConnectorTaskId ID = new ConnectorTaskId("c", 0);
    private static final ClassLoader OWN = PipelineFactoryTest.class.getClassLoader();
    private static final List<String> SEEN = new ArrayList<>();

    private final ConnectMetrics registry = new ConnectMetrics("w", new Metrics(), Time.SYSTEM);
    private final Closers closers = new Closers();
    private final PipelineFactory factory = new PipelineFactory(new WorkerEnvironment(
            new StandaloneConfig(Map.of(
                    "bootstrap.servers",
                    "localhost:1",
                    "offset.storage.file.filename",
                    "unused",
                    "key.converter",
                    StringConverter.class.getName(),
                    "value.converter",
                    StringConverter.class.getName())),
            Plugins.discover(Plugins.Settings.of(List.of(), "service_load", "")),
            new ConfigVariables(Map.of()),
            Redaction.NONE,
            new WorkerEnvironment.Kafka(null, null, null),
            new MemoryOffsetStore(),
            registry,
            Time.SYSTEM));

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void whatAChainHoldsIsClosedWhenALaterPartOfItCannotBeConfigured() {
        assertThrows(ConfigException.class, () -> chain("good,bad"));
        assertEquals(List.of("configure good", "configure guard", "configure bad"), SEEN);

        SEEN.clear();
        closers.run();

        assertEquals(List.of("close bad", "close guard", "close good"), SEEN);
    }

    @Test
    void aPluginThatCannotBeClosedKeepsNoOtherFromBeingClosed() {
        chain("good,stubborn");

        SEEN.clear();
        closers.run();

        assertEquals(List.of("close stubborn", "close guard", "close good"), SEEN);
    }

    @Test
    void pluginsAreClosedUnderTheirOwnLoader() {
        chain("good");
        Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            closers.run();
        } finally {
            Thread.currentThread().setContextClassLoader(OWN);
        }

        assertEquals(List.of("close guard", "close good"), SEEN.subList(SEEN.size() - 2, SEEN.size()));
    }

    @Test
    void convertersAreClosedWhenTheyOrALaterOneCannotBeConfigured() {
        Map<String, String> properties = Map.of(
                "name", "c",
                "connector.class", "x",
                "key.converter", NotingConverter.class.getName(),
                "value.converter", NotingConverter.class.getName(),
                "value.converter.refuse", "true");

        assertThrows(ConfigException.class, () -> factory.converters(ID, new SourceSettings(properties), OWN, closers));
        assertEquals(List.of("configure key", "configure value"), SEEN);

        SEEN.clear();
        closers.run();

        assertEquals(List.of("close value", "close key"), SEEN);
    }

    @Test
    void aHeaderConverterThatCannotBeConfiguredIsClosed() {
        Map<String, String> properties = Map.of(
                "name", "c",
                "connector.class", "x",
                "header.converter", NotingHeaderConverter.class.getName());

        assertThrows(ConfigException.class, () -> factory.converters(ID, new SourceSettings(properties), OWN, closers));
        closers.run();

        assertEquals(List.of("configure header", "close header"), SEEN);
    }

    private void chain(String aliases) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "name", "c",
                "connector.class", "x",
                "transforms", aliases,
                "predicates", "guard",
                "predicates.guard.type", Guard.class.getName(),
                "transforms.good.predicate", "guard"));
        for (String alias : aliases.split(",", -1)) {
            properties.put("transforms." + alias + ".type", Noting.class.getName());
            properties.put("transforms." + alias + ".as", alias);
        }
        ErrorPolicy<SourceRecord> errors = new ErrorPolicy<>(
                new ErrorPolicy.Limits(0, 0, Tolerance.NONE),
                List.of(),
                new ErrorMetrics(registry, ID, Time.SYSTEM),
                () -> false,
                () -> 0.5,
                Time.SYSTEM);
        factory.<SourceRecord, SourceRecord>chain(
                ID,
                new SourceSettings(properties),
                OWN,
                errors,
                new TaskMetrics(registry, ID, Map.of(), Time.SYSTEM),
                closers);
    }

    private static void note(String what) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        SEEN.add(loader == ClassLoader.getPlatformClassLoader() ? what + " under a foreign loader" : what);
    }

    /** Notes its calls; refuses its configuration or its end where its name says so. */
    public static final class Noting implements Transformation<SourceRecord> {
        private String name = "";

        @Override
        public void configure(Map<String, ?> configs) {
            name = String.valueOf(configs.get("as"));
            note("configure " + name);
            if (name.equals("bad")) {
                throw new ConfigException("scripted");
            }
        }

        @Override
        public SourceRecord apply(SourceRecord message) {
            return message;
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void close() {
            note("close " + name);
            if (name.equals("stubborn")) {
                throw new NoClassDefFoundError("scripted");
            }
        }
    }

    /** Notes its calls. */
    public static final class Guard implements Predicate<SourceRecord> {
        @Override
        public void configure(Map<String, ?> configs) {
            note("configure guard");
        }

        @Override
        public boolean test(SourceRecord message) {
            return true;
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void close() {
            note("close guard");
        }
    }

    /** Notes its calls; refuses its configuration where it is told so. */
    public static final class NotingConverter implements Converter {
        private String type = "";

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            type = String.valueOf(configs.get("converter.type"));
            note("configure " + type);
            assertEquals(isKey ? "key" : "value", type);
            if (configs.containsKey("refuse")) {
                throw new ConfigException("scripted");
            }
        }

        @Override
        public byte @Nullable [] fromConnectData(String topic, Schema schema, Object value) {
            return null;
        }

        @Override
        public SchemaAndValue toConnectData(String topic, byte[] value) {
            return SchemaAndValue.NULL;
        }

        @Override
        public void close() {
            note("close " + type);
        }
    }

    /** Notes its calls; refuses its configuration. */
    public static final class NotingHeaderConverter extends SimpleHeaderConverter {
        private String type = "";

        @Override
        public void configure(Map<String, ?> configs) {
            type = String.valueOf(configs.get("converter.type"));
            note("configure " + type);
            throw new ConfigException("scripted");
        }

        @Override
        public void close() {
            note("close " + type);
        }
    }
}
