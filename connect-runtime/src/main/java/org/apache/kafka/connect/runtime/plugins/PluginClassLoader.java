// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads one plugin: its own classes and resources first, then the worker's and those of other plugins by name.
 *
 * <p>Thread: any; parallel capable.
 */
final class PluginClassLoader extends URLClassLoader {
    static {
        ClassLoader.registerAsParallelCapable();
    }

    private final String location;
    private final Object preparation = new Object();
    private boolean prepared; // guarded by preparation: who comes second waits until the first is done

    PluginClassLoader(String location, URL[] urls, ClassLoader parent) {
        super("plugin " + location, urls, parent);
        this.location = location;
    }

    String location() {
        return location;
    }

    /** To be called before a plugin is made for use; does something the first time only. Looking for plugins makes some without. */
    void prepare() {
        synchronized (preparation) { // rare: once for each plugin that is made
            if (!prepared) {
                prepared = true;
                JdbcDrivers.register(this);
            }
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) { // the promise of ClassLoader: one definition per name
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                loaded = IsolationRules.isolated(name) ? ownFirst(name) : super.loadClass(name, false);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private Class<?> ownFirst(String name) throws ClassNotFoundException {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return super.loadClass(name, false);
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        all.addAll(Collections.list(getParent().getResources(name)));
        return Collections.enumeration(all);
    }
}
