// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMap;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStruct;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Makes the key from fields of the value, which keeps them.
 *
 * <p>Thread: that of the task.
 *
 * @param <R> the kind of record
 */
public class ValueToKey<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC =
            "Replaces the key of a record with a new one that is made from fields of the value.";
    public static final String FIELDS_CONFIG = "fields";
    public static final String REPLACE_NULL_WITH_DEFAULT_CONFIG = Nulls.CONFIG;

    public static final ConfigDef CONFIG_DEF = Nulls.appendConfigTo(new ConfigDef()
            .define(
                    FIELDS_CONFIG,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                    ConfigDef.Importance.HIGH,
                    "Names of the value's fields that make up the key."));

    private static final String PURPOSE = "copying fields from value to key";

    private final Memo<Schema, StructPlan> plans = new Memo<>(this::plan);
    private List<String> fields = List.of();
    private Nulls nulls = Nulls.REPLACED;

    public ValueToKey() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, configs);
        fields = List.copyOf(config.getList(FIELDS_CONFIG));
        nulls = Nulls.fromConfig(config);
        plans.clear();
    }

    @Override
    public R apply(R record) {
        if (record.valueSchema() == null) {
            Map<String, Object> value = requireMap(record.value(), PURPOSE);
            Map<String, Object> key = new HashMap<>();
            for (String field : fields) key.put(field, value.get(field));
            return withKey(record, null, key);
        }
        Struct value = requireStruct(record.value(), PURPOSE);
        StructPlan plan = plans.get(value.schema());
        return withKey(record, plan.target(), plan.apply(value));
    }

    private StructPlan plan(Schema valueSchema) {
        SchemaBuilder builder = SchemaBuilder.struct();
        for (String name : fields) {
            Field field = valueSchema.field(name);
            if (field == null) throw new DataException("Field does not exist: " + name);
            builder.field(name, field.schema());
        }
        StructPlan plan = new StructPlan(builder.build(), nulls);
        for (Field target : plan.target().fields()) plan.move(valueSchema.field(target.name()), target);
        return plan;
    }

    private R withKey(R record, Schema keySchema, Object key) {
        return Copies.withKey(record, keySchema, key);
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public void close() {
        plans.clear();
    }
}
