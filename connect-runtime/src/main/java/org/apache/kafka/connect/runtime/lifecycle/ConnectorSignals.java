// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

/** What a connector's context passes on. Both refuse once the connector was shut down. */
public interface ConnectorSignals {
    void requestTaskReconfiguration();

    void raiseError(Throwable error);
}
