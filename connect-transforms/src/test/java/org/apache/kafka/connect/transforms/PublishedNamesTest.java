// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedNamesTest {
    static Stream<List<String>> keys() throws IOException {
        return Stream.concat(rows("/transforms.tsv"), rows("/predicates.tsv"))
                .filter(row -> !row.get(0).equals("class") && !row.get(2).equals("<no configs>"));
    }

    static Stream<List<String>> constants() throws IOException {
        return rows("/constants.tsv");
    }

    static Stream<String> plugins() throws IOException {
        return rows("/services.tsv").map(row -> row.get(2));
    }

    /** Columns: class, version, name, type, default, importance, valid, group, order, width, display, dependents, marker. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void keysAreDefinedAsPublished(List<String> row) throws ReflectiveOperationException {
        ConfigDef.ConfigKey key = plugin(row.get(0)).config().configKeys().get(row.get(2));

        assertNotNull(key, row.get(2));
        assertEquals(row.get(3), key.type.name());
        assertEquals(row.get(4), standard(key));
        assertEquals(row.get(5), key.importance.name());
        assertEquals(row.get(6).isEmpty(), key.validator == null);
        assertEquals(row.get(7), key.group == null ? "" : key.group);
        assertEquals(row.get(8), Integer.toString(key.orderInGroup));
        assertEquals(row.get(9), key.width.name());
        assertEquals(row.get(10), key.displayName);
        assertTrue(key.dependents.isEmpty());
    }

    private static String standard(ConfigDef.ConfigKey key) {
        if (!key.hasDefault()) return "<none>";
        if (key.defaultValue == null) return "<null>";
        return "".equals(key.defaultValue) || List.of().equals(key.defaultValue)
                ? "<empty>"
                : key.defaultValue.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plugins")
    void thereAreNoOtherKeys(String className) throws IOException, ReflectiveOperationException {
        List<String> published = keys().filter(row -> row.get(0).equals(className))
                .map(row -> row.get(2))
                .toList();

        assertEquals(
                published, List.copyOf(plugin(className).config().configKeys().keySet()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plugins")
    void pluginsTellTheirDefinitionAndVersion(String className) throws ReflectiveOperationException {
        ConnectPlugin plugin = plugin(className);

        assertSame(plugin.getClass().getField("CONFIG_DEF").get(null), plugin.config());
        assertEquals(AppInfoParser.getVersion(), plugin.version());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("constants")
    void constantsHaveThePublishedValues(List<String> row) throws ReflectiveOperationException {
        Object value = Class.forName(row.get(1)).getField(row.get(2)).get(null);

        assertEquals(row.get(4), row.get(3).equals("enum") ? "toString=" + value : value.toString());
    }

    @Test
    void pluginsAreFoundAsServices() throws IOException {
        Set<String> found = new TreeSet<>();
        ServiceLoader.load(Transformation.class)
                .forEach(plugin -> found.add(plugin.getClass().getName()));
        ServiceLoader.load(Predicate.class)
                .forEach(plugin -> found.add(plugin.getClass().getName()));

        assertEquals(new TreeSet<>(plugins().toList()), found);
    }

    private static ConnectPlugin plugin(String className) throws ReflectiveOperationException {
        return (ConnectPlugin) Class.forName(className).getDeclaredConstructor().newInstance();
    }

    private static Stream<List<String>> rows(String resource) throws IOException {
        try (InputStream in = PublishedNamesTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8).lines().map(line -> List.of(line.split("\t", -1)));
        }
    }
}
