// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMap;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStruct;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.transforms.util.SchemaUtil;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Keeps, drops and renames fields. Names of {@code include} and {@code exclude} are those before renaming; a field in
 * both is dropped. Null stays null.
 *
 * <p>Thread: that of the task.
 *
 * @param <R> the kind of record
 */
public abstract class ReplaceField<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Keeps, drops or renames fields of the key (<code>" + Key.class.getName()
            + "</code>) or the value (<code>" + Value.class.getName() + "</code>).";

    private static final String EXCLUDE_CONFIG = "exclude";
    private static final String INCLUDE_CONFIG = "include";
    private static final String RENAMES_CONFIG = "renames";
    private static final String PURPOSE = "field replacement";

    public static final ConfigDef CONFIG_DEF = Nulls.appendConfigTo(new ConfigDef()
            .define(
                    EXCLUDE_CONFIG,
                    ConfigDef.Type.LIST,
                    "",
                    ConfigDef.ValidList.anyNonDuplicateValues(true, false),
                    ConfigDef.Importance.MEDIUM,
                    "Fields to drop; they win over those to keep.")
            .define(
                    INCLUDE_CONFIG,
                    ConfigDef.Type.LIST,
                    "",
                    ConfigDef.ValidList.anyNonDuplicateValues(true, false),
                    ConfigDef.Importance.MEDIUM,
                    "Fields to keep; all others are dropped. If empty, all are kept.")
            .define(
                    RENAMES_CONFIG,
                    ConfigDef.Type.LIST,
                    "",
                    Pairs.VALIDATOR,
                    ConfigDef.Importance.MEDIUM,
                    "Fields to rename, as pairs of the old and the new name, with a colon between."));

    private final Memo<Schema, StructPlan> plans = new Memo<>(this::plan);
    private Set<String> exclude = Set.of();
    private Set<String> include = Set.of();
    private Map<String, String> renames = Map.of();
    private Nulls nulls = Nulls.REPLACED;

    public ReplaceField() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, configs);
        exclude = Set.copyOf(config.getList(EXCLUDE_CONFIG));
        include = Set.copyOf(config.getList(INCLUDE_CONFIG));
        renames = Pairs.parse(config.getList(RENAMES_CONFIG));
        nulls = Nulls.fromConfig(config);
        plans.clear();
    }

    @Override
    public R apply(R record) {
        Object value = operatingValue(record);
        if (value == null) return record;
        Schema schema = operatingSchema(record);
        if (schema == null) return newRecord(record, null, updated(requireMap(value, PURPOSE)));
        requireStruct(value, PURPOSE);
        StructPlan plan = plans.get(schema);
        return newRecord(record, plan.target(), plan.apply(requireStruct(value, PURPOSE)));
    }

    private Map<String, Object> updated(Map<String, Object> value) {
        Map<String, Object> updated = new HashMap<>(value.size());
        for (Map.Entry<String, Object> entry : value.entrySet()) {
            String name = entry.getKey();
            if (keeps(name)) updated.put(renamed(name), entry.getValue());
        }
        return updated;
    }

    private StructPlan plan(Schema schema) {
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema, SchemaBuilder.struct());
        for (Field field : schema.fields()) {
            if (keeps(field.name())) builder.field(renamed(field.name()), field.schema());
        }
        StructPlan plan = new StructPlan(builder.build(), nulls);
        for (Field field : schema.fields()) {
            if (keeps(field.name())) plan.move(field, plan.target().field(renamed(field.name())));
        }
        return plan;
    }

    private boolean keeps(String name) {
        return !exclude.contains(name) && (include.isEmpty() || include.contains(name));
    }

    private String renamed(String name) {
        return renames.getOrDefault(name, name);
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public void close() {
        plans.clear();
    }

    protected abstract Schema operatingSchema(R record);

    protected abstract Object operatingValue(R record);

    protected abstract R newRecord(R record, Schema updatedSchema, Object updatedValue);

    /**
     * Works on the key.
     *
     * @param <R> the kind of record
     */
    public static class Key<R extends ConnectRecord<R>> extends ReplaceField<R> {
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
    public static class Value<R extends ConnectRecord<R>> extends ReplaceField<R> {
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
