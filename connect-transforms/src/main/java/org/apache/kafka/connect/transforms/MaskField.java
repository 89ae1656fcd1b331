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
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Hides what fields hold. The schema stays as it is, and null stays null.
 *
 * <p>Thread: that of the task.
 *
 * @param <R> the kind of record
 */
public abstract class MaskField<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Replaces what is in some fields of the key (<code>" + Key.class.getName()
            + "</code>) or the value (<code>" + Value.class.getName() + "</code>) with an empty value of the same "
            + "type, such as 0, false or an empty string, or with a value of your choice.";

    private static final String FIELDS_CONFIG = "fields";
    private static final String REPLACEMENT_CONFIG = "replacement";
    private static final String PURPOSE = "mask fields";

    public static final ConfigDef CONFIG_DEF = Nulls.appendConfigTo(new ConfigDef()
            .define(
                    FIELDS_CONFIG,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                    ConfigDef.Importance.HIGH,
                    "Names of the fields to hide.")
            .define(
                    REPLACEMENT_CONFIG,
                    ConfigDef.Type.STRING,
                    null,
                    new ConfigDef.NonEmptyString(),
                    ConfigDef.Importance.LOW,
                    "What takes the place of numbers and strings in those fields."));

    private final Memo<Schema, StructPlan> plans = new Memo<>(this::plan);
    private Set<String> fields = Set.of();
    private Masks masks = new Masks(null);
    private Nulls nulls = Nulls.REPLACED;

    public MaskField() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        fields = Set.copyOf(config.getList(FIELDS_CONFIG));
        masks = new Masks(config.getString(REPLACEMENT_CONFIG));
        nulls = Nulls.fromConfig(config);
        plans.clear();
    }

    @Override
    public R apply(R record) {
        Object value = operatingValue(record);
        if (operatingSchema(record) == null) {
            Map<String, Object> updated = new HashMap<>(requireMap(value, PURPOSE));
            for (String field : fields) updated.put(field, masks.mask(updated.get(field)));
            return newRecord(record, updated);
        }
        Struct struct = requireStruct(value, PURPOSE);
        return newRecord(record, plans.get(struct.schema()).apply(struct));
    }

    private StructPlan plan(Schema schema) {
        StructPlan plan = new StructPlan(schema, nulls);
        for (Field field : schema.fields()) {
            if (fields.contains(field.name())) plan.move(field, field, (ignored, value) -> masks.mask(value));
            else plan.move(field, field);
        }
        return plan;
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

    protected abstract R newRecord(R record, Object updatedValue);

    /**
     * Works on the key.
     *
     * @param <R> the kind of record
     */
    public static final class Key<R extends ConnectRecord<R>> extends MaskField<R> {
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
        protected R newRecord(R record, Object updatedValue) {
            return record.newRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    record.keySchema(),
                    updatedValue,
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
    public static final class Value<R extends ConnectRecord<R>> extends MaskField<R> {
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
        protected R newRecord(R record, Object updatedValue) {
            return record.newRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    record.keySchema(),
                    record.key(),
                    record.valueSchema(),
                    updatedValue,
                    record.timestamp());
        }
    }
}
