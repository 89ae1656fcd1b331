// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms.predicates;

import org.apache.kafka.common.Configurable;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Says to which records a transformation applies.
 *
 * @param <R> the kind of record
 */
public interface Predicate<R extends ConnectRecord<R>> extends Configurable, AutoCloseable, ConnectPlugin {
    @Override
    default String version() {
        return "undefined";
    }

    /**
     * Tests one record.
     *
     * @param record the record
     * @return whether the predicate holds for it
     */
    boolean test(R record);

    @Override
    void close();
}
