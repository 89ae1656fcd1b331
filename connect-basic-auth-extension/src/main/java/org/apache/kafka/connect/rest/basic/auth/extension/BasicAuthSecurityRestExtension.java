// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.rest.basic.auth.extension;

import java.util.Map;
import java.util.function.Supplier;
import javax.security.auth.login.Configuration;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;

/**
 * Puts {@link JaasBasicAuthFilter} before every resource. The JAAS configuration is taken when the worker configures this, so that a
 * connector which replaces the process-wide one later cannot change who may use the API. What is wrong with it then is told when the
 * extension registers, which is when a worker expects to hear of it.
 */
public class BasicAuthSecurityRestExtension implements ConnectRestExtension {
    private Supplier<Configuration> configuration = () -> {
        throw new ConfigException("The basic authentication extension was registered before it was configured");
    };

    @Override
    public void configure(Map<String, ?> configs) {
        try {
            Configuration found = Configuration.getConfiguration();
            configuration = () -> found;
        } catch (SecurityException e) {
            configuration = () -> {
                throw new ConfigException(
                        "Cannot read the JAAS configuration for basic authentication: " + e.getMessage());
            };
        }
    }

    @Override
    public void register(ConnectRestExtensionContext restPluginContext) {
        restPluginContext.configurable().register(new JaasBasicAuthFilter(configuration.get()));
    }

    @Override
    public String version() {
        return AppInfoParser.getVersion();
    }

    @Override
    public void close() {}
}
