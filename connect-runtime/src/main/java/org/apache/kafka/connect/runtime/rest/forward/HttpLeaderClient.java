// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.forward;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.kafka.connect.runtime.herder.LeaderClient;
import org.apache.kafka.connect.runtime.model.SessionKey;
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
        return CompletableFuture.runAsync(() -> client.send(new RestClient.Call(method, url, headers, body)), executor)
                .thenApply(done -> null);
    }

    private static void put(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
