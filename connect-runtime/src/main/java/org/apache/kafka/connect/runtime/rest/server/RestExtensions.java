// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.server;

import jakarta.ws.rs.core.Configurable;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;
import org.apache.kafka.connect.runtime.plugins.LoaderSwap;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.glassfish.jersey.server.ResourceConfig;

/** Lets REST extensions register what they bring, before our own resources are, and closes them at the end. */
final class RestExtensions implements AutoCloseable {
    private final Plugins plugins;
    private final List<ConnectRestExtension> extensions;

    RestExtensions(Plugins plugins, List<ConnectRestExtension> extensions) {
        this.plugins = plugins;
        this.extensions = List.copyOf(extensions);
    }

    private record Context(Configurable<? extends Configurable<?>> configurable, ConnectClusterState clusterState)
            implements ConnectRestExtensionContext {}

    void registerOn(ResourceConfig resources, ConnectClusterState clusterState) {
        for (ConnectRestExtension extension : extensions) {
            try (LoaderSwap swap = plugins.withClassLoader(plugins.loaderOf(extension))) {
                extension.register(new Context(resources, clusterState));
            }
        }
    }

    @Override
    public void close() {
        for (ConnectRestExtension extension : extensions) {
            try (LoaderSwap swap = plugins.withClassLoader(plugins.loaderOf(extension))) {
                Utils.closeQuietly(
                        extension, "REST extension " + extension.getClass().getName());
            }
        }
    }
}
