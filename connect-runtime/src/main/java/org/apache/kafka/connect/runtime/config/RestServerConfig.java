// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/** How the REST server listens, what it calls itself, and what it adds to its answers. */
public final class RestServerConfig extends AbstractConfig {
    public static final String LISTENERS_CONFIG = "listeners";
    public static final String ADVERTISED_HOST_NAME_CONFIG = "rest.advertised.host.name";
    public static final String ADVERTISED_PORT_CONFIG = "rest.advertised.port";
    public static final String ADVERTISED_LISTENER_CONFIG = "rest.advertised.listener";
    public static final String ALLOW_ORIGIN_CONFIG = "access.control.allow.origin";
    public static final String ALLOW_METHODS_CONFIG = "access.control.allow.methods";
    public static final String RESPONSE_HTTP_HEADERS_CONFIG = "response.http.headers.config";
    public static final String SSL_CLIENT_AUTH_CONFIG = "ssl.client.auth";
    public static final String REST_EXTENSION_CLASSES_CONFIG = "rest.extension.classes";
    public static final String ADMIN_LISTENERS_CONFIG = "admin.listeners";
    /** Keys under it, when there are any, replace the bare {@code ssl.} keys for HTTPS listeners and for the client to other workers. */
    public static final String LISTENERS_HTTPS_PREFIX = "listeners.https.";
    /** The same for HTTPS admin listeners. */
    public static final String ADMIN_LISTENERS_HTTPS_PREFIX = "admin.listeners.https.";
    /** Beyond Apache: the largest request body in bytes. */
    public static final String MAX_REQUEST_BYTES_CONFIG = "penstock.rest.max.request.bytes";

    private static final ConfigDef DEFINITION = addTo(new ConfigDef().withClientSslSupport());

    /** @param properties the worker's properties, references resolved */
    public RestServerConfig(Map<String, ?> properties) {
        super(DEFINITION, properties, false);
    }

    /** Defines the REST keys, and only those, in the order the worker lists them. */
    static ConfigDef addTo(ConfigDef def) {
        defineListeners(def);
        def.define(
                ALLOW_ORIGIN_CONFIG,
                ConfigDef.Type.STRING,
                "",
                LOW,
                "Origin that browsers may call this server from, or * for all. Empty turns cross-origin answers off.");
        def.define(
                ALLOW_METHODS_CONFIG,
                ConfigDef.Type.STRING,
                "",
                LOW,
                "Methods that cross-origin calls may use, comma-separated. Empty stands for GET, POST and HEAD.");
        def.define(
                RESPONSE_HTTP_HEADERS_CONFIG,
                ConfigDef.Type.STRING,
                "",
                Validators.headerRules(),
                LOW,
                "Rules for headers to put on every answer, comma-separated, each '<set|add|setDate|addDate> <name>:<value>'; a"
                        + " rule that holds a comma stands in double quotes.");
        def.define(
                SSL_CLIENT_AUTH_CONFIG,
                ConfigDef.Type.STRING,
                "none",
                ValidString.in("none", "requested", "required"),
                LOW,
                "Whether HTTPS listeners ask clients for a certificate: none, requested, or required.");
        def.define(
                REST_EXTENSION_CLASSES_CONFIG,
                ConfigDef.Type.LIST,
                "",
                Validators.anyList(true, false),
                LOW,
                "Classes or aliases of REST extensions, called in this order when the server starts.");
        def.define(
                ADMIN_LISTENERS_CONFIG,
                ConfigDef.Type.LIST,
                null,
                Validators.anyList(true, true),
                LOW,
                "Listeners that serve only the admin endpoints. Unset: they stand on the ordinary listeners. Empty: they are off.");
        return def;
    }

    private static void defineListeners(ConfigDef def) {
        def.define(
                LISTENERS_CONFIG,
                ConfigDef.Type.LIST,
                "http://:8083",
                Validators.listeners(),
                LOW,
                "URLs that the REST server listens on, comma-separated: http or https, a host (empty for all addresses) and a port"
                        + " (0 for any free one).");
        def.define(
                ADVERTISED_HOST_NAME_CONFIG,
                ConfigDef.Type.STRING,
                null,
                LOW,
                "Host name that other workers and clients are told to use.");
        def.define(
                ADVERTISED_PORT_CONFIG,
                ConfigDef.Type.INT,
                null,
                LOW,
                "Port that other workers and clients are told to use.");
        def.define(
                ADVERTISED_LISTENER_CONFIG,
                ConfigDef.Type.STRING,
                null,
                LOW,
                "Which listener other workers are told to use: http or https.");
    }

    /** The REST keys alone, as the worker's own definition embeds them. */
    public static ConfigDef configDef() {
        return addTo(new ConfigDef());
    }

    public List<String> listeners() {
        return getList(LISTENERS_CONFIG);
    }

    /** Null: admin resources share the ordinary listeners. Empty: there are none. */
    public @Nullable List<String> adminListeners() {
        return getList(ADMIN_LISTENERS_CONFIG);
    }

    public @Nullable String advertisedHostName() {
        return getString(ADVERTISED_HOST_NAME_CONFIG);
    }

    public @Nullable Integer advertisedPort() {
        return getInt(ADVERTISED_PORT_CONFIG);
    }

    public @Nullable String advertisedListener() {
        return getString(ADVERTISED_LISTENER_CONFIG);
    }

    public String allowedOrigin() {
        return getString(ALLOW_ORIGIN_CONFIG);
    }

    public String allowedMethods() {
        return getString(ALLOW_METHODS_CONFIG);
    }

    public List<String> responseHeaderRules() {
        return HeaderRules.split(getString(RESPONSE_HTTP_HEADERS_CONFIG));
    }

    public List<String> restExtensions() {
        return getList(REST_EXTENSION_CLASSES_CONFIG);
    }

    /** TLS settings for HTTPS listeners and for the client to other workers. */
    public Map<String, Object> listenerSslValues() {
        return valuesWithPrefixAllOrNothing(LISTENERS_HTTPS_PREFIX);
    }

    /** TLS settings for HTTPS admin listeners. */
    public Map<String, Object> adminListenerSslValues() {
        return valuesWithPrefixAllOrNothing(ADMIN_LISTENERS_HTTPS_PREFIX);
    }

    @Override
    public String toString() {
        return "RestServerConfig[listeners=" + listeners() + ", keystore="
                + getString(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG) + "]";
    }
}
