// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.runtime.config.RestServerConfig;
import org.apache.kafka.connect.runtime.rest.forward.TlsSettings;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Turns listener URLs into Jetty connectors, with the limits every request is under. */
final class Listeners {
    /** Name of the connectors that serve everything, and of those for admin resources alone. */
    static final String MAIN = "main";

    static final String ADMIN = "admin";

    private static final Pattern LISTENER = Pattern.compile("^(.*)://\\[?([0-9a-zA-Z\\-%._:]*)\\]?:(-?[0-9]+)/?$");
    private static final int LARGEST_HEADER_BYTES = 16 * 1024;
    /**
     * How long a connection may say nothing.
     *
     * @param kept   before a request is there with all its headers: clients keep connections for their next question, and
     *               one that is closed in the moment of its use costs them that question
     * @param within while the rest of a request is awaited, which holds a thread
     */
    record Silence(Duration kept, Duration within) {
        static final Silence STOCK = new Silence(Duration.ofMinutes(5), Duration.ofSeconds(30));
    }

    private static final long SHUTDOWN_IDLE_MS = 50;
    /** Names of connectors hold whatever characters they like, and each must be addressable. */
    private static final UriCompliance ANY_NAME = UriCompliance.DEFAULT.with(
            "any-name",
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.AMBIGUOUS_PATH_PARAMETER,
            Violation.AMBIGUOUS_PATH_SEGMENT,
            Violation.AMBIGUOUS_EMPTY_SEGMENT,
            Violation.SUSPICIOUS_PATH_CHARACTERS,
            Violation.ILLEGAL_PATH_CHARACTERS);

    /**
     * A listener as it was written.
     *
     * @param scheme http or https
     * @param host empty for all addresses
     */
    record Listener(String scheme, String host, int port) {
        static Listener parse(String key, String text) {
            Matcher parts = LISTENER.matcher(text.trim());
            if (!parts.matches()) {
                throw new ConfigException(key, text, "A listener is a URL such as http://:8083 or https://host:8443");
            }
            String scheme = parts.group(1).toLowerCase(Locale.ROOT);
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw new ConfigException(key, text, "Listener protocol must be either \"http\" or \"https\".");
            }
            return new Listener(scheme, parts.group(2), Integer.parseInt(parts.group(3)));
        }

        boolean secure() {
            return scheme.equals("https");
        }
    }

    private final RestServerConfig config;
    private final Silence silence;

    Listeners(RestServerConfig config, Silence silence) {
        this.config = config;
        this.silence = silence;
    }

    /** One connector for each listener, those for admin resources last. */
    List<ServerConnector> connectors(Server server) {
        List<ServerConnector> connectors = new ArrayList<>();
        for (String text : config.listeners()) {
            Listener listener = Listener.parse(RestServerConfig.LISTENERS_CONFIG, text);
            connectors.add(connector(server, listener, MAIN, config.listenerSslValues()));
        }
        List<String> adminListeners = config.adminListeners();
        if (adminListeners != null) {
            for (String text : adminListeners) {
                Listener listener = Listener.parse(RestServerConfig.ADMIN_LISTENERS_CONFIG, text);
                connectors.add(connector(server, listener, ADMIN, config.adminListenerSslValues()));
            }
        }
        return connectors;
    }

    private ServerConnector connector(Server server, Listener listener, String name, Map<String, Object> sslValues) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setRequestHeaderSize(LARGEST_HEADER_BYTES);
        http.setUriCompliance(ANY_NAME);
        http.setIdleTimeout(silence.within().toMillis());
        ServerConnector connector;
        if (listener.secure()) {
            http.addCustomizer(new SecureRequestCustomizer(false));
            SslContextFactory.Server tls = TlsSettings.server(sslValues);
            connector = new ServerConnector(
                    server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http));
        } else {
            connector = new ServerConnector(server, new HttpConnectionFactory(http));
        }
        if (!listener.host().isEmpty()) {
            connector.setHost(listener.host());
        }
        connector.setPort(listener.port());
        connector.setIdleTimeout(silence.kept().toMillis());
        connector.setShutdownIdleTimeout(SHUTDOWN_IDLE_MS);
        connector.setName(name);
        return connector;
    }
}
