// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.resources;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.herder.AutoRestarts;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.apache.kafka.connect.runtime.herder.PluginCatalog;
import org.apache.kafka.connect.runtime.plugins.LinkageFinding;
import org.jspecify.annotations.Nullable;

/** What Apache Connect does not tell: this product's version, its name for the cluster, and what ails plugins. */
@Path("/penstock/v1")
@Produces(MediaType.APPLICATION_JSON)
public final class PenstockResource {
    private final Herder herder;
    private final PluginCatalog catalog;
    private final @Nullable String clusterName;

    /** @param clusterName a name for display; null when none was given */
    public PenstockResource(Herder herder, PluginCatalog catalog, @Nullable String clusterName) {
        this.herder = herder;
        this.catalog = catalog;
        this.clusterName = clusterName;
    }

    /** This product. */
    public record Product(
            @JsonProperty("penstock_version") String penstockVersion,
            @JsonProperty("connect_version") String connectVersion,
            @JsonProperty("kafka_cluster_id") String kafkaClusterId,

            @JsonProperty("cluster_name") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String clusterName) {}

    /** What is wrong with plugins. */
    public record PluginReport(@JsonProperty("missing") List<Missing> missing) {}

    /** Something a class in a plugin's place needs and this worker lacks. */
    public record Missing(
            @JsonProperty("location") String location,
            @JsonProperty("needed_by") String neededBy,
            @JsonProperty("symbol") String symbol) {
        static Missing of(LinkageFinding finding) {
            return new Missing(finding.location(), finding.neededBy(), finding.missing());
        }
    }

    @GET
    public Product product() {
        return new Product(version(), AppInfoParser.getVersion(), herder.kafkaClusterId(), clusterName);
    }

    /** The version in the manifest of our jar; a build that was not packaged has none. */
    public static String version() {
        String version = PenstockResource.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    /** Every endpoint, in the form that tools read. */
    @GET
    @Path("/openapi.json")
    public Response openApi() throws IOException {
        try (InputStream in = PenstockResource.class.getResourceAsStream("openapi.json")) {
            return Response.ok(Objects.requireNonNull(in, "openapi.json is part of this jar")
                            .readAllBytes())
                    .build();
        }
    }

    @GET
    @Path("/plugins")
    public PluginReport plugins() {
        return new PluginReport(
                catalog.linkageFindings().stream().map(Missing::of).toList());
    }

    /** What this worker adds to what is known of a connector. */
    public record ConnectorReport(
            @JsonProperty("name") String name,
            @JsonProperty("restarts") List<Restart> restarts) {}

    /**
     * What was done about a failure.
     *
     * @param task {@code null} for the connector itself
     * @param nextAtMs {@code null} when no restart is due
     */
    public record Restart(
            @JsonProperty("task") @Nullable Integer task,
            @JsonProperty("attempts") int attempts,
            @JsonProperty("next_at") @Nullable Long nextAtMs) {
        static Restart of(AutoRestarts.Entry entry) {
            return new Restart(entry.subject().task(), entry.attempts(), entry.nextAtMs());
        }
    }

    @GET
    @Path("/connectors/{connector}")
    public ConnectorReport connector(@PathParam("connector") String connector) {
        if (!herder.connectors().contains(connector)) {
            throw new NotFoundException("Connector " + connector + " not found");
        }
        return new ConnectorReport(
                connector, herder.restarts(connector).stream().map(Restart::of).toList());
    }
}
