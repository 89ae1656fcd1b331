// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.data;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Describes a value: its type, whether it may be null, and what it means. Logical types are a name (and perhaps
 * parameters) on top of one of the types below, such as {@link Timestamp} on {@code INT64}.
 */
public interface Schema {
    /** The types of values. Each is represented by one Java class, or two: {@code BYTES} by byte[] or ByteBuffer. */
    enum Type {
        /** {@link Byte}. */
        INT8,
        /** {@link Short}. */
        INT16,
        /** {@link Integer}. */
        INT32,
        /** {@link Long}. */
        INT64,
        /** {@link Float}. */
        FLOAT32,
        /** {@link Double}. */
        FLOAT64,
        /** {@link Boolean}. */
        BOOLEAN,
        /** {@link String}. */
        STRING,
        /** {@code byte[]} or {@link java.nio.ByteBuffer}. */
        BYTES,
        /** {@link List} whose elements have one schema. */
        ARRAY,
        /** {@link Map} whose keys have one schema and whose values have one. */
        MAP,
        /** {@link Struct}, a record of named fields. */
        STRUCT;

        private final String name = name().toLowerCase(Locale.ROOT);

        /**
         * The name used in serialized schemas.
         *
         * @return the lower-case name
         */
        public String getName() {
            return name;
        }

        /**
         * Whether a value of this type is a single thing.
         *
         * @return false for arrays, maps and structs
         */
        public boolean isPrimitive() {
            return this != ARRAY && this != MAP && this != STRUCT;
        }
    }

    Schema INT8_SCHEMA = SchemaBuilder.int8().build();
    Schema INT16_SCHEMA = SchemaBuilder.int16().build();
    Schema INT32_SCHEMA = SchemaBuilder.int32().build();
    Schema INT64_SCHEMA = SchemaBuilder.int64().build();
    Schema FLOAT32_SCHEMA = SchemaBuilder.float32().build();
    Schema FLOAT64_SCHEMA = SchemaBuilder.float64().build();
    Schema BOOLEAN_SCHEMA = SchemaBuilder.bool().build();
    Schema STRING_SCHEMA = SchemaBuilder.string().build();
    Schema BYTES_SCHEMA = SchemaBuilder.bytes().build();

    Schema OPTIONAL_INT8_SCHEMA = SchemaBuilder.int8().optional().build();
    Schema OPTIONAL_INT16_SCHEMA = SchemaBuilder.int16().optional().build();
    Schema OPTIONAL_INT32_SCHEMA = SchemaBuilder.int32().optional().build();
    Schema OPTIONAL_INT64_SCHEMA = SchemaBuilder.int64().optional().build();
    Schema OPTIONAL_FLOAT32_SCHEMA = SchemaBuilder.float32().optional().build();
    Schema OPTIONAL_FLOAT64_SCHEMA = SchemaBuilder.float64().optional().build();
    Schema OPTIONAL_BOOLEAN_SCHEMA = SchemaBuilder.bool().optional().build();
    Schema OPTIONAL_STRING_SCHEMA = SchemaBuilder.string().optional().build();
    Schema OPTIONAL_BYTES_SCHEMA = SchemaBuilder.bytes().optional().build();

    Type type();

    /**
     * Whether null is a value of this schema.
     *
     * @return whether it is optional
     */
    boolean isOptional();

    /**
     * What stands in for a missing value.
     *
     * @return the default, or null if there is none
     */
    Object defaultValue();

    /**
     * The name of the record or the logical type.
     *
     * @return the name, or null
     */
    String name();

    /**
     * The version of this schema among those of its name. Later ones are larger.
     *
     * @return the version, or null
     */
    Integer version();

    /**
     * What the value means, for people.
     *
     * @return the text, or null
     */
    String doc();

    /**
     * Free properties, such as the scale of a {@link Decimal}.
     *
     * @return the properties, or null if there are none
     */
    Map<String, String> parameters();

    /**
     * The schema of a map's keys.
     *
     * @return the schema
     * @throws org.apache.kafka.connect.errors.DataException if this is no map
     */
    Schema keySchema();

    /**
     * The schema of a map's values or of an array's elements.
     *
     * @return the schema
     * @throws org.apache.kafka.connect.errors.DataException if this is neither
     */
    Schema valueSchema();

    /**
     * The fields of a struct in their order.
     *
     * @return the fields
     * @throws org.apache.kafka.connect.errors.DataException if this is no struct
     */
    List<Field> fields();

    /**
     * The field of a struct with the given name.
     *
     * @param fieldName the name
     * @return the field, or null if there is none of that name
     * @throws org.apache.kafka.connect.errors.DataException if this is no struct
     */
    Field field(String fieldName);

    /**
     * This as a finished schema, also where it is still being built.
     *
     * @return the schema
     */
    Schema schema();
}
