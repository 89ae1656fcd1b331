// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * How values of one schema become JSON, decided once: which class to expect, the bytes of every field's name, what
 * stands for a missing value. Writes and refuses exactly what {@link TreeWriter} does, or throws {@link Surprise}.
 *
 * <p>Thread: any; immutable.
 */
abstract class WritePlan {
    /** What a plan depends on beside the schema. */
    record Settings(DecimalFormat decimalFormat, boolean replaceNullWithDefault) {}

    /** For values without a schema: their class decides. */
    static final WritePlan SCHEMALESS = new Schemaless();

    private final boolean nullable;
    private final Object stand;

    private WritePlan(boolean nullable, Object stand) {
        this.nullable = nullable;
        this.stand = stand;
    }

    private WritePlan(Schema schema, Settings settings) {
        this(schema.isOptional(), settings.replaceNullWithDefault() ? schema.defaultValue() : null);
    }

    static WritePlan of(Schema schema, Settings settings) {
        if (schema == null) return SCHEMALESS;
        if (schema.name() != null) {
            switch (schema.name()) {
                case Decimal.LOGICAL_NAME, Date.LOGICAL_NAME, Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME -> {
                    return new Logical(schema, settings);
                }
                default -> {}
            }
        }
        return switch (schema.type()) {
            case ARRAY -> new Array(schema, settings);
            case MAP -> new Mapping(schema, settings);
            case STRUCT -> new Structure(schema, settings);
            default -> new Scalar(schema, settings);
        };
    }

    /**
     * Writes a value.
     *
     * @param out   where to
     * @param value the value, perhaps null
     * @throws DataException if the value does not fit the schema
     */
    final void write(JsonOutput out, Object value) {
        if (value != null) {
            writePresent(out, value);
        } else if (stand != null) {
            writePresent(out, stand);
        } else if (nullable) {
            out.nothing();
        } else {
            throw TreeWriter.missing();
        }
    }

    abstract void writePresent(JsonOutput out, Object value);

    private static void writeScalar(JsonOutput out, Schema.Type type, Object value) {
        switch (type) {
            case INT8 -> out.number(TreeWriter.cast(Byte.class, value, type).intValue());
            case INT16 -> out.number(TreeWriter.cast(Short.class, value, type).intValue());
            case INT32 -> out.number(TreeWriter.cast(Integer.class, value, type).intValue());
            case INT64 -> out.number(TreeWriter.cast(Long.class, value, type).longValue());
            case FLOAT32 -> out.number(TreeWriter.cast(Float.class, value, type).floatValue());
            case FLOAT64 ->
                out.number(TreeWriter.cast(Double.class, value, type).doubleValue());
            case BOOLEAN -> out.bool(TreeWriter.cast(Boolean.class, value, type));
            case STRING ->
                out.string(TreeWriter.cast(CharSequence.class, value, type).toString());
            case BYTES -> out.base64(TreeWriter.bytes(value));
            case ARRAY, MAP, STRUCT -> throw new AssertionError(type);
        }
    }

    private static void writeAll(JsonOutput out, WritePlan plan, Collection<?> values) {
        out.open('[');
        boolean first = true;
        for (Object value : values) {
            if (!first) out.character(',');
            first = false;
            plan.write(out, value);
        }
        out.close(']');
    }

    private static void writeObject(JsonOutput out, WritePlan plan, Map<?, ?> map) {
        out.open('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) out.character(',');
            first = false;
            // Keys of other classes may turn into the same text, and then only one of them counts.
            if (!(entry.getKey() instanceof String key)) throw Surprise.INSTANCE;
            out.string(key);
            out.character(':');
            plan.write(out, entry.getValue());
        }
        out.close('}');
    }

