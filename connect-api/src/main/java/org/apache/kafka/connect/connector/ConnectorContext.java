// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.connector;

import org.apache.kafka.common.metrics.PluginMetrics;

/** How a connector talks back to the worker that runs it. Every method may be called from any thread. */
public interface ConnectorContext {
    /** Asks the worker to call {@link Connector#taskConfigs(int)} again and to restart tasks whose settings changed. */
    void requestTaskReconfiguration();

    /**
     * Tells the worker that the connector cannot go on. It is shown as failed.
     *
     * @param e the reason
     */
    void raiseError(Exception e);

    /**
     * The registry for the connector's own metrics. They carry its tags and disappear with it.
     *
     * @return the metrics of this connector
     */
    PluginMetrics pluginMetrics();
}
