// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.transforms;

import java.io.Closeable;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.connector.ConnectRecord;

/**
 * Changes one record at a time, without regard to others.
 *
 * @param <R> the kind of record
 */
public interface Transformation<R extends ConnectRecord<R>> extends Configurable, Closeable, ConnectPlugin {
    /**
     * Applies the change.
     *
     * @param record the record
     * @return the changed record, the same if there is nothing to change, or null to drop it
     */
    R apply(R record);

    @Override
    default String version() {
        return "undefined";
    }

    @Override
    void close();
}
