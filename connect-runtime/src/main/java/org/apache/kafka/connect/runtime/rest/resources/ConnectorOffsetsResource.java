// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.resources;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.apache.kafka.connect.runtime.info.ConnectorOffsets;
import org.apache.kafka.connect.runtime.info.ConnectorOffsets.ConnectorOffset;
import org.apache.kafka.connect.runtime.rest.errors.RestException;
import org.apache.kafka.connect.runtime.rest.forward.Json;
import org.apache.kafka.connect.runtime.rest.forward.RequestForwarder;
import org.apache.kafka.connect.runtime.rest.forward.RequestForwarder.Route;
import org.jspecify.annotations.Nullable;

/** How far a connector has come, to be read, set and forgotten. */
@Path("/connectors") // with the other resources of that path: a longer one would hide them
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class ConnectorOffsetsResource {
    private static final TypeReference<Message> MESSAGE = new TypeReference<>() {};

    private final Herder herder;
    private final RequestForwarder forwarder;

    public ConnectorOffsetsResource(Herder herder, RequestForwarder forwarder) {
        this.herder = herder;
        this.forwarder = forwarder;
    }

    /** What became of a change. */
    public record Message(@JsonProperty("message") String message) {}

    @GET
    @Path("/{connector}/offsets")
    public ConnectorOffsets offsets(@PathParam("connector") String connector) {
        return forwarder.await(connector, herder.offsets(connector));
    }

    @PATCH
    @Path("/{connector}/offsets")
    public Message alter(
            @PathParam("connector") String connector,
            @Nullable ConnectorOffsets body,
            @QueryParam("forward") @Nullable Boolean forward,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        ConnectorOffsets offsets = ConnectorNames.required(body);
        return complete(
                herder.alterOffsets(connector, byPartition(offsets)),
                "PATCH",
                connector,
                Json.write(offsets),
                forward,
                authorization);
    }

    /** @throws RestException with status 400 when there is nothing to change */
    @SuppressWarnings("NullAway") // a partition or list that is not in the body is null, whatever the record says
    private static Map<Map<String, ?>, @Nullable Map<String, ?>> byPartition(ConnectorOffsets offsets) {
        List<ConnectorOffset> entries = offsets.offsets();
        if (entries == null || entries.isEmpty()) {
            throw RestException.badRequest("Partitions / offsets need to be provided for an alter offsets request");
        }
        Map<Map<String, ?>, @Nullable Map<String, ?>> byPartition = new LinkedHashMap<>();
        for (ConnectorOffset entry : entries) {
            if (entry == null) {
                throw RestException.badRequest("An entry of 'offsets' is null; each needs a partition and an offset");
            }
            byPartition.put(entry.partition(), entry.offset());
        }
        return byPartition;
    }

    @DELETE
    @Path("/{connector}/offsets")
    public Message reset(
            @PathParam("connector") String connector,
            @QueryParam("forward") @Nullable Boolean forward,
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        return complete(herder.resetOffsets(connector), "DELETE", connector, null, forward, authorization);
    }

    private Message complete(
            CompletableFuture<String> change,
            String method,
            String connector,
            @Nullable String body,
            @Nullable Boolean forward,
            @Nullable String authorization) {
        Route route = new Route(
                method,
                List.of("connectors", connector, "offsets"),
                Map.of(),
                body,
                ConnectorsResource.passedOn(authorization),
                forward);
        return forwarder
                .complete(connector, change.thenApply(Message::new), route, answer -> Json.read(answer.body(), MESSAGE))
                .value();
    }
}
