// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.SchemaBuilderException;

/** Makes up schemas and values, the same ones for the same seed. */
final class RandomData {
    private static final int DEEPEST = 3;

    private final Random random;

    RandomData(long seed) {
        random = new Random(seed);
    }

    Schema schema() {
        return schema(0);
    }

    private Schema schema(int depth) {
        SchemaBuilder builder = builder(depth);
        if (builder.name() == null && oneIn(6)) builder.name("name" + random.nextInt(5));
        if (builder.version() == null && oneIn(8)) builder.version(random.nextInt(5));
        if (oneIn(10)) builder.doc(text());
        if (oneIn(12)) builder.parameter("parameter", text());
        if (oneIn(3)) builder.optional();
        if (oneIn(6)) {
            try {
                builder.defaultValue(value(builder));
            } catch (SchemaBuilderException e) {
                // null is no default here, so it goes without
            }
        }
        return builder.build();
    }

    private SchemaBuilder builder(int depth) {
        return switch (random.nextInt(depth > DEEPEST ? 13 : 19)) {
            case 0 -> SchemaBuilder.int8();
            case 1 -> SchemaBuilder.int16();
            case 2 -> SchemaBuilder.int32();
            case 3 -> SchemaBuilder.int64();
            case 4 -> SchemaBuilder.float32();
            case 5 -> SchemaBuilder.float64();
            case 6 -> SchemaBuilder.bool();
            case 7 -> SchemaBuilder.bytes();
            case 8 -> Date.builder();
            case 9 -> Time.builder();
            case 10 -> Timestamp.builder();
            case 11 -> Decimal.builder(random.nextInt(6));
            case 12 -> SchemaBuilder.string();
            case 13, 14 -> SchemaBuilder.array(schema(depth + 1));
            case 15 -> SchemaBuilder.map(oneIn(3) ? Schema.INT32_SCHEMA : Schema.STRING_SCHEMA, schema(depth + 1));
            default -> {
                SchemaBuilder struct = SchemaBuilder.struct();
                int fields = random.nextInt(6);
                for (int i = 0; i < fields; i++) struct.field((oneIn(12) ? text() : "field") + i, schema(depth + 1));
                yield struct;
            }
        };
    }

    Object value(Schema schema) {
        if (schema.isOptional() && oneIn(4)) return null;
        if (schema.name() != null) {
            switch (schema.name()) {
                case Date.LOGICAL_NAME -> {
                    return new java.util.Date((random.nextInt(60_000) - 30_000) * 86_400_000L);
                }
                case Time.LOGICAL_NAME -> {
                    return new java.util.Date(random.nextInt(86_400_000));
                }
                case Timestamp.LOGICAL_NAME -> {
                    return new java.util.Date(random.nextLong() >> random.nextInt(40));
                }
                case Decimal.LOGICAL_NAME -> {
                    int scale = Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD));
                    BigDecimal decimal = new BigDecimal(new BigInteger(random.nextInt(100), random), scale);
                    return random.nextBoolean() ? decimal : decimal.negate();
                }
                default -> {}
            }
        }
        return switch (schema.type()) {
            case INT8 -> (byte) random.nextInt();
            case INT16 -> (short) random.nextInt();
            case INT32 -> random.nextInt() >> random.nextInt(32);
            case INT64 -> random.nextLong() >> random.nextInt(64);
            case FLOAT32 -> oneIn(4) ? Float.intBitsToFloat(random.nextInt()) : random.nextInt(10_000) / 100f;
            case FLOAT64 -> oneIn(4) ? Double.longBitsToDouble(random.nextLong()) : random.nextInt(100_000) / 100.0;
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text();
            case BYTES -> bytes();
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) list.add(value(schema.valueSchema()));
                yield list;
            }
            case MAP -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put(value(schema.keySchema()), value(schema.valueSchema()));
                }
                yield map;
            }
            case STRUCT -> {
                Struct struct = new Struct(schema);
                for (Field field : schema.fields()) {
                    if (field.schema().defaultValue() == null || random.nextBoolean()) {
                        struct.put(field, value(field.schema()));
                    }
                }
                yield struct;
            }
        };
    }

    /** A value of the kinds that need no schema. */
    Object schemaless() {
        return schemaless(0);
    }

    private Object schemaless(int depth) {
        return switch (random.nextInt(depth > DEEPEST ? 7 : 10)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextLong() >> random.nextInt(64);
            case 3 -> random.nextGaussian() * 1e6;
            case 4 -> random.nextInt(10_000) / 100.0;
            case 5, 6 -> text();
            case 7 -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) list.add(schemaless(depth + 1));
                yield list;
            }
            default -> {
                Map<Object, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    map.put(oneIn(20) ? (Object) i : text(), schemaless(depth + 1));
                }
                yield map;
            }
        };
    }

    /** The text with one byte changed, taken away or put in. */
    byte[] damaged(byte[] text) {
        String usual = "{}[]\",:0123456789-+.eE\\ntrufalse \t\n\u0001";
        byte other = (byte) (oneIn(5) ? random.nextInt() : usual.charAt(random.nextInt(usual.length())));
        int at = random.nextInt(text.length);
        byte[] damaged =
                switch (random.nextInt(4)) {
                    case 0 -> java.util.Arrays.copyOf(text, at);
                    case 1 -> new byte[text.length - 1];
                    case 2 -> new byte[text.length + 1];
                    default -> text.clone();
                };
        if (damaged.length == at) return damaged;
        System.arraycopy(text, 0, damaged, 0, Math.min(at, damaged.length));
        if (damaged.length < text.length) {
            System.arraycopy(text, at + 1, damaged, at, text.length - at - 1);
            return damaged;
        }
        if (damaged.length > text.length) System.arraycopy(text, at, damaged, at + 1, text.length - at);
        damaged[at] = other;
        return damaged;
    }

    private Object bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return oneIn(3) ? ByteBuffer.wrap(bytes) : bytes;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int kind = random.nextInt(5);
        for (int i = random.nextInt(oneIn(4) ? 60 : 8); i > 0; i--) {
            switch (kind) {
                case 3 -> text.append((char) random.nextInt(0x180));
                case 4 -> text.appendCodePoint(oneIn(4) ? 0x1F600 + random.nextInt(50) : random.nextInt(0xD000));
                default -> text.append((char) (' ' + random.nextInt(95)));
            }
        }
        return text.toString();
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }
}
