// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms.predicates;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.util.SimpleConfig;

/**
 * True for records with a header of a given name.
 *
 * @param <R> the kind of record
 */
public class HasHeaderKey<R extends ConnectRecord<R>> implements Predicate<R> {
    public static final String OVERVIEW_DOC = "Holds for records that have a header of the given name.";

    private static final String NAME_CONFIG = "name";

    public static final ConfigDef CONFIG_DEF = new ConfigDef()
            .define(
                    NAME_CONFIG,
                    ConfigDef.Type.STRING,
                    ConfigDef.NO_DEFAULT_VALUE,
                    new ConfigDef.NonEmptyString(),
                    ConfigDef.Importance.MEDIUM,
                    "Name of the header.");

    private String name;

    public HasHeaderKey() {}

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
        name = new SimpleConfig(CONFIG_DEF, configs).getString(NAME_CONFIG);
    }

    @Override
    public boolean test(R record) {
        return name != null && record.headers().lastWithName(name) != null;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public String toString() {
        return "HasHeaderKey{name='" + name + "'}";
    }
}
