// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.sql.Driver;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the JDBC drivers of a plugin register themselves before one is first made for use. {@code DriverManager} looks for drivers
 * once, with whatever loader is in place at that moment, so a plugin's driver would otherwise be found or not by chance. Not at the
 * start: with an index nothing else has to look into the archives of all plugins.
 */
final class JdbcDrivers {
    private static final Logger log = LoggerFactory.getLogger(JdbcDrivers.class);
    private static final String MANIFEST = "META-INF/services/java.sql.Driver";

    private static final int MOST_DRIVERS = 1_000;

    private JdbcDrivers() {}

    static void register(PluginClassLoader loader) {
        if (loader.findResource(MANIFEST) == null) {
            return;
        }
        try (LoaderSwap swap = LoaderSwap.to(loader)) {
            Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
            for (int tried = 0; tried < MOST_DRIVERS; tried++) {
                try {
                    if (!drivers.hasNext()) {
                        return;
                    }
                    log.debug(
                            "Loaded JDBC driver {} of '{}'",
                            drivers.next().getClass().getName(),
                            loader.location());
                } catch (ServiceConfigurationError | LinkageError e) {
                    log.debug("A JDBC driver of '{}' cannot be loaded: {}", loader.location(), e.toString());
                }
            }
        }
    }
}
