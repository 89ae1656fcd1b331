// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.info;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.jspecify.annotations.Nullable;

/**
 * A connector that was configured in a file. What the file holds decides how it is read, not what it is called: a flat
 * JSON object of properties, a JSON object as it could be posted to {@code /connectors}, or Java properties.
 *
 * @param name         name of the connector
 * @param config       its configuration, including its name
 * @param initialState in which it is to begin; {@code null} for running
 */
public record ConnectorFile(
        String name,
        Map<String, @Nullable String> config,
        @Nullable TargetState initialState) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NAME = "name";
    private static final String CONFIG = "config";
    private static final String INITIAL_STATE = "initial_state";

    public ConnectorFile {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    /**
     * Reads a file.
     *
     * @throws IOException     if it cannot be read
     * @throws ConfigException if it holds no connector
     */
    public static ConnectorFile read(Path file) throws IOException {
        JsonNode json = readJson(file);
        if (json == null) {
            return fromProperties(file);
        }
        return json.path(CONFIG).isObject() ? fromRequest(file, json) : fromFlatJson(file, json);
    }

    private static @Nullable JsonNode readJson(Path file) throws IOException {
        try {
            JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
            return json != null && json.isObject() ? json : null;
        } catch (JsonProcessingException e) {
            return null; // then it is a properties file
        }
    }

    private static ConnectorFile fromFlatJson(Path file, JsonNode json) {
        return new ConnectorFile(requireName(file, json.get(NAME)), strings(file, json), null);
    }

    private static ConnectorFile fromRequest(Path file, JsonNode json) {
        String name = requireName(file, json.get(NAME));
        Map<String, @Nullable String> config = strings(file, json.get(CONFIG));
        config.putIfAbsent(NAME, name);
        JsonNode state = json.get(INITIAL_STATE);
        try {
            return new ConnectorFile(
                    name, config, state == null || state.isNull() ? null : TargetState.ofInitialState(state.asText()));
        } catch (IllegalArgumentException e) {
            throw new ConfigException("Connector file '" + file + "': " + e.getMessage());
        }
    }

    private static String requireName(Path file, @Nullable JsonNode name) {
        if (name == null
                || !name.isValueNode()
                || name.isNull()
                || name.asText().isBlank()) {
            throw new ConfigException(
                    "Connector file '" + file + "' names no connector. Add a property '" + NAME + "'.");
        }
        return name.asText();
    }

    private static Map<String, @Nullable String> strings(Path file, JsonNode object) {
        Map<String, @Nullable String> strings = new LinkedHashMap<>();
        object.properties().forEach(property -> {
            if (!property.getValue().isValueNode()) {
                throw new ConfigException("Property '" + property.getKey() + "' in connector file '" + file
                        + "' is an object or an array. Connector properties are strings, numbers or booleans.");
            }
            strings.put(
                    property.getKey(),
                    property.getValue().isNull() ? null : property.getValue().asText());
        });
        return strings;
    }

    private static ConnectorFile fromProperties(Path file) throws IOException {
        Properties properties;
        try {
            properties = Utils.loadProps(file.toString());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    "Connector file '" + file + "' is neither JSON nor a properties file: " + e.getMessage());
        }
        Map<String, @Nullable String> config = new LinkedHashMap<>();
        properties.stringPropertyNames().stream().sorted().forEach(key -> config.put(key, properties.getProperty(key)));
        String name = config.get(NAME);
        if (name == null || name.isBlank()) {
            throw new ConfigException(
                    "Connector file '" + file + "' names no connector. Add a property '" + NAME + "'.");
        }
        return new ConnectorFile(name, config, null);
    }
}
