// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms.predicates;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * True for records whose value is null.
 *
 * @param <R> the kind of record
 */
public class RecordIsTombstone<R extends ConnectRecord<R>> implements Predicate<R> {
    public static final String OVERVIEW_DOC = "Holds for records whose value is null.";
    public static final ConfigDef CONFIG_DEF = new ConfigDef();

    public RecordIsTombstone() {}

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public ConfigDef config() {
        return CONFIG_DEF;
    }

    @Override
    public void configure(Map<String, ?> configs) {
        // There is nothing to choose.
    }

    @Override
    public boolean test(R record) {
        return record.value() == null;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public String toString() {
        return "RecordIsTombstone{}";
    }
}
