// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMap;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStruct;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Brings the fields of nested structs, or maps without schema, to the top. Null stays null; arrays stay as they are.
 *
 * <p>Thread: that of the task.
 *
 * @param <R> the kind of record
 */
public abstract class Flatten<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Brings the fields of nested structures of the key (<code>"
            + Key.class.getName() + "</code>) or the value (<code>" + Value.class.getName() + "</code>) to the top. "
            + "Their new names are made of all the names on the way. Arrays stay as they are.";

    private static final String DELIMITER_CONFIG = "delimiter";
    private static final String PURPOSE = "flattening";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    DELIMITER_CONFIG,
                    ConfigDef.Type.STRING,
                    ".",
                    ConfigDef.Importance.MEDIUM,
                    "What stands between the names that make up a new name.");

    private final Memo<Schema, FlattenPlan> plans = new Memo<>(this::plan);
    private String delimiter = ".";

    public Flatten() {}

    @Override
    public void configure(Map<String, ?> props) {
        delimiter = new SimpleConfig(CONFIG_DEF, props).getString(DELIMITER_CONFIG);
        plans.clear();
    }

    @Override
    public R apply(R record) {
        Object value = operatingValue(record);
        if (value == null) return record;
        Schema schema = operatingSchema(record);
        if (schema == null) {
            Map<String, Object> flat = new LinkedHashMap<>();
            flatten(requireMap(value, PURPOSE), "", flat);
            return newRecord(record, null, flat);
        }
        requireStruct(value, PURPOSE);
        FlattenPlan plan = plans.get(schema);
        return newRecord(record, plan.target(), plan.apply(requireStruct(value, PURPOSE)));
    }

    private FlattenPlan plan(Schema schema) {
        return FlattenPlan.of(schema, delimiter);
    }

    private void flatten(Map<String, Object> map, String prefix, Map<String, Object> flat) {
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            String name = prefix.isEmpty() ? entry.getKey() : prefix + delimiter + entry.getKey();
            Object value = entry.getValue();
            Schema.Type type = value == null ? null : ConnectSchema.schemaType(value.getClass());
            if (value != null && type == null) {
                throw new DataException("Flatten transformation was passed a value of type " + value.getClass()
                        + " which is not supported by Connect's data API");
            }
            if (type == Schema.Type.STRUCT) {
                throw new DataException("Flatten transformation does not support " + value.getClass()
                        + " for record without schemas (for field " + name + ").");
            }
            if (type == Schema.Type.MAP) flatten(requireMap(value, PURPOSE), name, flat);
            else flat.put(name, value);
        }
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void close() {
        plans.clear();
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
    public static class Key<R extends ConnectRecord<R>> extends Flatten<R> {
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
    public static class Value<R extends ConnectRecord<R>> extends Flatten<R> {
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
