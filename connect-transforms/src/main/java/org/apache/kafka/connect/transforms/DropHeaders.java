// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * Takes headers off records by their names.
 *
 * @param <R> the kind of record
 */
public class DropHeaders<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC = "Removes all headers of the given names from each record.";
    public static final String HEADERS_FIELD = "headers";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    HEADERS_FIELD,
                    ConfigDef.Type.LIST,
                    ConfigDef.NO_DEFAULT_VALUE,
                    ConfigDef.ValidList.anyNonDuplicateValues(false, false),
                    ConfigDef.Importance.HIGH,
                    "Names of the headers to remove.");

    private Set<String> unwanted = Set.of();

    public DropHeaders() {}

    @Override
    public R apply(R record) {
        Headers kept = new ConnectHeaders();
        for (Header header : record.headers()) {
            if (!unwanted.contains(header.key())) kept.add(header);
        }
        return record.newRecord(
                record.topic(),
                record.kafkaPartition(),
                record.keySchema(),
                record.key(),
                record.valueSchema(),
                record.value(),
                record.timestamp(),
                kept);
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
        unwanted = Set.copyOf(new SimpleConfig(CONFIG_DEF, configs).getList(HEADERS_FIELD));
    }
}
