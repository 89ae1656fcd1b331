// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms.util;

import java.util.Map;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Says what is wrong with a value that a transformation cannot take, and for which purpose it was wanted. */
public class Requirements {
    /** Only for those who extend the class; everything here is static. */
    public Requirements() {}

    /**
     * Demands a schema.
     *
     * @param schema  the schema, or null
     * @param purpose what it is for
     * @throws DataException if there is none
     */
    public static void requireSchema(Schema schema, String purpose) {
        if (schema == null) throw new DataException("Schema required for [" + purpose + "]");
    }

    /**
     * Demands a map, as records without schema have it.
     *
     * @param value   the value
     * @param purpose what it is for
     * @return the value as a map
     * @throws DataException if it is null or anything else
     */
    @SuppressWarnings("unchecked") // keys of schemaless data are strings; a stranger fails where it is first used
    public static Map<String, Object> requireMap(Object value, String purpose) {
        if (value instanceof Map) return (Map<String, Object>) value;
        throw new DataException(
                "Only Map objects supported in absence of schema for [" + purpose + "], found: " + nameOfClass(value));
    }

    /**
     * Demands a map or nothing at all.
     *
     * @param value   the value
     * @param purpose what it is for
     * @return the value as a map, null if it is null
     * @throws DataException if it is anything else
     */
    public static Map<String, Object> requireMapOrNull(Object value, String purpose) {
        return value == null ? null : requireMap(value, purpose);
    }

    /**
     * Demands a struct.
     *
     * @param value   the value
     * @param purpose what it is for
     * @return the value as a struct
     * @throws DataException if it is null or anything else
     */
    public static Struct requireStruct(Object value, String purpose) {
        if (value instanceof Struct struct) return struct;
        throw new DataException("Only Struct objects supported for [" + purpose + "], found: " + nameOfClass(value));
    }

    /**
     * Demands a struct or nothing at all.
     *
     * @param value   the value
     * @param purpose what it is for
     * @return the value as a struct, null if it is null
     * @throws DataException if it is anything else
     */
    public static Struct requireStructOrNull(Object value, String purpose) {
        return value == null ? null : requireStruct(value, purpose);
    }

    /**
     * Demands a record that came from Kafka.
     *
     * @param record  the record
     * @param purpose what it is for
     * @return the same record
     * @throws DataException if it is on its way to Kafka, or null
     */
    public static SinkRecord requireSinkRecord(ConnectRecord<?> record, String purpose) {
        if (record instanceof SinkRecord sinkRecord) return sinkRecord;
        throw new DataException("Only SinkRecord supported for [" + purpose + "], found: " + nameOfClass(record));
    }

    private static String nameOfClass(Object value) {
        return value == null ? "null" : value.getClass().getName();
    }
}
