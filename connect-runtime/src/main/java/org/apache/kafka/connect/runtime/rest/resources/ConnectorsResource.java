// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.resources;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.apache.kafka.connect.runtime.info.ConnectorInfo;
import org.apache.kafka.connect.runtime.info.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.info.TaskInfo;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RestartRequest;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.apache.kafka.connect.runtime.rest.errors.RestException;
import org.apache.kafka.connect.runtime.rest.forward.Json;
import org.apache.kafka.connect.runtime.rest.forward.PathSegment;
import org.apache.kafka.connect.runtime.rest.forward.RequestForwarder;
import org.apache.kafka.connect.runtime.rest.forward.RequestForwarder.Outcome;
import org.apache.kafka.connect.runtime.rest.forward.RequestForwarder.Route;
import org.jspecify.annotations.Nullable;

/** Connectors and their tasks: made, changed, looked at, started and stopped. */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ConnectorsResource {
    private static final String CONNECTORS = "connectors";
    private static final int CREATED = 201;
    private static final TypeReference<ConnectorInfo> CONNECTOR_INFO = new TypeReference<>() {};
    private static final TypeReference<ConnectorStateInfo> CONNECTOR_STATE = new TypeReference<>() {};

    private final Herder herder;
    private final RequestForwarder forwarder;

    public ConnectorsResource(Herder herder, RequestForwarder forwarder) {
        this.herder = herder;
        this.forwarder = forwarder;
    }

    @GET
    public Object list(@QueryParam("expand") List<String> expand) {
        if (expand.isEmpty()) {
            return herder.connectors();
        }
        boolean status = expand.contains("status");
        boolean info = expand.contains("info");
        Map<String, ConnectorStateInfo> statuses = status ? herder.connectorStatuses() : Map.of();
        Map<String, ConnectorInfo> infos = info ? herder.connectorInfos() : Map.of();
        Map<String, Map<String, Object>> expanded = new LinkedHashMap<>();
        for (String connector : herder.connectors()) {
            Map<String, Object> details = new LinkedHashMap<>();
            putIfPresent(details, "status", statuses.get(connector));
            putIfPresent(details, "info", infos.get(connector));
            if (details.size() == (status ? 1 : 0) + (info ? 1 : 0)) {
                expanded.put(connector, details);
            }
        }
        return expanded;
    }

    private static void putIfPresent(Map<String, Object> details, String key, @Nullable Object value) {
        if (value != null) {
            details.put(key, value);
        }
    }

    @POST
    public Response create(
            @Nullable CreateConnectorRequest body,
            @QueryParam("forward") @Nullable Boolean forward,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        CreateConnectorRequest request = ConnectorNames.required(body);
        String name = request.name() == null ? "" : request.name().trim();
        Map<String, @Nullable String> config = ConnectorNames.withName(name, ConnectorNames.required(request.config()));
        CreateConnectorRequest.InitialState initialState = request.initialState();
        Outcome<ConnectorInfo> outcome = forwarder.complete(
                name,
                herder.createConnector(name, config, initialState == null ? null : initialState.targetState()),
                route("POST", List.of(CONNECTORS), Json.write(request), forward, authorization),
                answer -> Json.read(answer.body(), CONNECTOR_INFO));
        return created(name, outcome.value());
    }

    private static Response created(String connector, ConnectorInfo info) {
        return Response.created(URI.create("/" + CONNECTORS + "/" + PathSegment.encode(connector)))
                .entity(info)
                .build();
    }

    @GET
    @Path("/{connector}")
    public ConnectorInfo info(@PathParam("connector") String connector) {
        return forwarder.await(connector, herder.connectorInfo(connector));
    }

    @DELETE
    @Path("/{connector}")
    public void delete(
            @PathParam("connector") String connector,
            @QueryParam("forward") @Nullable Boolean forward,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        forwarder.complete(
                connector,
                herder.deleteConnector(connector),
                route("DELETE", List.of(CONNECTORS, connector), null, forward, authorization),
                answer -> null);
    }

    @GET
    @Path("/{connector}/config")
    public Map<String, @Nullable String> config(@PathParam("connector") String connector) {
        return forwarder.await(connector, herder.connectorConfig(connector));
    }

    @PUT
    @Path("/{connector}/config")
    public Response putConfig(
            @PathParam("connector") String connector,
            @Nullable Map<String, @Nullable String> body,
            @QueryParam("forward") @Nullable Boolean forward,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        Map<String, @Nullable String> config = ConnectorNames.withName(connector, ConnectorNames.required(body));
        Outcome<Herder.Put> outcome = forwarder.complete(
                connector,
                herder.putConnectorConfig(connector, config),
                route("PUT", List.of(CONNECTORS, connector, "config"), Json.write(config), forward, authorization),
                answer -> new Herder.Put(answer.status() == CREATED, Json.read(answer.body(), CONNECTOR_INFO)));
        Herder.Put put = outcome.value();
        return put.created()
                ? created(connector, put.info())
                : Response.ok(put.info()).build();
    }

    @PATCH
    @Path("/{connector}/config")
    public ConnectorInfo patchConfig(
            @PathParam("connector") String connector,
            @Nullable Map<String, @Nullable String> body,
            @QueryParam("forward") @Nullable Boolean forward,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        Map<String, @Nullable String> patch = ConnectorNames.required(body);
        return forwarder
                .complete(
                        connector,
                        herder.patchConnectorConfig(connector, patch),
                        route(
                                "PATCH",
                                List.of(CONNECTORS, connector, "config"),
                                Json.write(patch),
                                forward,
                                authorization),
                        answer -> Json.read(answer.body(), CONNECTOR_INFO))
                .value();
    }

    @GET
    @Path("/{connector}/status")
    public ConnectorStateInfo status(@PathParam("connector") String connector) {
        return herder.connectorStatus(connector);
    }

    @POST
    @Path("/{connector}/restart")
    @Consumes(MediaType.WILDCARD)
    public Response restart(
            @PathParam("connector") String connector,
            @DefaultValue("false") @QueryParam("includeTasks") boolean includeTasks,
            @DefaultValue("false") @QueryParam("onlyFailed") boolean onlyFailed,
            @QueryParam("forward") @Nullable Boolean forward,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("includeTasks", String.valueOf(includeTasks));
        query.put("onlyFailed", String.valueOf(onlyFailed));
        Route route = new Route(
                "POST", List.of(CONNECTORS, connector, "restart"), query, null, passedOn(authorization), forward);
        if (!includeTasks && !onlyFailed) {
            forwarder.complete(connector, herder.restartConnector(connector), route, answer -> null);
            return Response.noContent().build();
        }
        ConnectorStateInfo plan = forwarder
                .complete(
                        connector,
                        herder.restart(new RestartRequest(connector, onlyFailed, includeTasks)),
                        route,
                        answer -> Json.read(answer.body(), CONNECTOR_STATE))
                .value();
        return Response.accepted().entity(plan).build();
    }

    @PUT
    @Path("/{connector}/stop")
    @Consumes(MediaType.WILDCARD)
    public void stop(
            @PathParam("connector") String connector,
            @QueryParam("forward") @Nullable Boolean forward,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        forwarder.complete(
                connector,
                herder.setTargetState(connector, TargetState.STOPPED),
                route("PUT", List.of(CONNECTORS, connector, "stop"), null, forward, authorization),
                answer -> null);
    }

    @PUT
    @Path("/{connector}/pause")
    @Consumes(MediaType.WILDCARD)
    public Response pause(@PathParam("connector") String connector) {
        forwarder.await(connector, herder.setTargetState(connector, TargetState.PAUSED));
        return Response.accepted().build();
    }

    @PUT
    @Path("/{connector}/resume")
    @Consumes(MediaType.WILDCARD)
    public Response resume(@PathParam("connector") String connector) {
        forwarder.await(connector, herder.setTargetState(connector, TargetState.STARTED));
        return Response.accepted().build();
    }

    @GET
    @Path("/{connector}/tasks")
    public List<TaskInfo> tasks(@PathParam("connector") String connector) {
        return forwarder.await(connector, herder.tasks(connector));
    }

    @GET
    @Path("/{connector}/tasks/{task}/status")
    public ConnectorStateInfo.TaskState taskStatus(
            @PathParam("connector") String connector, @PathParam("task") Integer task) {
        return herder.taskStatus(new ConnectorTaskId(connector, task));
    }

    @POST
    @Path("/{connector}/tasks/{task}/restart")
    @Consumes(MediaType.WILDCARD)
    public void restartTask(
            @PathParam("connector") String connector,
            @PathParam("task") Integer task,
            @QueryParam("forward") @Nullable Boolean forward,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        forwarder.complete(
                connector,
                herder.restartTask(new ConnectorTaskId(connector, task)),
                route(
                        "POST",
                        List.of(CONNECTORS, connector, "tasks", String.valueOf(task), "restart"),
                        null,
                        forward,
                        authorization),
                answer -> null);
    }

    @GET
    @Path("/{connector}/topics")
    public Map<String, Map<String, Object>> topics(@PathParam("connector") String connector) {
        if (!herder.topicTrackingEnabled()) {
            throw new RestException(403, "Topic tracking is disabled.");
        }
        return Map.of(connector, Map.of("topics", herder.activeTopics(connector).topics()));
    }

    @PUT
    @Path("/{connector}/topics/reset")
    @Consumes(MediaType.WILDCARD)
    public Response resetTopics(@PathParam("connector") String connector) {
        if (!herder.topicTrackingEnabled()) {
            throw new RestException(403, "Topic tracking is disabled.");
        }
        if (!herder.topicTrackingResetAllowed()) {
            throw new RestException(403, "Topic tracking reset is disabled.");
        }
        herder.resetActiveTopics(connector);
        return Response.accepted().build();
    }

    private static Route route(
            String method,
            List<String> path,
            @Nullable String body,
            @Nullable Boolean forward,
            @Nullable String authorization) {
        return new Route(method, path, Map.of(), body, passedOn(authorization), forward);
    }

    static Map<String, String> passedOn(@Nullable String authorization) {
        return authorization == null
                ? Map.of()
                : Map.of(HttpHeaders.AUTHORIZATION, Objects.requireNonNull(authorization));
    }
}
