// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.resources;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.apache.kafka.connect.runtime.logging.LoggerLevel;
import org.apache.kafka.connect.runtime.logging.Loggers;
import org.apache.kafka.connect.runtime.rest.errors.RestException;
import org.apache.kafka.connect.runtime.rest.forward.RequestForwarder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log levels, of this worker or of all. */
@Path("/admin/loggers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class LoggingResource {
    private static final Logger log = LoggerFactory.getLogger(LoggingResource.class);
    private static final String CLUSTER = "cluster";
    private static final String WORKER = "worker";

    private final Herder herder;
    private final Loggers loggers;
    private final RequestForwarder forwarder;

    public LoggingResource(Herder herder, Loggers loggers, RequestForwarder forwarder) {
        this.herder = herder;
        this.loggers = loggers;
        this.forwarder = forwarder;
    }

    /** A logger's level as clients read it. */
    public record Level(
            @JsonProperty("level") String level,
            @JsonProperty("last_modified") @Nullable Long lastModified) {
        static Level of(LoggerLevel level) {
            return new Level(level.level(), level.lastModified());
        }
    }

    @GET
    public Map<String, Level> all() {
        Map<String, Level> levels = new LinkedHashMap<>();
        loggers.all().forEach((name, level) -> levels.put(name, Level.of(level)));
        return levels;
    }

    @GET
    @Path("/{logger}")
    public Level level(@PathParam("logger") String logger) {
        return Level.of(
                loggers.level(logger).orElseThrow(() -> new NotFoundException("Logger " + logger + " not found.")));
    }

    @PUT
    @Path("/{logger}")
    public Response set(
            @PathParam("logger") String logger,
            @Nullable Map<String, @Nullable String> body,
            @DefaultValue(WORKER) @QueryParam("scope") String scope) {
        String wanted = ConnectorNames.required(body).get("level");
        if (wanted == null) {
            throw RestException.badRequest("Desired 'level' parameter was not specified in request.");
        }
        String level = Loggers.canonicalLevel(wanted)
                .orElseThrow(() -> new NotFoundException("invalid log level '" + wanted + "'."));
        if (scope.equalsIgnoreCase(CLUSTER)) {
            forwarder.await(herder.setClusterLoggerLevel(logger, level));
            return Response.noContent().build();
        }
        if (!scope.equalsIgnoreCase(WORKER)) {
            log.warn("Nobody knows the scope '{}'. Setting the level of '{}' on this worker.", scope, logger);
        }
        return Response.ok(loggers.set(logger, level)).build();
    }
}
