// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Wraps the whole into a struct, or map, with a single field. Null is wrapped, too.
 *
 * <p>Thread: that of the task.
 *
 * @param <R> the kind of record
 */
public abstract class HoistField<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Puts the key (<code>" + Key.class.getName() + "</code>) or the value "
            + "(<code>" + Value.class.getName() + "</code>) into the only field of a new struct, "
            + "or of a map if it has no schema.";

    private static final String FIELD_CONFIG = "field";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    FIELD_CONFIG,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.Importance.MEDIUM,
                    "Name of the only field.");

    private final Memo<Schema, Schema> schemas = new Memo<>(this::wrap);
    private String fieldName;

    public HoistField() {}

    @Override
    public void configure(Map<String, ?> props) {
        fieldName = new SimpleConfig(CONFIG_DEF, props).getString(FIELD_CONFIG);
        schemas.clear();
    }

    @Override
    public R apply(R record) {
        Schema schema = operatingSchema(record);
        Object value = operatingValue(record);
        if (schema == null) {
            Map<String, Object> wrapped = new HashMap<>(2);
            wrapped.put(fieldName, value);
            return newRecord(record, null, wrapped);
        }
        Schema updated = schemas.get(schema);
        return newRecord(
                record, updated, new Struct(updated).put(updated.fields().get(0), value));
    }

    private Schema wrap(Schema schema) {
        return SchemaBuilder.struct().field(fieldName, schema).build();
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void close() {
        schemas.clear();
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    protected abstract Schema operatingSchema(R record);

    protected abstract Object operatingValue(R record);

    protected abstract R newRecord(R record, Schema updatedSchema, Object updatedValue);

    /**
     * Works on the key.
     *
     * @param <R> the kind of record
     */
    public static class Key<R extends ConnectRecord<R>> extends HoistField<R> {
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
        protected R newRecord(R record, Schema updatedSchema, Object updatedValue) {
            return Copies.withKey(record, updatedSchema, updatedValue);
        }
    }

    /**
     * Works on the value.
     *
     * @param <R> the kind of record
     */
    public static class Value<R extends ConnectRecord<R>> extends HoistField<R> {
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
        protected R newRecord(R record, Schema updatedSchema, Object updatedValue) {
            return Copies.withValue(record, updatedSchema, updatedValue);
        }
    }
}
