// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Adds one header, the same on all records.
 *
 * @param <R> the kind of record
 */
public class InsertHeader<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Adds a header with a fixed value to each record.";
    public static final String HEADER_FIELD = "header";
    public static final String VALUE_LITERAL_FIELD = "value.literal";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    HEADER_FIELD,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonNullValidator(),
                    ConfigDef.Importance.HIGH,
                    "Name of the header.")
            .define(
                    VALUE_LITERAL_FIELD,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonNullValidator(),
                    ConfigDef.Importance.HIGH,
                    "The value as text; its type is read from how it looks.");

    private String header;
    private SchemaAndValue value;

    public InsertHeader() {}

    @Override
    public R apply(R record) {
        Headers headers = record.headers().duplicate();
        headers.add(header, value);
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                headers);
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public void configure(Map<String, ?> configs) {
        SimpleConfig config = new SimpleConfig(CONFIG_DEF, configs);
        header = config.getString(HEADER_FIELD);
        value = Values.parseString(config.getString(VALUE_LITERAL_FIELD));
    }
}
