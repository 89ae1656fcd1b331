// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMap;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStruct;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.transforms.util.NonEmptyListValidator;
import org.apache.kafka.connect.transforms.util.SchemaUtil;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Copies or moves fields into headers.
 *
 * <p>Thread: that of the task.
 *
 * @param <R> the kind of record
 */
public abstract class HeaderFrom<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String FIELDS_FIELD = "fields";
    public static final String HEADERS_FIELD = "headers";
    public static final String OPERATION_FIELD = "operation";
    public static final String REPLACE_NULL_WITH_DEFAULT_FIELD = Nulls.CONFIG;
    public static final String OVERVIEW_DOC = "Copies or moves fields of the key (<code>" + Key.class.getName()
            + "</code>) or the value (<code>" + Value.class.getName() + "</code>) into the record's headers.";

    private static final String MOVE = "move";
    private static final String COPY = "copy";

    public static final ConfigDef CONFIG_DEF = Nulls.appendConfigTo(new ConfigDef()
            .define(
                    FIELDS_FIELD,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new NonEmptyListValidator(),
                    ConfigDef.Importance.HIGH,
                    "Names of the fields.")
            .define(
                    HEADERS_FIELD,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new NonEmptyListValidator(),
                    ConfigDef.Importance.HIGH,
                    "Names of the headers, one for each field and in the same order.")
            .define(
                    OPERATION_FIELD,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidString.in(MOVE, COPY),
                    ConfigDef.Importance.HIGH,
                    "<code>move</code> takes the fields away, <code>copy</code> leaves them."));

    /** For one schema: the fields to read, and what is left of the struct; null if nothing is taken away. */
    private record Plan(List<Field> sources, StructPlan rest) {}

    private final Memo<Schema, Plan> plans = new Memo<>(this::plan);
    private List<String> fields = List.of();
    private List<String> headers = List.of();
    private boolean moves;
    private String purpose;
    private Nulls nulls = Nulls.REPLACED;

    public HeaderFrom() {}

    @Override
    public R apply(R record) {
        Object value = operatingValue(record);
        Schema schema = operatingSchema(record);
        if (schema == null) return withoutSchema(record, requireMap(value, purpose));
        return withSchema(record, schema, requireStruct(value, purpose));
    }

    private R withoutSchema(R record, Map<String, Object> value) {
        Headers updatedHeaders = record.headers().duplicate();
        Map<String, Object> rest = moves ? new HashMap<>(value) : value;
        for (int i = 0; i < fields.size(); i++) {
            String field = fields.get(i);
            updatedHeaders.add(headers.get(i), value.get(field), null);
            if (moves) rest.remove(field);
        }
        return newRecord(record, null, rest, updatedHeaders);
    }

    private R withSchema(R record, Schema schema, Struct value) {
        Plan plan = plans.get(schema);
        Headers updatedHeaders = record.headers().duplicate();
        for (int i = 0; i < plan.sources().size(); i++) {
            Field field = plan.sources().get(i);
            updatedHeaders.add(headers.get(i), nulls.read(value, field), field.schema());
        }
        StructPlan rest = plan.rest();
        return rest == null
                ? newRecord(record, schema, value, updatedHeaders)
                : newRecord(record, rest.target(), rest.apply(value), updatedHeaders);
    }

    private Plan plan(Schema schema) {
        List<Field> sources = new ArrayList<>();
        for (String name : fields) {
            Field field = schema.field(name);
            if (field == null) {
                throw new DataException("Cannot " + (moves ? MOVE : COPY) + " field '" + name
                        + "' to a header: the schema has no such field. Check the key '" + FIELDS_FIELD + "'.");
            }
            sources.add(field);
        }
        return new Plan(sources, moves ? rest(schema) : null);
    }

    private StructPlan rest(Schema schema) {
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema, SchemaBuilder.struct());
        for (Field field : schema.fields()) {
            if (!fields.contains(field.name())) builder.field(field.name(), field.schema());
        }
        StructPlan plan = new StructPlan(builder.build(), nulls);
        for (Field target : plan.target().fields()) plan.move(schema.field(target.name()), target);
        return plan;
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    protected abstract Object operatingValue(R record);

    protected abstract Schema operatingSchema(R record);

    protected abstract R newRecord(
            R record, Schema updatedSchema, Object updatedValue, Iterable<Header> updatedHeaders);

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public void close() {
        plans.clear();
    }

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        fields = List.copyOf(config.getList(FIELDS_FIELD));
        headers = List.copyOf(config.getList(HEADERS_FIELD));
        if (fields.size() != headers.size()) {
            throw new ConfigException("'" + FIELDS_FIELD + "' config must have the same number of elements as '"
                    + HEADERS_FIELD + "' config.");
        }
        String operation = config.getString(OPERATION_FIELD);
        moves = operation.equals(MOVE);
        purpose = "header " + operation;
        nulls = Nulls.fromConfig(config);
        plans.clear();
    }

    /**
     * Takes fields of the key.
     *
     * @param <R> the kind of record
     */
    public static class Key<R extends ConnectRecord<R>> extends HeaderFrom<R> {
        public Key() {}

        @Override
        public Object operatingValue(R record) {
            return record.key();
        }

        @Override
        protected Schema operatingSchema(R record) {
            return record.keySchema();
        }

        @Override
        protected R newRecord(R record, Schema updatedSchema, Object updatedValue, Iterable<Header> updatedHeaders) {
            return record.newRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    updatedSchema,
                    updatedValue,
                    record.valueSchema(),
                    record.value(),
                    record.timestamp(),
                    updatedHeaders);
        }
    }

    /**
     * Takes fields of the value.
     *
     * @param <R> the kind of record
     */
    public static class Value<R extends ConnectRecord<R>> extends HeaderFrom<R> {
        public Value() {}

        @Override
        public Object operatingValue(R record) {
            return record.value();
        }

        @Override
        protected Schema operatingSchema(R record) {
            return record.valueSchema();
        }

        @Override
        protected R newRecord(R record, Schema updatedSchema, Object updatedValue, Iterable<Header> updatedHeaders) {
            return record.newRecord(
                    record.topic(),
                    record.kafkaPartition(),
                    record.keySchema(),
                    record.key(),
                    updatedSchema,
                    updatedValue,
                    record.timestamp(),
                    updatedHeaders);
        }
    }
}
