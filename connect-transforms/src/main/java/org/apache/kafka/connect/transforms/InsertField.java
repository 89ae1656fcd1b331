// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMap;
import static org.apache.kafka.connect.transforms.util.Requirements.requireSinkRecord;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStruct;

import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.transforms.util.SchemaUtil;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Adds what is known of a record, or a fixed text, as fields. Null stays null.
 *
 * <p>Thread: that of the task.
 *
 * @param <R> the kind of record
 */
public abstract class InsertField<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Adds fields with facts of the record, or with a fixed text, to the key "
            + "(<code>" + Key.class.getName() + "</code>) or the value (<code>" + Value.class.getName() + "</code>).";

    private static final String TOPIC_FIELD = "topic.field";
    private static final String PARTITION_FIELD = "partition.field";
    private static final String OFFSET_FIELD = "offset.field";
    private static final String TIMESTAMP_FIELD = "timestamp.field";
    private static final String STATIC_FIELD = "static.field";
    private static final String STATIC_VALUE = "static.value";
    private static final String PURPOSE = "field insertion";
    private static final String SUFFIXES =
            " A name that ends in <code>!</code> makes the field required, in <code>?</code> or neither optional.";
    private static final Schema OPTIONAL_TIMESTAMP =
            Timestamp.builder().optional().build();

    public static final ConfigDef CONFIG_DEF = Nulls.appendConfigTo(new ConfigDef()
            .define(
                    TOPIC_FIELD,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.MEDIUM,
                    "Field for the name of the topic." + SUFFIXES)
            .define(
                    PARTITION_FIELD,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.MEDIUM,
                    "Field for the number of the partition." + SUFFIXES)
            .define(
                    OFFSET_FIELD,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.MEDIUM,
                    "Field for the offset in Kafka; only in sink connectors." + SUFFIXES)
            .define(
                    TIMESTAMP_FIELD,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.MEDIUM,
                    "Field for the time of the record." + SUFFIXES)
            .define(
                    STATIC_FIELD,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.MEDIUM,
                    "Field for a fixed text." + SUFFIXES)
            .define(
                    STATIC_VALUE,
                    ConfigDef.Type.STRING,
                    null,
                    ConfigDef.Importance.MEDIUM,
                    "The fixed text; needed if it has a field."));

    /** A field to add, as the user spelled it. */
    private record Insertion(String name, boolean optional) {
        static Insertion parse(String text) {
            if (text == null) return null;
            if (text.endsWith("?")) return new Insertion(text.substring(0, text.length() - 1), true);
            if (text.endsWith("!")) return new Insertion(text.substring(0, text.length() - 1), false);
            return new Insertion(text, true);
        }

        void addTo(SchemaBuilder builder, Schema required, Schema whenOptional) {
            builder.field(name, optional ? whenOptional : required);
        }
    }

    private final Memo<Schema, StructPlan> plans = new Memo<>(this::plan);
    private Insertion topic;
    private Insertion partition;
    private Insertion offset;
    private Insertion timestamp;
    private Insertion fixed;
    private String fixedValue;
    private Nulls nulls = Nulls.REPLACED;

    public InsertField() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        topic = Insertion.parse(config.getString(TOPIC_FIELD));
        partition = Insertion.parse(config.getString(PARTITION_FIELD));
        offset = Insertion.parse(config.getString(OFFSET_FIELD));
        timestamp = Insertion.parse(config.getString(TIMESTAMP_FIELD));
        fixed = Insertion.parse(config.getString(STATIC_FIELD));
        fixedValue = config.getString(STATIC_VALUE);
        nulls = Nulls.fromConfig(config);
        if (topic == null && partition == null && offset == null && timestamp == null && fixed == null) {
            throw new ConfigException("No field insertion configured");
        }
        if (fixed != null && fixedValue == null) {
            throw new ConfigException(STATIC_VALUE, null, "No value specified for static field: " + fixed.name());
        }
        plans.clear();
    }

    @Override
    public R apply(R record) {
        Object value = operatingValue(record);
        if (value == null) return record;
        Schema schema = operatingSchema(record);
        return schema == null ? withoutSchema(record, value) : withSchema(record, schema, value);
    }

    private R withoutSchema(R record, Object value) {
        Map<String, Object> updated = new HashMap<>(requireMap(value, PURPOSE));
        if (topic != null) updated.put(topic.name(), record.topic());
        if (partition != null && record.kafkaPartition() != null) {
            updated.put(partition.name(), record.kafkaPartition());
        }
        if (offset != null)
            updated.put(offset.name(), requireSinkRecord(record, PURPOSE).kafkaOffset());
        if (timestamp != null && record.timestamp() != null) updated.put(timestamp.name(), record.timestamp());
        if (fixed != null) updated.put(fixed.name(), fixedValue);
        return newRecord(record, null, updated);
    }

    /** The new fields stand behind the old ones, in the order in which {@link #plan} added them. */
    private R withSchema(R record, Schema schema, Object value) {
        Struct struct = requireStruct(value, PURPOSE);
        StructPlan plan = plans.get(schema);
        Schema target = plan.target();
        Struct updated = plan.apply(struct);
        int next = schema.fields().size();
        if (topic != null) updated.put(target.fields().get(next++), record.topic());
        if (partition != null) {
            if (record.kafkaPartition() != null) updated.put(target.fields().get(next), record.kafkaPartition());
            next++;
        }
        if (offset != null) {
            updated.put(
                    target.fields().get(next++),
                    requireSinkRecord(record, PURPOSE).kafkaOffset());
        }
        if (timestamp != null) {
            if (record.timestamp() != null) updated.put(target.fields().get(next), new Date(record.timestamp()));
            next++;
        }
        if (fixed != null) updated.put(target.fields().get(next), fixedValue);
        return newRecord(record, target, updated);
    }

    private StructPlan plan(Schema schema) {
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema, SchemaBuilder.struct());
        schema.fields().forEach(field -> builder.field(field.name(), field.schema()));
        if (topic != null) topic.addTo(builder, Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA);
        if (partition != null) partition.addTo(builder, Schema.INT32_SCHEMA, Schema.OPTIONAL_INT32_SCHEMA);
        if (offset != null) offset.addTo(builder, Schema.INT64_SCHEMA, Schema.OPTIONAL_INT64_SCHEMA);
        if (timestamp != null) timestamp.addTo(builder, Timestamp.SCHEMA, OPTIONAL_TIMESTAMP);
        if (fixed != null) fixed.addTo(builder, Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA);
        return StructPlan.ofAllFields(schema, builder.build(), nulls);
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
    public static class Key<R extends ConnectRecord<R>> extends InsertField<R> {
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
    public static class Value<R extends ConnectRecord<R>> extends InsertField<R> {
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
