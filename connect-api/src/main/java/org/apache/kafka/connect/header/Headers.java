// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.header;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;

/**
 * The headers of a record, in the order in which they were added. A key may occur any number of times. Methods that
 * change the headers return them, for chaining.
 */
public interface Headers extends Iterable<Header> {
    int size();

    boolean isEmpty();

    /**
     * All headers of one key.
     *
     * @param key the key
     * @return the headers in order; it does not support removal
     */
    Iterator<Header> allWithName(String key);

    /**
     * The header of one key that was added last.
     *
     * @param key the key
     * @return the header, or null if there is none
     */
    Header lastWithName(String key);

    Headers add(Header header);

    /**
     * Adds a value.
     *
     * @param key            the key
     * @param schemaAndValue the value with its schema; null for neither
     * @return these headers
     * @throws org.apache.kafka.connect.errors.DataException if the value is not of the schema's type
     */
    Headers add(String key, SchemaAndValue schemaAndValue);

    /**
     * Adds a value.
     *
     * @param key    the key
     * @param value  the value, perhaps null
     * @param schema its schema, perhaps null
     * @return these headers
     * @throws org.apache.kafka.connect.errors.DataException if the value is not of the schema's type
     */
    Headers add(String key, Object value, Schema schema);

    Headers addString(String key, String value);

    Headers addBoolean(String key, boolean value);

    Headers addByte(String key, byte value);

    Headers addShort(String key, short value);

    Headers addInt(String key, int value);

    Headers addLong(String key, long value);

    Headers addFloat(String key, float value);

    Headers addDouble(String key, double value);

    Headers addBytes(String key, byte[] value);

    /**
     * Adds a list.
     *
     * @param key    the key
     * @param value  the list, perhaps null
     * @param schema an array's schema
     * @return these headers
     * @throws org.apache.kafka.connect.errors.DataException if the schema is not an array's
     */
    Headers addList(String key, List<?> value, Schema schema);

    /**
     * Adds a map.
     *
     * @param key    the key
     * @param value  the map, perhaps null
     * @param schema a map's schema
     * @return these headers
     * @throws org.apache.kafka.connect.errors.DataException if the schema is not a map's
     */
    Headers addMap(String key, Map<?, ?> value, Schema schema);

    Headers addStruct(String key, Struct value);

    /** Adds a {@link org.apache.kafka.connect.data.Decimal} of the value's own scale. */
    Headers addDecimal(String key, BigDecimal value);

    /** Adds a {@link org.apache.kafka.connect.data.Date}. */
    Headers addDate(String key, java.util.Date value);

    /** Adds a {@link org.apache.kafka.connect.data.Time}. */
    Headers addTime(String key, java.util.Date value);

    /** Adds a {@link org.apache.kafka.connect.data.Timestamp}. */
    Headers addTimestamp(String key, java.util.Date value);

    /** Removes all headers of one key. */
    Headers remove(String key);

    /** Removes all headers of one key but the last. */
    Headers retainLatest(String key);

    /** Removes, for every key, all headers but the last. */
    Headers retainLatest();

    /** Removes all headers. */
    Headers clear();

    /**
     * A copy with the same headers.
     *
     * @return the copy
     */
    Headers duplicate();

    /**
     * Puts each header through a function.
     *
     * @param transform what to do
     * @return these headers
     */
    Headers apply(HeaderTransform transform);

    /**
     * Puts each header of one key through a function.
     *
     * @param key       the key
     * @param transform what to do
     * @return these headers
     */
    Headers apply(String key, HeaderTransform transform);

    /** What becomes of a header. */
    interface HeaderTransform {
        /**
         * Changes a header.
         *
         * @param header the header
         * @return what takes its place; null to remove it
         */
        Header apply(Header header);
    }
}
