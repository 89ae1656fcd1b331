// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

/**
 * What a running connector asks of those who run it.
 *
 * <p>Thread: any thread the plugin likes; implementations hand the request over and return.
 */
public interface ConnectorCallbacks {
    /** The connector's tasks should be configured anew. */
    void taskReconfigurationRequested(String connector);

    /** Values that the connector was started with are no longer good; it should be restarted to get new ones. */
    default void reloadDue(String connector) {}
}
