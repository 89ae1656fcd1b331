// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterType;
import org.apache.kafka.connect.storage.HeaderConverter;

/**
 * Converts to and from JSON, with each value's schema in an envelope around it or without any.
 *
 * <p>Thread: one while it is configured, any afterwards.
 */
public class JsonConverter implements Converter, HeaderConverter {
    private SchemaTrees schemas;
    private JsonWriter writer;
    private JsonReader reader;

    public JsonConverter() {}

    /**
     * A converter like any other: beans, which Blackbird is there for, do not occur here.
     *
     * @param enableBlackbird makes no difference
     */
    public JsonConverter(boolean enableBlackbird) {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public ConfigDef config() {
        return JsonConverterConfig.configDef();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        JsonConverterConfig config = new JsonConverterConfig(configs);
        JsonDeserializer deserializer = JsonDeserializer.exact();
        TreeWriter treeWriter = new TreeWriter(config.decimalFormat(), config.replaceNullWithDefault());
        TreeReader treeReader = new TreeReader(config.replaceNullWithDefault());
        schemas = new SchemaTrees(treeWriter, treeReader, config.schemaCacheSize());
        writer = new JsonWriter(config, schemas, treeWriter);
        reader = new JsonReader(config, fixedSchema(config, deserializer), schemas, treeReader, deserializer);
    }

    private Schema fixedSchema(JsonConverterConfig config, JsonDeserializer deserializer) {
        byte[] content = config.schemaContent();
        if (content == null) return null;
        try {
            return schemas.toSchema(deserializer.deserialize("", content));
        } catch (SerializationException e) {
            throw new DataException("Failed to parse schema in converter config due to serialization error: ", e);
        }
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        Map<String, Object> typed = new HashMap<>(configs);
        ConverterType type = isKey ? ConverterType.KEY : ConverterType.VALUE;
        typed.put(JsonConverterConfig.TYPE_CONFIG, type.getName());
        configure(typed);
    }

    @Override
    public void close() {}

    @Override
    public byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value) {
        return fromConnectData(topic, schema, value);
    }

    @Override
    public SchemaAndValue toConnectHeader(String topic, String headerKey, byte[] value) {
        return toConnectData(topic, value);
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        return schema == null && value == null ? null : writer.write(schema, value);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        return value == null ? SchemaAndValue.NULL : reader.read(topic, value);
    }

    /**
     * A schema as it stands in the envelope.
     *
     * @param schema the schema, or null
     * @return its JSON, shared and not to be changed; null for null
     */
    public ObjectNode asJsonSchema(Schema schema) {
        return schemas.toTree(schema);
    }

    /**
     * The schema that stands in an envelope.
     *
     * @param jsonSchema its JSON
     * @return the schema; null for JSON's null
     * @throws DataException if that is no schema
     */
    public Schema asConnectSchema(JsonNode jsonSchema) {
        return schemas.toSchema(jsonSchema);
    }

    /** Debezium's CloudEventsConverter looks for this by name and types, and is no usable plugin where it is not. */
    @SuppressWarnings("UnusedMethod") // called by reflection
    private static Object convertToConnect(Schema schema, JsonNode value, JsonConverterConfig config) {
        return new TreeReader(config.replaceNullWithDefault()).read(schema, value);
    }
}
