// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.storage;

import java.io.Closeable;
import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;

/** Turns record keys or values into bytes and back. Each task has its own instances. */
public interface Converter extends Closeable, ConnectPlugin {
    /**
     * Takes the settings, once, before the first record.
     *
     * @param configs the settings, without the converter's prefix
     * @param isKey   whether it converts keys
     */
    void configure(Map<String, ?> configs, boolean isKey);

    /**
     * Serializes.
     *
     * @param topic  the record's topic
     * @param schema the schema of the value, perhaps null
     * @param value  the value, perhaps null
     * @return the bytes, or null
     */
    byte[] fromConnectData(String topic, Schema schema, Object value);

    /**
     * Serializes, with the record's headers at hand. By default they are left alone.
     *
     * @param topic   the record's topic
     * @param headers the headers as they will be written; a converter may add its own
     * @param schema  the schema of the value, perhaps null
     * @param value   the value, perhaps null
     * @return the bytes, or null
     */
    default byte[] fromConnectData(String topic, Headers headers, Schema schema, Object value) {
        return fromConnectData(topic, schema, value);
    }

    /**
     * Deserializes.
     *
     * @param topic the record's topic
     * @param value the bytes, perhaps null
     * @return the value with its schema
     */
    SchemaAndValue toConnectData(String topic, byte[] value);

    /**
     * Deserializes, with the record's headers at hand. By default they are left alone.
     *
     * @param topic   the record's topic
     * @param headers the headers as they were read
     * @param value   the bytes, perhaps null
     * @return the value with its schema
     */
    default SchemaAndValue toConnectData(String topic, Headers headers, byte[] value) {
        return toConnectData(topic, value);
    }

    @Override
    default ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    default void close() throws IOException {}

    @Override
    default String version() {
        return "undefined";
    }
}
