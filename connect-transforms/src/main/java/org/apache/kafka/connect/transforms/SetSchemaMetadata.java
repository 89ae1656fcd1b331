// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireSchema;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Gives the schema of structs another name, version or both.
 *
 * <p>Thread: that of the task.
 *
 * @param <R> the kind of record
 */
public abstract class SetSchemaMetadata<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Sets the name, the version or both of the schema of the key (<code>"
            + Key.class.getName() + "</code>) or the value (<code>" + Value.class.getName() + "</code>).";

    private static final String SCHEMA_NAME = "schema.name";
    private static final String SCHEMA_VERSION = "schema.version";

    public static final ConfigDef CONFIG_DEF = Nulls.appendConfigTo(new ConfigDef()
            .define(
                    SCHEMA_NAME,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.HIGH,
                    "Name to set; if absent, the schema keeps its own.")
            .define(
                    SCHEMA_VERSION,
                    ConfigDef.Type.INT,
                    null,
                    ConfigDef.Importance.HIGH,
                    "Version to set; if absent, the schema keeps its own."));

    private final Memo<Schema, Schema> schemas = new Memo<>(this::updated);
    private String schemaName;
    private Integer schemaVersion;
    private Nulls nulls = Nulls.REPLACED;

    public SetSchemaMetadata() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, configs);
        schemaName = config.getString(SCHEMA_NAME);
        schemaVersion = config.getInt(SCHEMA_VERSION);
        nulls = Nulls.fromConfig(config);
        if (schemaName == null && schemaVersion == null) {
            throw new ConfigException("Neither schema name nor version configured");
        }
        schemas.clear();
    }

    @Override
    public R apply(R record) {
        Schema schema = operatingSchema(record);
        if (schema == null && operatingValue(record) == null) return record;
        requireSchema(schema, "updating schema metadata");
        return newRecord(record, schemas.get(schema));
    }

    private Schema updated(Schema schema) {
        return new ConnectSchema(
                schema.type(),
                schema.isOptional(),
                schema.defaultValue(),
                schemaName == null ? schema.name() : schemaName,
                schemaVersion == null ? schema.version() : schemaVersion,
                schema.doc(),
                schema.parameters(),
                schema.fields(),
                schema.type() == Schema.Type.MAP ? schema.keySchema() : null,
                schema.type() == Schema.Type.MAP || schema.type() == Schema.Type.ARRAY ? schema.valueSchema() : null);
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public void close() {
        schemas.clear();
    }

    protected abstract Schema operatingSchema(R record);

    protected abstract Object operatingValue(R record);

    protected abstract R newRecord(R record, Schema updatedSchema);

    /**
     * Makes a struct one of the new schema; anything else is returned as it is.
     *
     * @param keyOrValue    what the record holds
     * @param updatedSchema has the fields that the value's schema has
     * @return the value for the new record
     */
    protected Object updateSchemaIn(Object keyOrValue, Schema updatedSchema) {
        if (!(keyOrValue instanceof Struct struct)) return keyOrValue;
        Struct updated = new Struct(updatedSchema);
        for (Field field : updatedSchema.fields()) updated.put(field, nulls.read(struct, field));
        return updated;
    }

    /**
     * Works on the key.
     *
     * @param <R> the kind of record
     */
    public static class Key<R extends ConnectRecord<R>> extends SetSchemaMetadata<R> {
        public Key() {}

        @Override
        protected Schema operatingSchema(R record) {
            return record.keySchema();
        }

        @Override
        protected Object operatingValue(R record) {
            return record.key();
        }

        @Override
        protected R newRecord(R record, Schema updatedSchema) {
            return record.newRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    updatedSchema,
                    updateSchemaIn(record.key(), updatedSchema),
                    record.valueSchema(),
                    record.value(),
                    record.timestamp());
        }
    }

    /**
     * Works on the value.
     *
     * @param <R> the kind of record
     */
    public static class Value<R extends ConnectRecord<R>> extends SetSchemaMetadata<R> {
        public Value() {}

        @Override
        protected Schema operatingSchema(R record) {
            return record.valueSchema();
        }

        @Override
        protected Object operatingValue(R record) {
            return record.value();
        }

        @Override
        protected R newRecord(R record, Schema updatedSchema) {
            return record.newRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    record.keySchema(),
                    record.key(),
                    updatedSchema,
                    updateSchemaIn(record.value(), updatedSchema),
                    record.timestamp());
        }
    }
}