    private static void writePairs(JsonOutput out, WritePlan keys, WritePlan values, Map<?, ?> map) {
        out.open('[');
        boolean first = true;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!first) out.character(',');
            first = false;
            out.open('[');
            keys.write(out, entry.getKey());
            out.character(',');
            values.write(out, entry.getValue());
            out.close(']');
        }
        out.close(']');
    }

    private static final class Schemaless extends WritePlan {
        Schemaless() {
            super(true, null);
        }

        @Override
        void writePresent(JsonOutput out, Object value) {
            if (value instanceof String text) {
                out.string(text);
                return;
            }
            Schema.Type type = ConnectSchema.schemaType(value.getClass());
            if (type == null) {
                throw new DataException("Java class " + value.getClass() + " does not have corresponding schema type.");
            }
            switch (type) {
                case ARRAY -> writeAll(out, this, (List<?>) value);
                case MAP -> {
                    Map<?, ?> map = (Map<?, ?>) value;
                    if (TreeWriter.hasTextKeys(map)) {
                        writeObject(out, this, map);
                    } else {
                        writePairs(out, this, this, map);
                    }
                }
                // A struct brings its schema, but not its plan.
                case STRUCT -> throw Surprise.INSTANCE;
                default -> writeScalar(out, type, value);
            }
        }
    }

    private static final class Scalar extends WritePlan {
        private final Schema.Type type;

        Scalar(Schema schema, Settings settings) {
            super(schema, settings);
            this.type = schema.type();
        }

        @Override
        void writePresent(JsonOutput out, Object value) {
            writeScalar(out, type, value);
        }
    }

    private static final class Logical extends WritePlan {
        private final Schema schema;
        private final boolean numeric;

        Logical(Schema schema, Settings settings) {
            super(schema, settings);
            this.schema = schema;
            this.numeric = settings.decimalFormat() == DecimalFormat.NUMERIC;
        }

        @Override
        void writePresent(JsonOutput out, Object value) {
            switch (schema.name()) {
                case Decimal.LOGICAL_NAME -> writeDecimal(out, TreeWriter.decimal(value));
                case Date.LOGICAL_NAME -> out.number(Date.fromLogical(schema, TreeWriter.date("Date", value)));
                case Time.LOGICAL_NAME -> out.number(Time.fromLogical(schema, TreeWriter.date("Time", value)));
                case Timestamp.LOGICAL_NAME ->
                    out.number(Timestamp.fromLogical(schema, TreeWriter.date("Timestamp", value)));
                default -> throw new AssertionError(schema.name());
            }
        }

        private void writeDecimal(JsonOutput out, BigDecimal decimal) {
            if (numeric) {
                out.ascii(decimal.toString());
            } else {
                out.base64(Decimal.fromLogical(schema, decimal));
            }
        }
    }

    private static final class Array extends WritePlan {
        private final WritePlan elements;

        Array(Schema schema, Settings settings) {
            super(schema, settings);
            this.elements = of(schema.valueSchema(), settings);
        }

        @Override
        void writePresent(JsonOutput out, Object value) {
            writeAll(out, elements, TreeWriter.cast(Collection.class, value, Schema.Type.ARRAY));
        }
    }

    private static final class Mapping extends WritePlan {
        private final boolean asObject;
        private final boolean plainKeys;
        private final WritePlan keys;
        private final WritePlan values;

        Mapping(Schema schema, Settings settings) {
            super(schema, settings);
            if (schema.keySchema() == null) throw Surprise.INSTANCE;
            this.asObject = schema.keySchema().type() == Schema.Type.STRING;
            this.keys = of(schema.keySchema(), settings);
            this.plainKeys = keys instanceof Scalar;
            this.values = of(schema.valueSchema(), settings);
        }

        @Override
        void writePresent(JsonOutput out, Object value) {
            Map<?, ?> map = TreeWriter.cast(Map.class, value, Schema.Type.MAP);
            if (!asObject) {
                writePairs(out, keys, values, map);
            } else if (plainKeys) {
                writeObject(out, values, map);
            } else {
                throw Surprise.INSTANCE;
            }
        }
    }

    private static final class Structure extends WritePlan {
        private final Schema schema;
        private final Field[] fields;
        private final Object[] defaults;
        private final byte[][] names;
        private final WritePlan[] plans;

        Structure(Schema schema, Settings settings) {
            super(schema, settings);
            this.schema = schema;
            this.fields = schema.fields().toArray(new Field[0]);
            this.defaults = new Object[fields.length];
            this.names = new byte[fields.length][];
            this.plans = new WritePlan[fields.length];
            JsonOutput name = new JsonOutput();
            for (int i = 0; i < fields.length; i++) {
                name.reset();
                if (i > 0) name.character(',');
                name.string(fields[i].name());
                name.character(':');
                names[i] = name.toBytes();
                plans[i] = of(fields[i].schema(), settings);
                defaults[i] = fields[i].schema().defaultValue();
            }
        }

        @Override
        void writePresent(JsonOutput out, Object value) {
            Struct struct = TreeWriter.cast(Struct.class, value, Schema.Type.STRUCT);
            TreeWriter.requireSameSchema(schema, struct);
            out.open('{');
            for (int i = 0; i < fields.length; i++) {
                out.raw(names[i]);
                plans[i].write(out, withoutDefault(struct, i));
            }
            out.close('}');
        }

        /** Access by field is the quick one, but shows the default where nothing was put. */
        @SuppressWarnings("ReferenceEquality")
        private Object withoutDefault(Struct struct, int i) {
            Object present = struct.get(fields[i]);
            return present != null && present == defaults[i] ? struct.getWithoutDefault(fields[i].name()) : present;
        }
    }
}
