// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.forward;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.config.RestServerConfig;
import org.apache.kafka.connect.runtime.rest.errors.ErrorMessage;
import org.apache.kafka.connect.runtime.rest.errors.RestException;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to other workers. What they answer with an error becomes a {@link RestException} of the same status and text.
 * Made at the first request, because most workers never send one before they are long up.
 *
 * <p>Thread: any; calls block.
 */
public final class RestClient implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RestClient.class);
    private static final String JSON = "application/json";
    private static final String USER_AGENT = "kafka-connect";
    private static final int MOST_THREADS = 32;

    private final RestServerConfig config;
    private final long timeoutMs;
    private @Nullable HttpClient client;
    private boolean closed;

    public RestClient(RestServerConfig config, long timeoutMs) {
        this.config = config;
        this.timeoutMs = timeoutMs;
    }

    /**
     * A request.
     *
     * @param headers beside those every request has
     * @param body null for none
     */
    public record Call(
            String method,
            String url,
            Map<String, String> headers,
            @Nullable String body) {
        public Call {
            headers = new LinkedHashMap<>(headers);
        }
    }

    /**
     * What came back with a status below 300.
     *
     * @param location of what was created, if anything was
     */
    public record Answer(int status, String body, @Nullable String location) {}

    /** @throws RestException with the other worker's status, or 500 when it could not be asked */
    public Answer send(Call call) {
        ContentResponse response = exchange(call);
        int status = response.getStatus();
        if (status >= 200 && status < 300) {
            return new Answer(status, text(response), response.getHeaders().get(HttpHeader.LOCATION));
        }
        if (status >= 400) {
            throw refused(status, response);
        }
        throw new RestException(500, "Unexpected status code when handling forwarded request: " + status);
    }

    private ContentResponse exchange(Call call) {
        log.debug("Sending {} to {}", call.method(), call.url());
        try {
            Request request = client().newRequest(call.url())
                    .method(call.method())
                    .accept(JSON)
                    .agent(USER_AGENT)
                    .timeout(timeoutMs, TimeUnit.MILLISECONDS)
                    .followRedirects(false);
            request.headers(
                    headers -> call.headers().forEach((name, value) -> headers.put(new HttpField(name, value))));
            String body = call.body();
            if (body != null) {
                request.body(new BytesRequestContent(JSON, body.getBytes(StandardCharsets.UTF_8)));
            }
            return request.send();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestException(500, "IO Error trying to forward REST request: interrupted", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new RestException(500, "IO Error trying to forward REST request: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new RestException(500, "IO Error trying to forward REST request: " + e.getMessage(), e);
        }
    }

    private static String text(ContentResponse response) {
        return new String(response.getContent(), StandardCharsets.UTF_8);
    }

    private static RestException refused(int status, ContentResponse response) {
        try {
            ErrorMessage error = Json.mapper().readValue(text(response), ErrorMessage.class);
            if (error != null) {
                return new RestException(status, error.errorCode(), error.message(), null);
            }
        } catch (JsonProcessingException e) {
            log.debug("The other worker's answer with status {} has no error message in it", status);
        }
        return new RestException(status, "Another worker answered with status " + status + " and no message");
    }

    private synchronized HttpClient client() { // the client is made once, by whichever request comes first
        if (closed) {
            throw new RestException(500, "IO Error trying to forward REST request: this worker is shutting down");
        }
        HttpClient current = client;
        if (current == null) {
            current = start();
            client = current;
        }
        return current;
    }

    private HttpClient start() {
        QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 1);
        threads.setName("rest-client");
        threads.setDaemon(true);
        ClientConnector connector = new ClientConnector();
        connector.setSslContextFactory(TlsSettings.client(config.listenerSslValues()));
        HttpClient made = new HttpClient(new HttpClientTransportOverHTTP(connector));
        made.setExecutor(threads);
        made.setFollowRedirects(false);
        made.setConnectTimeout(timeoutMs);
        try {
            made.start();
            return made;
        } catch (Exception e) {
            throw new ConnectException("Cannot start the client for requests to other workers: " + e, e);
        }
    }

    @Override
    public void close() {
        HttpClient toStop;
        synchronized (this) { // no request may make a client after this
            closed = true;
            toStop = client;
            client = null;
        }
        if (toStop != null) {
            try {
                toStop.stop();
            } catch (Exception e) {
                log.warn("The client for requests to other workers did not stop cleanly", e);
            }
        }
    }
}
