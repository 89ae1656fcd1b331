// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.rest;

import java.io.Closeable;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.ConnectPlugin;

/**
 * Adds resources or filters to the REST server. Found through the service loader, named in
 * {@code rest.extension.classes}; configured, then registered, once while the server starts.
 */
public interface ConnectRestExtension extends Configurable, ConnectPlugin, Closeable {
    /**
     * Adds whatever this extension brings.
     *
     * @param restPluginContext the server's configuration and the state of the cluster
     */
    void register(ConnectRestExtensionContext restPluginContext);

    @Override
    default ConfigDef config() {
        return new ConfigDef();
    }
}
