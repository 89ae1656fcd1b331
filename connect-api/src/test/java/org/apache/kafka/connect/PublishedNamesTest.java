// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the comparison of signatures does not see: the values of constants, the texts of enums, the service files. */
class PublishedNamesTest {
    static Stream<List<String>> constants() throws IOException {
        return rows("/constants.tsv");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("constants")
    void constantsHaveThePublishedValues(List<String> row) throws ReflectiveOperationException {
        Class<?> owner = Class.forName(row.get(1));
        Object value = owner.getField(row.get(2)).get(null);

        String shown = row.get(3).equals("enum") ? describe((Enum<?>) value) : String.valueOf(value);

        assertEquals(row.get(4), shown);
    }

    @Test
    void serviceFilesNameThePublishedImplementations() throws IOException, ClassNotFoundException {
        Map<String, List<String>> wanted = new TreeMap<>();
        rows("/services.tsv").forEach(row -> wanted.computeIfAbsent(row.get(1), service -> new ArrayList<>())
                .add(row.get(2)));

        for (Map.Entry<String, List<String>> service : wanted.entrySet()) {
            List<String> found = ServiceLoader.load(Class.forName(service.getKey())).stream()
                    .map(provider -> provider.type().getName())
                    .collect(Collectors.toList());
            assertEquals(service.getValue(), found, service.getKey());
        }
    }

    @Test
    void convertersReportTheVersionOfTheKafkaClients() {
        assertEquals("4.3.1", AppInfoParser.getVersion());
        assertEquals("4.3.1", new StringConverter().version());
        assertEquals("4.3.1", new SimpleHeaderConverter().version());
    }

    @Test
    void pluginsTellVersionAndSettingsAndWhatFourZeroRemovedIsGone() throws ReflectiveOperationException {
        for (Class<?> plugin : List.of(
                Connector.class, Converter.class, HeaderConverter.class, Transformation.class, Predicate.class)) {
            assertTrue(ConnectPlugin.class.isAssignableFrom(plugin), plugin.getName());
        }
        for (Class<?> versioned : List.of(ConnectorClientConfigOverridePolicy.class, ConnectRestExtension.class)) {
            assertTrue(Versioned.class.isAssignableFrom(versioned), versioned.getName());
        }
        assertTrue(Closeable.class.isAssignableFrom(Converter.class));
        Predicate<SourceRecord> plain = new Predicate<>() {
            @Override
            public ConfigDef config() {
                return new ConfigDef();
            }

            @Override
            public boolean test(SourceRecord message) {
                return true;
            }

            @Override
            public void configure(Map<String, ?> configs) {}

            @Override
            public void close() {}
        };
        assertEquals("undefined", plain.version());
        for (Class<?> context : List.of(ConnectorContext.class, SourceTaskContext.class, SinkTaskContext.class)) {
            assertEquals(PluginMetrics.class, context.getMethod("pluginMetrics").getReturnType(), context.getName());
        }
        Set<String> removed = Stream.of(SinkTask.class, SourceTask.class)
                .flatMap(task -> Stream.of(task.getMethods()))
                .map(method -> method.getName() + List.of(method.getParameterTypes()))
                .collect(Collectors.toSet());
        assertFalse(removed.contains("onPartitionsAssigned[interface java.util.Collection]"));
        assertFalse(removed.contains("onPartitionsRevoked[interface java.util.Collection]"));
        assertFalse(removed.contains("commitRecord[class org.apache.kafka.connect.source.SourceRecord]"));
    }

    private static String describe(Enum<?> value) throws ReflectiveOperationException {
        StringBuilder text = new StringBuilder("toString=").append(value);
        for (String getter : List.of("getName", "isPrimitive")) {
            try {
                Object answer = value.getDeclaringClass().getMethod(getter).invoke(value);
                text.append(getter.equals("getName") ? " getName=" : " primitive=")
                        .append(answer);
            } catch (NoSuchMethodException e) {
                // this enum has no such property
            }
        }
        return text.toString();
    }

    private static Stream<List<String>> rows(String resource) throws IOException {
        try (InputStream in = PublishedNamesTest.class.getResourceAsStream(resource)) {
            assertNotNull(in, resource);
            return new String(in.readAllBytes(), UTF_8).lines().skip(1).map(line -> List.of(line.split("\t", -1)));
        }
    }
}
