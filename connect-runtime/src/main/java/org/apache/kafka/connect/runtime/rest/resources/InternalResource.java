// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.resources;

import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.apache.kafka.connect.runtime.rest.forward.Json;
import org.apache.kafka.connect.runtime.rest.forward.RequestForwarder;
import org.apache.kafka.connect.runtime.rest.forward.RequestForwarder.Route;
import org.apache.kafka.connect.runtime.security.RequestSignature;
import org.jspecify.annotations.Nullable;

/** What workers ask of each other; signed, and read as bytes because the signature is over those. */
@Path("/connectors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
public final class InternalResource {
    private static final TypeReference<List<Map<String, @Nullable String>>> TASK_CONFIGS = new TypeReference<>() {};

    private final Herder herder;
    private final RequestForwarder forwarder;

    public InternalResource(Herder herder, RequestForwarder forwarder) {
        this.herder = herder;
        this.forwarder = forwarder;
    }

    @POST
    @Path("/{connector}/tasks")
    public void putTaskConfigs(
            @PathParam("connector") String connector,
            byte[] body,
            @QueryParam("forward") @Nullable Boolean forward,
            @HeaderParam(RequestSignature.AUTHORIZATION_HEADER) @Nullable String signature,
            @HeaderParam(RequestSignature.ALGORITHM_HEADER) @Nullable String algorithm,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization)
            throws IOException {
        List<Map<String, @Nullable String>> configs =
                ConnectorNames.required(Json.mapper().readValue(body, TASK_CONFIGS));
        forwarder.complete(
                connector,
                herder.putTaskConfigs(connector, configs, new RequestSignature(signature, algorithm), body),
                route(
                        "POST",
                        connector,
                        "tasks",
                        new String(body, StandardCharsets.UTF_8),
                        headers(signature, algorithm, authorization),
                        forward),
                answer -> null);
    }

    @PUT
    @Path("/{connector}/fence")
    public void fence(
            @PathParam("connector") String connector,
            byte[] body,
            @QueryParam("forward") @Nullable Boolean forward,
            @HeaderParam(RequestSignature.AUTHORIZATION_HEADER) @Nullable String signature,
            @HeaderParam(RequestSignature.ALGORITHM_HEADER) @Nullable String algorithm,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        forwarder.complete(
                connector,
                herder.fenceZombies(connector, new RequestSignature(signature, algorithm), body),
                route("PUT", connector, "fence", null, headers(signature, algorithm, authorization), forward),
                answer -> null);
    }

    private static Map<String, String> headers(
            @Nullable String signature, @Nullable String algorithm, @Nullable String authorization) {
        Map<String, String> headers = new LinkedHashMap<>(ConnectorsResource.passedOn(authorization));
        if (signature != null) {
            headers.put(RequestSignature.AUTHORIZATION_HEADER, signature);
        }
        if (algorithm != null) {
            headers.put(RequestSignature.ALGORITHM_HEADER, algorithm);
        }
        return headers;
    }

    private static Route route(
            String method,
            String connector,
            String action,
            @Nullable String body,
            Map<String, String> headers,
            @Nullable Boolean forward) {
        return new Route(method, List.of("connectors", connector, action), Map.of(), body, headers, forward);
    }
}
