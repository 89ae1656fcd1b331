// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import java.util.Map;

/**
 * What a running connector asks of those who run it.
 *
 * <p>Thread: any thread the plugin likes; implementations hand the request over and return.
 */
public interface ConnectorCallbacks {
    /** The connector's tasks should be configured anew. */
    void taskReconfigurationRequested(String connector);

    /**
     * Values that the connector was started with came from config providers and are good for a limited time.
     *
     * @param ttlsMs milliseconds by provider path
     */
    default void valuesExpire(String connector, Map<String, Long> ttlsMs) {}
}
