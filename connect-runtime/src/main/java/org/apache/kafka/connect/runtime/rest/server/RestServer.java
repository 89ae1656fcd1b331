// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.server;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.runtime.config.RestServerConfig;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.apache.kafka.connect.runtime.herder.PluginCatalog;
import org.apache.kafka.connect.runtime.logging.Loggers;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.apache.kafka.connect.runtime.rest.errors.ErrorMapper;
import org.apache.kafka.connect.runtime.rest.forward.Json;
import org.apache.kafka.connect.runtime.rest.forward.RequestForwarder;
import org.apache.kafka.connect.runtime.rest.forward.RestClient;
import org.apache.kafka.connect.runtime.rest.resources.ConnectorOffsetsResource;
import org.apache.kafka.connect.runtime.rest.resources.ConnectorPluginsResource;
import org.apache.kafka.connect.runtime.rest.resources.ConnectorsResource;
import org.apache.kafka.connect.runtime.rest.resources.InternalResource;
import org.apache.kafka.connect.runtime.rest.resources.LoggingResource;
import org.apache.kafka.connect.runtime.rest.resources.PenstockResource;
import org.apache.kafka.connect.runtime.rest.resources.RootResource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.CustomRequestLog;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.glassfish.jersey.servlet.ServletContainer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server. It is bound first, which opens the ports and tells the worker its own address; whoever connects from then on
 * waits until it is started, which takes resources that know their herder. So no request ever finds a resource missing.
 *
 * <p>Thread: {@link #bind}, {@link #start} and {@link #stop} from one thread after another.
 */
public final class RestServer {
    /** How long a request waits for the herder. */
    public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(90);
    /** How long a probe waits for the herder. */
    public static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(RestServer.class);
    /** One line for each request, under the name that existing log settings know. */
    private static final Logger requests = LoggerFactory.getLogger("org.apache.kafka.connect.runtime.rest.RestServer");

    private static final String REQUEST_FORMAT = CustomRequestLog.EXTENDED_NCSA_FORMAT + " %{ms}T";

    private static final int MOST_THREADS = 200;
    private static final int LEAST_THREADS = 8;
    private static final long SLOWEST_BYTES_PER_SECOND = 64;
    private static final long STOP_TIMEOUT_MS = 1_000;
    private static final long DEFAULT_LARGEST_BODY_BYTES = 64L * 1024 * 1024;

    /** Jersey warns of every resource that is an object rather than a class; held here because loggers are weakly referenced. */
    private static final java.util.logging.Logger JERSEY_PROVIDERS =
            java.util.logging.Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

    private final RestServerConfig config;
    private final Time time;
    private final Listeners.Silence silence;
    private final Server server;
    private @Nullable RestExtensions extensions;

    public RestServer(RestServerConfig config, Time time) {
        this(config, time, Listeners.Silence.STOCK);
    }

    /** @param silence how long a connection may say nothing */
    RestServer(RestServerConfig config, Time time, Listeners.Silence silence) {
        this.silence = silence;
        this.config = config;
        this.time = time;
        JERSEY_PROVIDERS.setLevel(java.util.logging.Level.SEVERE);
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
        threads.setName("rest");
        this.server = new Server(threads);
        server.setStopTimeout(STOP_TIMEOUT_MS);
        server.setErrorHandler(new JsonErrors());
    }

    /**
     * What the resources need.
     *
     * @param requestTimeout how long a request waits for the herder
     * @param clusterStateTimeout how long a REST extension does
     * @param extensions configured
     * @param clusterName for display; null when none was given
     */
    public record Services(
            Herder herder,
            PluginCatalog catalog,
            Plugins plugins,
            Loggers loggers,
            RestClient client,
            List<ConnectRestExtension> extensions,
            Duration requestTimeout,
            Duration clusterStateTimeout,
            @Nullable String clusterName) {
        public Services {
            extensions = List.copyOf(extensions);
        }
    }

    /**
     * Opens the ports; requests wait from here on.
     *
     * @throws ConnectException when a port cannot be had
     */
    public void bind() {
        for (ServerConnector connector : new Listeners(config, silence).connectors(server)) {
            server.addConnector(connector);
            try {
                connector.open();
            } catch (IOException e) {
                throw new ConnectException(
                        "Cannot listen on '" + connector.getHost() + ":" + connector.getPort() + "': " + e.getMessage()
                                + ". Check listeners and admin.listeners.",
                        e);
            }
        }
    }

    /** Where other workers and clients reach this one; only once it is bound. Ends in a slash. */
    public URI advertisedUrl() {
        ServerConnector connector = advertisedConnector();
        String scheme = isSecure(connector) ? "https" : "http";
        String wanted = config.advertisedHostName();
        String host = wanted == null || wanted.isBlank() ? hostOf(connector) : wanted;
        Integer port = config.advertisedPort();
        try {
            return new URI(scheme, null, host, port == null ? connector.getLocalPort() : port, "/", null, null);
        } catch (URISyntaxException e) {
            throw new ConnectException("Cannot tell this worker's address: '" + host + "' is no host name", e);
        }
    }

    private ServerConnector advertisedConnector() {
        String wanted = config.advertisedListener();
        ServerConnector secure = null;
        for (ServerConnector connector : connectors(Listeners.MAIN)) {
            boolean https = isSecure(connector);
            if (wanted == null || wanted.isBlank()) {
                if (!https) {
                    return connector;
                }
                secure = secure == null ? connector : secure;
            } else if (wanted.toLowerCase(Locale.ROOT).equals(https ? "https" : "http")) {
                return connector;
            }
        }
        if (secure == null) {
            throw new ConnectException("No listener has the protocol '" + wanted + "' that "
                    + RestServerConfig.ADVERTISED_LISTENER_CONFIG + " names");
        }
        return secure;
    }

    private List<ServerConnector> connectors(String name) {
        List<ServerConnector> named = new ArrayList<>();
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof ServerConnector listening && name.equals(connector.getName())) {
                named.add(listening);
            }
        }
        return named;
    }

    private static boolean isSecure(ServerConnector connector) {
        return connector.getDefaultProtocol().toLowerCase(Locale.ROOT).startsWith("ssl");
    }

    private static String hostOf(ServerConnector connector) {
        String host = connector.getHost();
        if (host != null && !host.isEmpty()) {
            return host;
        }
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** The port of the first admin listener; -1 when admin resources have no listener of their own. */
    public int adminPort() {
        List<ServerConnector> admin = connectors(Listeners.ADMIN);
        return admin.isEmpty() ? -1 : admin.get(0).getLocalPort();
    }

    /** Begins to answer. */
    public void start(Services services) {
        RequestForwarder forwarder =
                new RequestForwarder(services.herder(), services.client(), services.requestTimeout());
        RestExtensions registered = new RestExtensions(services.plugins(), services.extensions());
        extensions = registered;
        LoggingResource logging = new LoggingResource(services.herder(), services.loggers(), forwarder);
        List<String> adminListeners = config.adminListeners();

        List<Object> resources = new ArrayList<>(List.of(
                new RootResource(services.herder(), HEALTH_TIMEOUT),
                new ConnectorsResource(services.herder(), forwarder),
                new ConnectorOffsetsResource(services.herder(), forwarder),
                new InternalResource(services.herder(), forwarder),
                new ConnectorPluginsResource(services.catalog(), services.requestTimeout()),
                new PenstockResource(services.herder(), services.catalog(), services.clusterName())));
        if (adminListeners == null) {
            resources.add(logging);
        }
        ClusterStateView clusterState = new ClusterStateView(services.herder(), services.clusterStateTimeout());
        ContextHandlerCollection contexts = new ContextHandlerCollection();
        contexts.addHandler(context(Listeners.MAIN, application(registered, clusterState, resources)));
        if (adminListeners != null && !adminListeners.isEmpty()) {
            contexts.addHandler(context(Listeners.ADMIN, application(registered, clusterState, List.of(logging))));
        }
        server.setHandler(wrapped(contexts));
        server.setRequestLog(new CustomRequestLog(line -> requests.info("{}", line), REQUEST_FORMAT));
        try {
            server.start();
        } catch (Exception e) {
            throw new ConnectException("The REST server cannot start: " + e, e);
        }
        log.info("The REST server listens at {} and is known as {}", server.getURI(), advertisedUrl());
    }

    private static ResourceConfig application(
            RestExtensions extensions, ClusterStateView clusterState, List<Object> resources) {
        ResourceConfig application = new ResourceConfig();
        application.property(ServerProperties.FEATURE_AUTO_DISCOVERY_DISABLE, true);
        application.property(ServerProperties.METAINF_SERVICES_LOOKUP_DISABLE, true);
        application.property(ServerProperties.WADL_FEATURE_DISABLE, true);
        application.property(ServerProperties.BV_FEATURE_DISABLE, true);
        application.property(ServerProperties.JSON_PROCESSING_FEATURE_DISABLE, true);
        application.property(ServerProperties.MOXY_JSON_FEATURE_DISABLE, true);
        application.property(ServerProperties.RESOURCE_VALIDATION_IGNORE_ERRORS, true);
        application.register(new JacksonJsonProvider(Json.mapper()));
        application.register(new ErrorMapper());
        extensions.registerOn(application, clusterState);
        resources.forEach(application::register);
        return application;
    }

    private static ServletContextHandler context(String connectorName, ResourceConfig application) {
        ServletContextHandler context = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
        context.setContextPath("/");
        context.setVirtualHosts(List.of("@" + connectorName));
        context.setErrorHandler(new JsonErrors());
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        ServletHolder holder = new ServletHolder(new ServletContainer(application));
        holder.setInitOrder(1);
        context.addServlet(holder, "/*");
        return context;
    }

    private Handler wrapped(Handler contexts) {
        SizeLimitHandler limited = new SizeLimitHandler(largestBodyBytes(), -1);
        limited.setHandler(contexts);
        Handler handler = new MinimumDataRateHandler(limited, SLOWEST_BYTES_PER_SECOND, 0);
        List<String> headerRules = config.responseHeaderRules();
        if (!headerRules.isEmpty()) {
            handler = new ExtraHeaders(handler, headerRules, time);
        }
        if (!config.allowedOrigin().isBlank()) {
            handler = new CrossOriginHeaders(handler, config.allowedOrigin(), config.allowedMethods());
        }
        return handler;
    }

    private long largestBodyBytes() {
        Object value = config.originals().get(RestServerConfig.MAX_REQUEST_BYTES_CONFIG);
        Object parsed = ConfigDef.parseType(RestServerConfig.MAX_REQUEST_BYTES_CONFIG, value, ConfigDef.Type.LONG);
        return parsed instanceof Long bytes ? bytes : DEFAULT_LARGEST_BODY_BYTES;
    }

    /** Stops answering, after those who wait had a moment; harmless when it never began. */
    public void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("The REST server did not stop cleanly", e);
        }
        RestExtensions registered = extensions;
        if (registered != null) {
            registered.close();
        }
    }
}
