// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.resources;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.runtime.concurrent.Failure;
import org.apache.kafka.connect.runtime.herder.PluginCatalog;
import org.apache.kafka.connect.runtime.info.ConfigInfos;
import org.apache.kafka.connect.runtime.info.ConfigKeyInfo;
import org.apache.kafka.connect.runtime.info.PluginInfo;
import org.apache.kafka.connect.runtime.rest.errors.RestException;
import org.apache.kafka.connect.runtime.validation.InvalidConnectorConfigException;
import org.jspecify.annotations.Nullable;

/** The plugins of this worker: which there are, what they can be told, and what they think of a configuration. */
@Path("/connector-plugins")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ConnectorPluginsResource {
    private static final String CONNECTOR_CLASS = "connector.class";
    private static final String SUFFIX = "Connector";
    /** How clients know the failure of a configuration that names no connector they can ask. */
    private static final String BAD_REQUEST = "org.apache.kafka.connect.runtime.rest.errors.BadRequestException";

    private final PluginCatalog catalog;
    private final Duration timeout;

    public ConnectorPluginsResource(PluginCatalog catalog, Duration timeout) {
        this.catalog = catalog;
        this.timeout = timeout;
    }

    @GET
    public List<PluginInfo> plugins(@DefaultValue("true") @QueryParam("connectorsOnly") boolean connectorsOnly) {
        return catalog.plugins(connectorsOnly);
    }

    @GET
    @Path("/{plugin}/config")
    public List<ConfigKeyInfo> settings(
            @PathParam("plugin") String plugin, @DefaultValue("latest") @QueryParam("version") String version) {
        return catalog.settings(plugin, version);
    }

    @PUT
    @Path("/{plugin}/config/validate")
    public ConfigInfos validate(@PathParam("plugin") String plugin, @Nullable Map<String, @Nullable String> body) {
        Map<String, @Nullable String> config = ConnectorNames.required(body);
        String included = config.get(CONNECTOR_CLASS);
        if (included != null && !bare(included).endsWith(bare(plugin))) {
            throw RestException.badRequest(
                    "Included connector type " + included + " does not match request type " + plugin);
        }
        try {
            return catalog.validate(config).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            String name = String.valueOf(config.get("name"));
            String waited = catalog.pluginCall(name)
                    .map(call -> ". " + call.summary().replaceFirst("\\.$", ""))
                    .orElse("");
            throw new RestException(500, "Request timed out" + waited, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestException(500, "Request interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = Failure.cause(e);
            String name = cause instanceof InvalidConnectorConfigException
                    ? BAD_REQUEST
                    : cause.getClass().getName();
            String message = cause.getMessage();
            throw new RestException(500, message == null ? name : name + ": " + message, cause);
        }
    }

    private static String bare(String className) {
        return className.endsWith(SUFFIX) && !className.equals(SUFFIX)
                ? className.substring(0, className.length() - SUFFIX.length())
                : className;
    }
}
