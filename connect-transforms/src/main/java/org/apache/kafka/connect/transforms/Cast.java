// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMap;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStruct;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.transforms.util.SchemaUtil;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Changes the type of fields, or of the whole if it is no struct. Null stays null.
 *
 * <p>Thread: that of the task.
 *
 * @param <R> the kind of record
 */
public abstract class Cast<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Casts the whole key (<code>" + Key.class.getName() + "</code>) or value "
            + "(<code>" + Value.class.getName() + "</code>), or some fields of it, to another type: an integer of any "
            + "width, a float, a boolean or a string. Dates become the number they are stored as; bytes become "
            + "base64 text.";
    public static final String SPEC_CONFIG = "spec";
    public static final String REPLACE_NULL_WITH_DEFAULT_CONFIG = Nulls.CONFIG;

    public static final ConfigDef CONFIG_DEF = Nulls.appendConfigTo(new ConfigDef()
            .define(
                    SPEC_CONFIG,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.LambdaValidator.with((name, value) -> validate(value), Pairs.VALIDATOR::toString),
                    ConfigDef.Importance.HIGH,
                    "Pairs of a field and its new type with a colon between, or one type alone for the whole."));

    private static final String PURPOSE = "cast types";

    private final Memo<Schema, Schema> wholeSchemas = new Memo<>(this::castWhole);
    private final Memo<Schema, StructPlan> plans = new Memo<>(this::plan);
    private Map<String, CastTarget> targets = Map.of();
    /** Null if fields are cast. */
    private CastTarget wholeTarget;

    private Nulls nulls = Nulls.REPLACED;

    public Cast() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void configure(Map<String, ?> props) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, props);
        Map<String, CastTarget> parsed = parse(config.getList(SPEC_CONFIG));
        wholeTarget = parsed.remove(null);
        targets = parsed;
        nulls = Nulls.fromConfig(config);
        wholeSchemas.clear();
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
        if (wholeTarget != null) return newRecord(record, null, wholeTarget.cast(null, value));
        Map<String, Object> updated = new HashMap<>(requireMap(value, PURPOSE));
        for (Map.Entry<String, CastTarget> entry : targets.entrySet()) {
            String field = entry.getKey();
            updated.put(field, entry.getValue().cast(null, updated.get(field)));
        }
        return newRecord(record, null, updated);
    }

    private R withSchema(R record, Schema schema, Object value) {
        if (wholeTarget != null) {
            Object updated = wholeTarget.cast(schema, value);
            return newRecord(record, wholeSchemas.get(schema), updated);
        }
        StructPlan plan = plans.get(schema);
        return newRecord(record, plan.target(), plan.apply(requireStruct(value, PURPOSE)));
    }

    private Schema castWhole(Schema schema) {
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema, SchemaBuilder.type(wholeTarget.type()));
        return withOptionalAndDefault(builder, schema, wholeTarget).build();
    }

    private StructPlan plan(Schema schema) {
        List<Field> fields = schema.fields();
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema, SchemaBuilder.struct());
        for (Field field : fields) {
            CastTarget target = targets.get(field.name());
            builder.field(
                    field.name(),
                    target == null
                            ? field.schema()
                            : withOptionalAndDefault(SchemaBuilder.type(target.type()), field.schema(), target)
                                    .build());
        }
        StructPlan plan = new StructPlan(builder.build(), nulls);
        for (Field field : fields) {
            CastTarget target = targets.get(field.name());
            Field destination = plan.target().fields().get(field.index());
            if (target == null) plan.move(field, destination);
            else plan.move(field, destination, target::cast);
        }
        return plan.withOptionalAndDefaultOf(schema);
    }

    private static SchemaBuilder withOptionalAndDefault(SchemaBuilder builder, Schema schema, CastTarget target) {
        if (schema.isOptional()) builder.optional();
        if (schema.defaultValue() != null) builder.defaultValue(target.cast(schema, schema.defaultValue()));
        return builder;
    }

    @SuppressWarnings("unchecked") // the definition's type is a list of texts
    private static void validate(Object value) {
        parse((List<String>) value);
    }

    /** Targets by field; a type for the whole stands under null, and then alone. */
    private static Map<String, CastTarget> parse(List<String> mappings) {
        if (mappings == null || mappings.isEmpty()) {
            throw new ConfigException("Must specify at least one field to cast.");
        }
        Map<String, CastTarget> targets = new LinkedHashMap<>();
        boolean whole = false;
        for (String mapping : mappings) {
            String[] parts = mapping.split(":");
            if (parts.length > 2) throw Pairs.invalid(mappings, mapping);
            whole |= parts.length == 1;
            if (parts.length == 1) targets.put(null, CastTarget.parse(parts[0]));
            else targets.put(parts[0].trim(), CastTarget.parse(parts[1]));
        }
        if (whole && mappings.size() > 1) {
            throw new ConfigException("Cast transformations that specify a type to cast the entire value to "
                    + "may only specify a single cast in their spec");
        }
        return targets;
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public void close() {
        wholeSchemas.clear();
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
    public static final class Key<R extends ConnectRecord<R>> extends Cast<R> {
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
    public static final class Value<R extends ConnectRecord<R>> extends Cast<R> {
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
