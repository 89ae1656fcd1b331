// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.forward;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.herder.LeaderClient;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.apache.kafka.connect.runtime.rest.errors.RestException;
import org.apache.kafka.connect.runtime.security.RequestSignature;
import org.apache.kafka.connect.runtime.security.RequestSigner;
import org.jspecify.annotations.Nullable;

/**
 * Asks the leader over HTTP, with a signature where the group has a key.
 *
 * <p>Thread: any may ask; the waiting is done on the executor.
 */
public final class HttpLeaderClient implements LeaderClient {
    private static final byte[] NO_BODY = {};
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    private static final int UNAVAILABLE = 503;

    private final RestClient client;
    private final RequestSigner signer;
    private final Executor executor;

    public HttpLeaderClient(RestClient client, RequestSigner signer, Executor executor) {
        this.client = client;
        this.signer = signer;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<@Nullable Void> publishTaskConfigs(
            String leaderUrl, String connector, List<Map<String, @Nullable String>> configs, @Nullable SessionKey key) {
        String body = Json.write(configs);
        return send("POST", url(leaderUrl, connector, "tasks"), body, key);
    }

    @Override
    public CompletableFuture<@Nullable Void> fenceZombies(
            String leaderUrl, String connector, @Nullable SessionKey key) {
        return send("PUT", url(leaderUrl, connector, "fence"), null, key);
    }

    private static String url(String leaderUrl, String connector, String action) {
        String base = leaderUrl.endsWith("/") ? leaderUrl : leaderUrl + "/";
        return base + "connectors/" + PathSegment.encode(connector) + "/" + action;
    }

    private CompletableFuture<@Nullable Void> send(
            String method, String url, @Nullable String body, @Nullable SessionKey key) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (key != null) {
            RequestSignature signature =
                    signer.sign(key, body == null ? NO_BODY : body.getBytes(StandardCharsets.UTF_8));
            put(headers, RequestSignature.AUTHORIZATION_HEADER, signature.authorization());
            put(headers, RequestSignature.ALGORITHM_HEADER, signature.algorithm());
        }
        return CompletableFuture.runAsync(() -> ask(new RestClient.Call(method, url, headers, body)), executor)
                .thenApply(done -> null);
    }

    private void ask(RestClient.Call call) {
        try {
            client.send(call);
        } catch (RestException e) {
            throw mayPass(e) ? new HerderException.Conflict(e.getMessage(), e) : e;
        }
    }

    private static boolean mayPass(RestException refused) {
        return switch (refused.status()) {
            case CONFLICT, UNAVAILABLE -> true;
            case FORBIDDEN -> true; // signed with the key of the leader before this one
            default -> refused.getCause() instanceof IOException || refused.getCause() instanceof TimeoutException;
        };
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
