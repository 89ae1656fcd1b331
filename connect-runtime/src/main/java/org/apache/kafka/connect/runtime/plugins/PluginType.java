// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.plugins;

import java.util.Locale;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/** What a plugin can be. The first ones are found by either way of discovery, the others by service files alone. */
public enum PluginType {
    SOURCE(SourceConnector.class, "Connector", true),
    SINK(SinkConnector.class, "Connector", true),
    CONVERTER(Converter.class, "Converter", true),
    HEADER_CONVERTER(HeaderConverter.class, "HeaderConverter", true),
    TRANSFORMATION(Transformation.class, "Transformation", true),
    PREDICATE(Predicate.class, "Predicate", true),
    CONFIGPROVIDER(ConfigProvider.class, "ConfigProvider", false),
    REST_EXTENSION(ConnectRestExtension.class, "ConnectRestExtension", false),
    CONNECTOR_CLIENT_CONFIG_OVERRIDE_POLICY(
            ConnectorClientConfigOverridePolicy.class, "ConnectorClientConfigOverridePolicy", false);

    private final Class<?> type;
    private final String suffix;
    private final boolean scanned;

    PluginType(Class<?> type, String suffix, boolean scanned) {
        this.type = type;
        this.suffix = suffix;
        this.scanned = scanned;
    }

    /** The class or interface that such a plugin extends. */
    public Class<?> type() {
        return type;
    }

    /** The ending that an alias may leave out. */
    public String suffix() {
        return suffix;
    }

    /** Whether reading classes finds it too, not only service files. */
    boolean scanned() {
        return scanned;
    }

    /** As REST clients read it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
