// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A place that may hold plugins, and the loader of what is there.
 *
 * @param location how the place is called: its path, or {@link PluginDesc#CLASS_PATH}
 * @param parts the archives and class folders to look into
 * @param loader defines the classes of this place
 */
record PluginSource(String location, List<Path> parts, ClassLoader loader) {
    PluginSource {
        parts = List.copyOf(parts);
    }

    static PluginSource isolated(PluginPath.Location location, ClassLoader parent) {
        List<URL> urls = new ArrayList<>();
        for (Path part : location.parts()) {
            try {
                urls.add(part.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new ConnectException("Cannot load plugins from '" + part + "'", e);
            }
        }
        String name = location.toString();
        return new PluginSource(name, location.parts(), new PluginClassLoader(name, urls.toArray(URL[]::new), parent));
    }

    boolean isClassPath() {
        return location.equals(PluginDesc.CLASS_PATH);
    }
}
