// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which ways of finding plugins are gone, and what is said about plugins that only the slow way finds. */
public enum DiscoveryMode {
    /** By reading classes. */
    ONLY_SCAN(true, false),
    /** Both ways, with a warning for what has no service file. */
    HYBRID_WARN(true, true),
    /** Both ways; what has no service file stops the worker. */
    HYBRID_FAIL(true, true),
    /** By service files alone. */
    SERVICE_LOAD(false, true);

    private static final Logger log = LoggerFactory.getLogger(DiscoveryMode.class);

    private final boolean reflective;
    private final boolean serviceLoading;

    DiscoveryMode(boolean reflective, boolean serviceLoading) {
        this.reflective = reflective;
        this.serviceLoading = serviceLoading;
    }

    /** @throws IllegalArgumentException for an unknown name */
    public static DiscoveryMode of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    boolean reflective() {
        return reflective;
    }

    boolean serviceLoading() {
        return serviceLoading;
    }

    /**
     * Says what the difference of both ways means for this mode.
     *
     * @throws ConnectException in {@link #HYBRID_FAIL} when something has no service file
     */
    void report(SortedSet<PluginDesc> scanned, SortedSet<PluginDesc> serviceLoaded) {
        if (!reflective || !serviceLoading) {
            return;
        }
        TreeSet<PluginDesc> missing = new TreeSet<>(scanned);
        missing.removeAll(serviceLoaded);
        if (missing.isEmpty()) {
            log.info("All plugins have ServiceLoader manifests, consider reconfiguring plugin.discovery=service_load");
            return;
        }
        String plugins = missing.stream()
                .map(desc ->
                        "\n\t" + desc.location() + "\t" + desc.className() + "\t" + desc.type() + "\t" + desc.version())
                .collect(Collectors.joining());
        String text = "One or more plugins are missing ServiceLoader manifests and will not be found with"
                + " plugin.discovery=service_load:" + plugins
                + "\nbin/connect-plugin-path.sh sync-manifests writes them.";
        if (this == HYBRID_FAIL) {
            throw new ConnectException(text);
        }
        log.warn(text);
    }
}
