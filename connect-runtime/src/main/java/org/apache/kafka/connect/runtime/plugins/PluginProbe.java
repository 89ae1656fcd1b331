// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries whether a class is a usable plugin, by making one, asking it for its version and closing it; keeps the tally for one place.
 */
final class PluginProbe {
    private static final Logger log = LoggerFactory.getLogger(PluginProbe.class);

    private final PluginSource source;
    private final List<PluginDesc> plugins = new ArrayList<>();
    private final List<ScanResult.Refused> refused = new ArrayList<>();

    PluginProbe(PluginSource source) {
        this.source = source;
    }

    void probe(String className, PluginType type) {
        try (LoaderSwap swap = LoaderSwap.to(source.loader())) {
            Class<?> pluginClass = Class.forName(className, false, source.loader());
            if (pluginClass.getClassLoader() != source.loader() && !source.isClassPath()) {
                return; // another place's class, found there too
            }
            if (!type.type().isAssignableFrom(pluginClass)) {
                refuse(className, type, "it does not extend " + type.type().getName());
            } else if (!Modifier.isAbstract(pluginClass.getModifiers())) {
                plugins.add(new PluginDesc(className, type, version(pluginClass), source.location(), source.loader()));
            }
        } catch (NoSuchMethodException e) {
            refuse(className, type, "it has no public constructor without parameters");
        } catch (InvocationTargetException e) {
            refuse(className, type, "its constructor failed: " + e.getTargetException());
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            refuse(className, type, e.toString());
        }
    }

    private static String version(Class<?> pluginClass) throws ReflectiveOperationException {
        Object plugin = pluginClass.getConstructor().newInstance();
        try {
            return Plugins.versionOf(plugin);
        } finally {
            close(plugin);
        }
    }

    /** Plugins that were never configured may fail to close for want of what they would close, which is nobody's trouble. */
    private static void close(Object plugin) {
        if (plugin instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                log.debug("'{}' did not close unconfigured", plugin.getClass().getName(), e);
            }
        }
    }

    private void refuse(String className, PluginType type, String reason) {
        refused.add(new ScanResult.Refused(className, type, reason));
    }

    ScanResult result(List<LinkageFinding> missing) {
        return new ScanResult(plugins, refused, missing);
    }
}
