// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.source;

import org.apache.kafka.connect.connector.ConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;

/** The context of a source connector, which can also read the offsets of its tasks. */
public interface SourceConnectorContext extends ConnectorContext {
    /**
     * Reads what this connector's tasks committed.
     *
     * @return the reader
     */
    OffsetStorageReader offsetStorageReader();
}
