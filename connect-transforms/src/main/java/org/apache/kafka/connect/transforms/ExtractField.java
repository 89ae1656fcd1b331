// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMapOrNull;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStructOrNull;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.field.FieldSyntaxVersion;
import org.apache.kafka.connect.transforms.field.SingleFieldPath;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Replaces the whole with one of its fields. Null stays null.
 *
 * <p>Thread: that of the task.
 *
 * @param <R> the kind of record
 */
public abstract class ExtractField<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC =
            "Replaces the key (<code>" + Key.class.getName() + "</code>) or the value " + "(<code>"
                    + Value.class.getName() + "</code>) with one field of it. Null passes as it is.";

    private static final String FIELD_CONFIG = "field";
    private static final String PURPOSE = "field extraction";

    public static final ConfigDef CONFIG_DEF = FieldSyntaxVersion.appendConfigTo(Nulls.appendConfigTo(new ConfigDef()
            .define(
                    FIELD_CONFIG,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.Importance.MEDIUM,
                    "Name of the field, or the path to it.")));

    private final Memo<Schema, Field> fields = new Memo<>(this::find);
    private String fieldName;
    private SingleFieldPath path;
    private boolean withDefaultOnNull;

    public ExtractField() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        fieldName = config.getString(FIELD_CONFIG);
        path = new SingleFieldPath(fieldName, FieldSyntaxVersion.fromConfig(config));
        withDefaultOnNull = Nulls.fromConfig(config) == Nulls.REPLACED;
        fields.clear();
    }

    @Override
    public R apply(R record) {
        Schema schema = operatingSchema(record);
        if (schema == null) {
            Map<String, Object> map = requireMapOrNull(operatingValue(record), PURPOSE);
            return newRecord(record, null, path.valueFrom(map));
        }
        Struct struct = requireStructOrNull(operatingValue(record), PURPOSE);
        return newRecord(record, fields.get(schema).schema(), path.valueFrom(struct, withDefaultOnNull));
    }

    private Field find(Schema schema) {
        Field field = path.fieldFrom(schema);
        if (field == null) throw new IllegalArgumentException("Unknown field: " + fieldName);
        return field;
    }

    @Override
    public void close() {
        fields.clear();
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
    public static class Key<R extends ConnectRecord<R>> extends ExtractField<R> {
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
    public static class Value<R extends ConnectRecord<R>> extends ExtractField<R> {
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
