// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.forward;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.connect.runtime.concurrent.Failure;
import org.apache.kafka.connect.runtime.concurrent.Stage;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.rest.errors.RestException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for what the herder does and, where it says that another worker must be asked, asks that one. A request goes on twice at
 * most: from where it came in to the leader, and from there to an owner.
 *
 * <p>Thread: request threads, which block.
 */
public final class RequestForwarder {
    /** Tells the next worker whether it may forward in its turn. */
    public static final String FORWARD = "forward";

    private static final int CONFLICT = 409;

    private final Herder herder;
    private final RestClient client;
    private final Duration timeout;

    public RequestForwarder(Herder herder, RestClient client, Duration timeout) {
        this.herder = herder;
        this.client = client;
        this.timeout = timeout;
    }

    /**
     * A request as it would be sent to another worker.
     *
     * @param path segments of the path as they are meant, not encoded
     * @param query parameters beside {@code forward}
     * @param body null for none
     * @param headers to pass on
     * @param mayForward what the request itself said: null when it came from a client
     */
    public record Route(
            String method,
            List<String> path,
            Map<String, String> query,
            @Nullable String body,
            Map<String, String> headers,
            @Nullable Boolean mayForward) {
        public Route {
            path = List.copyOf(path);
            query = new LinkedHashMap<>(query);
            headers = Map.copyOf(headers);
        }

        /** The same request at another worker, which may forward it again if this one came from a client. */
        String at(String workerUrl) {
            StringBuilder url = new StringBuilder(workerUrl);
            while (url.length() > 0 && url.charAt(url.length() - 1) == '/') {
                url.setLength(url.length() - 1);
            }
            path.forEach(segment -> url.append('/').append(PathSegment.encode(segment)));
            url.append('?').append(FORWARD).append('=').append(mayForward == null);
            query.forEach(
                    (name, value) -> url.append('&').append(name).append('=').append(value));
            return url.toString();
        }
    }

    /** What came of a request that may have gone elsewhere. */
    public record Outcome<T>(T value, @Nullable Integer forwardedStatus) {}

    /** Waits for what only this worker does. */
    public <T extends @Nullable Object> T await(CompletableFuture<T> future) {
        return await(future, herder::stage);
    }

    /** As {@link #await(CompletableFuture)}, for what concerns one connector. */
    public <T extends @Nullable Object> T await(String connector, CompletableFuture<T> future) {
        return await(future, () -> herder.stage(connector));
    }

    /** @param awaited tells what a request that timed out waits for */
    private <T extends @Nullable Object> T await(CompletableFuture<T> future, Supplier<Optional<Stage>> awaited) {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new RestException(
                    500,
                    "Request timed out. " + awaited.get().map(Stage::summary).orElse(""),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RestException(500, "Request interrupted", e);
        } catch (ExecutionException e) {
            throw sneaky(Failure.cause(e));
        }
    }

    /**
     * Waits for the herder and forwards where it must.
     *
     * @param connector the connector that the request is about
     * @param read turns the other worker's answer into what the herder would have given
     */
    public <T extends @Nullable Object> Outcome<T> complete(
            String connector, CompletableFuture<T> future, Route route, Function<RestClient.Answer, T> read) {
        try {
            return new Outcome<>(await(connector, future), null);
        } catch (HerderException.WrongWorker e) {
            RestClient.Answer answer = forward(route, e);
            return new Outcome<>(read.apply(answer), answer.status());
        }
    }

    private RestClient.Answer forward(Route route, HerderException.WrongWorker wrongWorker) {
        if (Boolean.FALSE.equals(route.mayForward())) {
            throw new RestException(
                    CONFLICT,
                    "Cannot complete request because of a conflicting operation (e.g. worker rebalance)",
                    wrongWorker);
        }
        String url = wrongWorker.url();
        if (url == null) {
            throw new RestException(
                    CONFLICT,
                    "Cannot complete request momentarily due to no known leader URL, likely because a rebalance was underway.",
                    wrongWorker);
        }
        return client.send(new RestClient.Call(route.method(), route.at(url), route.headers(), route.body()));
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
