// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.resources;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.runtime.concurrent.Failure;
import org.apache.kafka.connect.runtime.concurrent.Stage;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.jspecify.annotations.Nullable;

/** What this worker is, and whether it is well. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class RootResource {
    private final Herder herder;
    private final Duration healthTimeout;

    public RootResource(Herder herder, Duration healthTimeout) {
        this.herder = herder;
        this.healthTimeout = healthTimeout;
    }

    /** The release whose contract this worker keeps, and the cluster behind it. */
    public record ServerInfo(
            @JsonProperty("version") String version,
            @JsonProperty("commit") String commit,
            @JsonProperty("kafka_cluster_id") String kafkaClusterId) {}

    /** How the worker is. */
    public record Health(
            @JsonProperty("status") String status,
            @JsonProperty("message") String message) {}

    @GET
    public ServerInfo server() {
        return new ServerInfo(AppInfoParser.getVersion(), AppInfoParser.getCommitId(), herder.kafkaClusterId());
    }

    @GET
    @Path("/health")
    public Response health() {
        try {
            herder.healthCheck().get(healthTimeout.toMillis(), TimeUnit.MILLISECONDS);
            return herder.isReady()
                    ? answer(200, "healthy", "Worker has completed startup and is ready to handle requests.", null)
                    : starting();
        } catch (TimeoutException e) {
            return herder.isReady() ? unhealthy(stage()) : starting();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unhealthy("The check was interrupted.");
        } catch (ExecutionException e) {
            return unhealthy(String.valueOf(Failure.cause(e).getMessage()));
        }
    }

    private Response starting() {
        return answer(503, "starting", "Worker is still starting up.", stage());
    }

    private static Response unhealthy(String reason) {
        return answer(
                500,
                "unhealthy",
                "Worker was unable to handle this request and may be unable to handle other requests.",
                reason);
    }

    private String stage() {
        return herder.stage().map(Stage::summary).orElse("");
    }

    private static Response answer(int status, String word, String message, @Nullable String more) {
        String text = more == null || more.isEmpty() ? message : message + " " + more;
        return Response.status(status).entity(new Health(word, text)).build();
    }
}
