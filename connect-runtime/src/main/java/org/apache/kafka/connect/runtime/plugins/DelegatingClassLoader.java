// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import org.jspecify.annotations.Nullable;

/**
 * Loads plugins by class name or alias from wherever their newest copy is, and everything else from the worker's class path. It is
 * the parent of every plugin's own loader, so that one plugin can name another.
 *
 * <p>Thread: any. Knows plugins only once {@link #know} was called, at the end of discovery.
 */
final class DelegatingClassLoader extends ClassLoader {
    static {
        ClassLoader.registerAsParallelCapable();
    }

    private volatile @Nullable PluginRegistry registry;

    DelegatingClassLoader(ClassLoader workerClassPath) {
        super("plugins", workerClassPath);
    }

    void know(PluginRegistry plugins) {
        this.registry = plugins;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        PluginRegistry known = registry;
        if (known != null) {
            PluginDesc newest = known.newest(name);
            if (newest != null) {
                return newest.isIsolated()
                        ? newest.loader().loadClass(newest.className())
                        : super.loadClass(newest.className(), resolve);
            }
        }
        return super.loadClass(name, resolve);
    }
}
