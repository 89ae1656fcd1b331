// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A client for a worker's REST API.
 *
 * <p>Thread: any.
 */
public final class RestApi {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(100);

    private final HttpClient http;
    private final URI base;

    /** @param base address of the worker */
    public RestApi(URI base) {
        this(base, null);
    }

    /**
     * @param base address of the worker
     * @param tls  whom to trust and what to show; {@code null} for what the JVM has
     */
    public RestApi(URI base, @Nullable SSLContext tls) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10));
        this.http = (tls == null ? builder : builder.sslContext(tls)).build();
        this.base = base;
    }

    /**
     * What a worker answered.
     *
     * @param body {@code null} if there was none or it is no JSON
     */
    public record Answer(int status, @Nullable JsonNode body, String text) {
        /** This answer, if its status is {@code expected}. */
        public Answer require(int expected) {
            if (status != expected) {
                throw new IllegalStateException("Expected status " + expected + " but got " + status + ": " + text);
            }
            return this;
        }

        public JsonNode json() {
            if (body == null) {
                throw new IllegalStateException("Status " + status + " without JSON: '" + text + "'");
            }
            return body;
        }
    }

    /** Address of the worker. */
    public URI base() {
        return base;
    }

    /**
     * Waits until the worker answers.
     *
     * @param worker its process
     * @return this
     * @throws IllegalStateException if the process ends
     * @throws AssertionError        if there is no answer in time
     */
    public RestApi awaitAnswer(ChildProcess worker, Duration timeout) {
        Await.until(() -> "the worker answers:\n" + worker.output(), timeout, () -> {
            if (!worker.isAlive()) {
                throw new IllegalStateException("The worker ended:\n" + worker.output());
            }
            return answers();
        });
        return this;
    }

    private boolean answers() {
        try {
            return get("/").status() == 200;
        } catch (UncheckedIOException e) {
            return false; // it does not listen yet
        }
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer put(String path, @Nullable Object body) {
        return send("PUT", path, body);
    }

    public Answer post(String path, @Nullable Object body) {
        return send("POST", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** Creates a connector. */
    public Answer create(String name, Map<String, String> config) {
        return post("/connectors", Map.of("name", name, "config", config));
    }

    public Answer status(String connector) {
        return get("/connectors/" + encode(connector) + "/status");
    }

    /** Whether the connector and exactly this many tasks of it are in the state. */
    public boolean isEverywhere(String connector, String state, int tasks) {
        Answer answer = status(connector);
        if (answer.status() != 200) {
            return false;
        }
        JsonNode body = answer.json();
        if (!body.at("/connector/state").asText().equals(state)
                || body.get("tasks").size() != tasks) {
            return false;
        }
        for (JsonNode task : body.get("tasks")) {
            if (!task.get("state").asText().equals(state)) {
                return false;
            }
        }
        return true;
    }

    /** Sends a request; {@code body} goes out as JSON. */
    public Answer send(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).header("Accept", "application/json");
        try {
            if (body == null) {
                request.method(method, HttpRequest.BodyPublishers.noBody());
            } else {
                request.header("Content-Type", "application/json");
                request.method(method, HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body)));
            }
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), parse(response.body()), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable JsonNode parse(String text) {
        try {
            return text.isBlank() ? null : MAPPER.readTree(text);
        } catch (IOException e) {
            return null;
        }
    }

    private static String encode(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
