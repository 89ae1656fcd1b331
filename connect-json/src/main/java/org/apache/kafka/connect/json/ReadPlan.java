// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;

/**
 * How JSON becomes values of one schema, decided once. Reads what {@link TreeReader} would read from the same text, or
 * throws {@link Surprise}: also for all that is wrong, so that there is one place that says so.
 *
 * <p>Thread: any; immutable.
 */
abstract class ReadPlan {
    /** For text without a schema: its form decides. */
    static final ReadPlan SCHEMALESS = new Schemaless();

    /** One for all, as with Jackson: arrays are told apart by identity when they are keys of a map. */
    private static final byte[] NO_BYTES = new byte[0];

    private final boolean nullable;
    private final Object stand;

    private ReadPlan(boolean nullable, Object stand) {
        this.nullable = nullable;
        this.stand = stand;
    }

    private ReadPlan(Schema schema, boolean replaceNullWithDefault) {
        this(schema.isOptional(), replaceNullWithDefault ? schema.defaultValue() : null);
    }

    static ReadPlan of(Schema schema, boolean replaceNullWithDefault) {
        if (schema == null) return SCHEMALESS;
        if (schema.name() != null) {
            switch (schema.name()) {
                case Decimal.LOGICAL_NAME, Date.LOGICAL_NAME, Time.LOGICAL_NAME, Timestamp.LOGICAL_NAME -> {
                    return new Logical(schema, replaceNullWithDefault);
                }
                default -> {}
            }
        }
        return switch (schema.type()) {
            case ARRAY -> new Array(schema, replaceNullWithDefault);
            case MAP -> new Mapping(schema, replaceNullWithDefault);
            case STRUCT -> new Structure(schema, replaceNullWithDefault);
            default -> new Scalar(schema, replaceNullWithDefault);
        };
    }

    /** Reads one value, which may be {@code null}. */
    final Object read(JsonScanner in) {
        if (in.peek() != 'n') return readPresent(in);
        in.literal("null");
        return missing();
    }

    final Object missing() {
        if (stand != null) return stand;
        if (nullable) return null;
        throw Surprise.INSTANCE;
    }

    abstract Object readPresent(JsonScanner in);

    private static List<Object> readArray(JsonScanner in, ReadPlan elements) {
        List<Object> list = new ArrayList<>();
        if (!in.open('[', ']')) return list;
        do {
            list.add(elements.read(in));
        } while (in.more(']'));
        return list;
    }

    private static Map<Object, Object> readObject(JsonScanner in, ReadPlan values) {
        Map<Object, Object> map = new HashMap<>();
        if (!in.open('{', '}')) return map;
        do {
            map.put(in.name(), values.read(in));
        } while (in.more('}'));
        return map;
    }

