// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.storage;

import java.io.Closeable;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;

/** Turns values of record headers into bytes and back. Each task has its own instance. */
public interface HeaderConverter extends Configurable, Closeable, ConnectPlugin {
    /**
     * Deserializes.
     *
     * @param topic     the record's topic
     * @param headerKey the header's key
     * @param value     the bytes, perhaps null
     * @return the value with its schema, or null
     */
    SchemaAndValue toConnectHeader(String topic, String headerKey, byte[] value);

    /**
     * Serializes.
     *
     * @param topic     the record's topic
     * @param headerKey the header's key
     * @param schema    the schema of the value, perhaps null
     * @param value     the value, perhaps null
     * @return the bytes, or null
     */
    byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value);

    @Override
    default String version() {
        return "undefined";
    }
}
