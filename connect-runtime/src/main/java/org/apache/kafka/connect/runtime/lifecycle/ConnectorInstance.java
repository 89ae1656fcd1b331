// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import java.util.Map;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.connector.ConnectorContext;

/**
 * A connector's plugin instance with what it lives on.
 *
 * @param connector the instance
 * @param loader    its loader, the context loader of every call into it
 * @param config    what it is started with, references resolved
 * @param context   what it is initialized with
 * @param metrics   what is published about it
 * @param release   gives up what was opened for it; runs once, after its last call
 */
public record ConnectorInstance(
        Connector connector,
        ClassLoader loader,
        Map<String, String> config,
        ConnectorContext context,
        ConnectorMetrics metrics,
        Runnable release) {

    /** Names none of the settings, some of which are secret. */
    @Override
    public String toString() {
        return "ConnectorInstance[" + connector.getClass().getName() + "]";
    }
}
