// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import static org.apache.kafka.connect.transforms.util.Requirements.requireMapOrNull;
import static org.apache.kafka.connect.transforms.util.Requirements.requireStructOrNull;

import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.transforms.util.SchemaUtil;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Changes the form in which a field, or the whole, tells a time. All forms are in UTC; null stays null.
 *
 * <p>Thread: that of the task; the format keeps state.
 *
 * @param <R> the kind of record
 */
public abstract class TimestampConverter<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Converts a time between text, a number since the epoch and the types "
            + "Date, Time and Timestamp: one field, or the whole, of the key (<code>" + Key.class.getName()
            + "</code>) or the value (<code>" + Value.class.getName() + "</code>).";
    public static final String FIELD_CONFIG = "field";
    public static final String TARGET_TYPE_CONFIG = "target.type";
    public static final String FORMAT_CONFIG = "format";
    public static final String UNIX_PRECISION_CONFIG = "unix.precision";
    public static final String REPLACE_NULL_WITH_DEFAULT_CONFIG = Nulls.CONFIG;
    public static final Schema OPTIONAL_DATE_SCHEMA =
            org.apache.kafka.connect.data.Date.builder().optional().build();
    public static final Schema OPTIONAL_TIMESTAMP_SCHEMA =
            Timestamp.builder().optional().build();
    public static final Schema OPTIONAL_TIME_SCHEMA = Time.builder().optional().build();

    private static final String PURPOSE = "converting timestamp formats";
    private static final long MS_PER_DAY = TimeUnit.DAYS.toMillis(1);

    public static final ConfigDef CONFIG_DEF = Nulls.appendConfigTo(new ConfigDef()
            .define(
                    FIELD_CONFIG,
                    ConfigDef.Type.STRING,
                    "",
                    ConfigDef.Importance.HIGH,
                    "Name of the field; empty if the whole is a time.")
            .define(
                    TARGET_TYPE_CONFIG,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidString.in("string", "unix", "Date", "Time", "Timestamp"),
                    ConfigDef.Importance.HIGH,
                    "The form wanted.")
            .define(
                    FORMAT_CONFIG,
                    ConfigDef.Type.STRING,
                    "",
                    ConfigDef.Importance.MEDIUM,
                    "Pattern of java.text.SimpleDateFormat for times that are text, before or afterwards.")
            .define(
                    UNIX_PRECISION_CONFIG,
                    ConfigDef.Type.STRING,
                    "milliseconds",
                    ConfigDef.ValidString.in("nanoseconds", "microseconds", "milliseconds", "seconds"),
                    ConfigDef.Importance.LOW,
                    "What times that are numbers count, before or afterwards. "
                            + "What is finer than a millisecond gets lost."));

    private final Memo<Schema, StructPlan> plans = new Memo<>(this::plan);
    private String fieldName;
    private TimeForm target;
    private String pattern;
    /** Null if no pattern is set. */
    private SimpleDateFormat format;

    private TimeUnit unixUnit = TimeUnit.MILLISECONDS;
    private Nulls nulls = Nulls.REPLACED;

    public TimestampConverter() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void configure(Map<String, ?> configs) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, configs);
        fieldName = config.getString(FIELD_CONFIG);
        target = TimeForm.named(config.getString(TARGET_TYPE_CONFIG));
        pattern = config.getString(FORMAT_CONFIG);
        unixUnit = TimeUnit.valueOf(config.getString(UNIX_PRECISION_CONFIG).toUpperCase(Locale.ROOT));
        nulls = Nulls.fromConfig(config);
        if (target == TimeForm.STRING && pattern.isBlank()) {
            throw new ConfigException(
                    "TimestampConverter requires format option to be specified when using string timestamps");
        }
        format = pattern.isBlank() ? null : utcFormat(pattern);
        plans.clear();
    }

    private static SimpleDateFormat utcFormat(String pattern) {
        try {
            SimpleDateFormat format = new SimpleDateFormat(pattern);
            format.setTimeZone(TimeZone.getTimeZone("UTC"));
            return format;
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    "TimestampConverter requires a SimpleDateFormat-compatible pattern for string timestamps: "
                            + pattern,
                    e);
        }
    }

    @Override
    public R apply(R record) {
        Schema schema = operatingSchema(record);
        Object value = operatingValue(record);
        return schema == null ? withoutSchema(record, value) : withSchema(record, schema, value);
    }

    private R withoutSchema(R record, Object value) {
        if (fieldName.isEmpty()) return newRecord(record, null, converted(value));
        Map<String, Object> map = requireMapOrNull(value, PURPOSE);
        if (map == null) return newRecord(record, null, null);
        Map<String, Object> updated = new HashMap<>(map);
        updated.put(fieldName, converted(updated.get(fieldName)));
        return newRecord(record, null, updated);
    }

    private R withSchema(R record, Schema schema, Object value) {
        if (fieldName.isEmpty()) {
            return newRecord(record, target.schema(schema.isOptional()), converted(schema, value));
        }
        Struct struct = requireStructOrNull(value, PURPOSE);
        StructPlan plan = plans.get(schema);
        return newRecord(record, plan.target(), struct == null ? null : plan.apply(struct));
    }

    private StructPlan plan(Schema schema) {
        SchemaBuilder builder = SchemaUtil.copySchemaBasics(schema, SchemaBuilder.struct());
        for (Field field : schema.fields()) {
            builder.field(
                    field.name(),
                    field.name().equals(fieldName)
                            ? target.schema(field.schema().isOptional())
                            : field.schema());
        }
        StructPlan plan = new StructPlan(builder.build(), nulls);
        for (Field field : schema.fields()) {
            Field destination = plan.target().fields().get(field.index());
            if (field.name().equals(fieldName)) plan.move(field, destination, this::converted);
            else plan.move(field, destination);
        }
        return plan.withOptionalAndDefaultOf(schema);
    }

    private Object converted(Schema schema, Object value) {
        return convert(TimeForm.ofSchema(schema), value);
    }

    private Object converted(Object value) {
        return value == null ? null : convert(TimeForm.ofValue(value), value);
    }

    private Object convert(TimeForm source, Object value) {
        if (value == null) return null;
        Date time =
                switch (source) {
                    case STRING -> parsed((String) value);
                    case UNIX -> new Date(unixUnit.toMillis((Long) value));
                    case DATE, TIME, TIMESTAMP -> (Date) value;
                };
        return switch (target) {
            case STRING -> format.format(time);
            case UNIX -> (Object) unixUnit.convert(time.getTime(), TimeUnit.MILLISECONDS);
            case DATE -> new Date(Math.floorDiv(time.getTime(), MS_PER_DAY) * MS_PER_DAY);
            case TIME -> new Date(Math.floorMod(time.getTime(), MS_PER_DAY));
            case TIMESTAMP -> time;
        };
    }

    private Date parsed(String text) {
        if (format == null) {
            throw new DataException("Could not parse timestamp: value (" + text + ") is text, but the key '"
                    + FORMAT_CONFIG + "' is not set. Set it to the pattern of such values.");
        }
        try {
            return format.parse(text);
        } catch (ParseException e) {
            throw new DataException(
                    "Could not parse timestamp: value (" + text + ") does not match pattern (" + pattern + ")", e);
        }
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
    public static class Key<R extends ConnectRecord<R>> extends TimestampConverter<R> {
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
    public static class Value<R extends ConnectRecord<R>> extends TimestampConverter<R> {
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
