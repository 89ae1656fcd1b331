// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Values;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes header values as text and guesses their type when reading: numbers, booleans, dates, lists and maps are
 * recognized as {@link Values#parseString(String)} does; all else is a string.
 *
 * <p>Thread: any; there is no state.
 */
public class SimpleHeaderConverter implements HeaderConverter {
    private static final Logger log = LoggerFactory.getLogger(SimpleHeaderConverter.class);
    private static final ConfigDef CONFIG = new ConfigDef();

    public SimpleHeaderConverter() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public ConfigDef config() {
        return CONFIG;
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public SchemaAndValue toConnectHeader(String topic, String headerKey, byte[] value) {
        if (value == null) return SchemaAndValue.NULL;
        String text = new String(value, UTF_8);
        if (text.isEmpty()) return new SchemaAndValue(Schema.STRING_SCHEMA, text);
        try {
            return Values.parseString(text);
        } catch (NoSuchElementException e) {
            log.debug("Header '{}' of topic '{}' ends within a value, taking it as a string", headerKey, topic, e);
            return new SchemaAndValue(Schema.STRING_SCHEMA, text);
        }
    }

    @Override
    public byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value) {
        if (value == null) return null;
        return Values.convertToString(schema, value).getBytes(UTF_8);
    }

    @Override
    public void close() throws IOException {}
}
