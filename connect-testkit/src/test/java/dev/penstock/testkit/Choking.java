// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;

/** A transformation and a converter of everything, as text, that chokes on some values. */
public final class Choking<R extends ConnectRecord<R>> implements Transformation<R>, Converter, HeaderConverter {
    private static final Set<String> POISON = Set.of("poison", "7", "0-1");

    private static <T> T swallow(T value) {
        if (POISON.contains(String.valueOf(value))) {
            throw new DataException("choked on " + value);
        }
        return value;
    }

    private static byte[] bytes(Object value) {
        return String.valueOf(swallow(value)).getBytes(UTF_8);
    }

    private static SchemaAndValue text(byte[] bytes) {
        return bytes == null
                ? SchemaAndValue.NULL
                : new SchemaAndValue(Schema.OPTIONAL_STRING_SCHEMA, swallow(new String(bytes, UTF_8)));
    }

    @Override
    public R apply(R message) {
        swallow(message.value());
        return message;
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        return bytes(value);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte[] value) {
        return text(value);
    }

    @Override
    public byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value) {
        return bytes(value);
    }

    @Override
    public SchemaAndValue toConnectHeader(String topic, String headerKey, byte[] value) {
        return text(value);
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public void close() {}

    @Override
    public String version() {
        return "1.0";
    }
}
