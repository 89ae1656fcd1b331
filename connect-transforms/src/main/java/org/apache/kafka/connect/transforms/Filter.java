// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Drops every record; useful with a predicate.
 *
 * @param <R> the kind of record
 */
public class Filter<R extends ConnectRecord<R>> implements Transformation<R> {
    public static final String OVERVIEW_DOC =
            "Drops every record it gets. Give it a predicate, so that it gets only those that are not wanted.";
    public static final ConfigDef CONFIG_DEF = new ConfigDef();

    public Filter() {}

    @Override
    public R apply(R record) {
        return null;
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
        // There is nothing to choose.
    }
}