    private static byte[] base64(String text) {
        if (text.isEmpty()) return NO_BYTES;
        // Without padding Java is more lenient than Jackson.
        if ((text.length() & 3) != 0) throw Surprise.INSTANCE;
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw Surprise.INSTANCE;
        }
    }

    private static final class Schemaless extends ReadPlan {
        Schemaless() {
            super(true, null);
        }

        @Override
        Object readPresent(JsonScanner in) {
            return switch (in.peek()) {
                case '{' -> readObject(in, this);
                case '[' -> readArray(in, this);
                case '"' -> in.string();
                case 't', 'f' -> in.bool();
                default -> in.any();
            };
        }
    }

    private static final class Scalar extends ReadPlan {
        private final Schema.Type type;

        Scalar(Schema schema, boolean replaceNullWithDefault) {
            super(schema, replaceNullWithDefault);
            this.type = schema.type();
        }

        @Override
        Object readPresent(JsonScanner in) {
            return switch (type) {
                case INT8 -> (byte) in.whole();
                case INT16 -> (short) in.whole();
                case INT32 -> (int) in.whole();
                case INT64 -> in.whole();
                case FLOAT32 -> in.single();
                case FLOAT64 -> in.twice();
                case BOOLEAN -> in.bool();
                case STRING -> in.string();
                case BYTES -> base64(in.string());
                case ARRAY, MAP, STRUCT -> throw new AssertionError(type);
            };
        }
    }

    private static final class Logical extends ReadPlan {
        private final Schema schema;

        Logical(Schema schema, boolean replaceNullWithDefault) {
            super(schema, replaceNullWithDefault);
            this.schema = schema;
        }

        @Override
        Object readPresent(JsonScanner in) {
            try {
                return switch (schema.name()) {
                    case Decimal.LOGICAL_NAME ->
                        in.peek() == '"' ? Decimal.toLogical(schema, base64(in.string())) : in.decimal();
                    case Date.LOGICAL_NAME -> Date.toLogical(schema, Math.toIntExact(in.whole()));
                    case Time.LOGICAL_NAME -> Time.toLogical(schema, Math.toIntExact(in.whole()));
                    case Timestamp.LOGICAL_NAME -> Timestamp.toLogical(schema, in.whole());
                    default -> throw new AssertionError(schema.name());
                };
            } catch (DataException | ArithmeticException | NumberFormatException | NullPointerException e) {
                throw Surprise.INSTANCE;
            }
        }
    }

    private static final class Array extends ReadPlan {
        private final ReadPlan elements;

        Array(Schema schema, boolean replaceNullWithDefault) {
            super(schema, replaceNullWithDefault);
            this.elements = of(schema.valueSchema(), replaceNullWithDefault);
        }

        @Override
        Object readPresent(JsonScanner in) {
            return readArray(in, elements);
        }
    }

    private static final class Mapping extends ReadPlan {
        private final boolean asObject;
        private final ReadPlan keys;
        private final ReadPlan values;

        Mapping(Schema schema, boolean replaceNullWithDefault) {
            super(schema, replaceNullWithDefault);
            if (schema.keySchema() == null) throw Surprise.INSTANCE;
            this.asObject = schema.keySchema().type() == Schema.Type.STRING;
            this.keys = of(schema.keySchema(), replaceNullWithDefault);
            this.values = of(schema.valueSchema(), replaceNullWithDefault);
        }

        @Override
        Object readPresent(JsonScanner in) {
            return asObject ? readObject(in, values) : readPairs(in);
        }

        private Map<Object, Object> readPairs(JsonScanner in) {
            Map<Object, Object> map = new HashMap<>();
            if (!in.open('[', ']')) return map;
            do {
                if (!in.open('[', ']')) throw Surprise.INSTANCE;
                Object key = keys.read(in);
                in.expect(',');
                map.put(key, values.read(in));
                if (in.more(']')) throw Surprise.INSTANCE;
            } while (in.more(']'));
            return map;
        }
    }

    private static final class Structure extends ReadPlan {
        private final Schema schema;
        private final Field[] fields;
        private final byte[][] quotedNames;
        private final ReadPlan[] plans;
        private final Map<String, Integer> places = new HashMap<>();

        Structure(Schema schema, boolean replaceNullWithDefault) {
            super(schema, replaceNullWithDefault);
            this.schema = schema.schema();
            this.fields = schema.fields().toArray(new Field[0]);
            this.quotedNames = new byte[fields.length][];
            this.plans = new ReadPlan[fields.length];
            JsonOutput name = new JsonOutput();
            for (int i = 0; i < fields.length; i++) {
                if (JsonScanner.hasSurrogates(fields[i].name())) throw Surprise.INSTANCE;
                name.reset();
                name.string(fields[i].name());
                quotedNames[i] = name.toBytes();
                plans[i] = of(fields[i].schema(), replaceNullWithDefault);
                places.put(fields[i].name(), i);
            }
        }

        @Override
        Object readPresent(JsonScanner in) {
            Struct struct = new Struct(schema);
            boolean inOrder = true;
            boolean[] seen = null;
            int next = 0;
            try {
                if (in.open('{', '}')) {
                    do {
                        int place = next;
                        if (inOrder && next < fields.length && in.skip(quotedNames[next])) {
                            in.expect(':');
                            next++;
                        } else {
                            if (inOrder) {
                                inOrder = false;
                                seen = new boolean[fields.length];
                                for (int i = 0; i < next; i++) seen[i] = true;
                            }
                            place = places.getOrDefault(in.name(), -1);
                            if (place < 0) throw Surprise.INSTANCE;
                            seen[place] = true;
                        }
                        struct.put(fields[place], plans[place].read(in));
                    } while (in.more('}'));
                }
                for (int i = inOrder ? next : 0; i < fields.length; i++) {
                    if (inOrder || !seen[i]) struct.put(fields[i], plans[i].missing());
                }
            } catch (DataException e) {
                throw Surprise.INSTANCE;
            }
            return struct;
        }
    }
}
