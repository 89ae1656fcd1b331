// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.header;

import org.apache.kafka.connect.data.Schema;

/** One header of a record. Immutable; a changed header is a new one. */
public interface Header {
    /**
     * The key, under which a record may have several headers.
     *
     * @return the key, never null
     */
    String key();

    /**
     * The schema of the value.
     *
     * @return the schema, perhaps null
     */
    Schema schema();

    /**
     * The value.
     *
     * @return the value, perhaps null
     */
    Object value();

    /**
     * A header with this one's key and another value.
     *
     * @param schema the schema of the value, perhaps null
     * @param value  the value, perhaps null
     * @return the other header
     */
    Header with(Schema schema, Object value);

    /**
     * A header with this one's value and another key.
     *
     * @param key the key
     * @return the other header
     */
    Header rename(String key);
}
