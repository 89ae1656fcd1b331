// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.penstock.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Sends the exchanges of one recording to a worker, in their order, and tells what differs. */
final class GoldenReplay {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STALE = "Cannot complete request momentarily due to stale configuration";
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final int STALE_TRIES = 60;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;
    private final Map<String, GoldenDifferences.Difference> differences;

    /**
     * @param base address of the worker, without a slash at the end
     * @param differences what is meant to be otherwise, by the id of the exchange
     */
    GoldenReplay(String base, Map<String, GoldenDifferences.Difference> differences) {
        this.base = base;
        this.differences = differences;
    }

    /** One line for each exchange that differs, with what was expected and what came. */
    List<String> replay(JsonNode recording) {
        List<String> different = new ArrayList<>();
        for (JsonNode exchange : recording.get("exchanges")) {
            String id = exchange.get("id").asText();
            if (exchange.hasNonNull("await")) {
                await(exchange.get("await"));
            }
            HttpResponse<String> answer = send(exchange);
            List<String> why = id.equals("step")
                    ? statusOnly(exchange, answer)
                    : differences.containsKey(id) ? differences.get(id).check(answer) : compare(exchange, answer);
            if (!why.isEmpty()) {
                different.add(id + "  " + exchange.get("method").asText() + " "
                        + exchange.get("path").asText() + "\n    " + String.join("\n    ", why) + "\n    answer: "
                        + cut(answer.body()));
            }
        }
        return different;
    }

    private void await(JsonNode awaited) {
        String path = awaited.get("path").asText();
        Duration patience = Duration.ofSeconds(awaited.path("timeout_s").asLong(PATIENCE.toSeconds()));
        String[] last = {""};
        Await.until(() -> awaited + "; last answer: " + last[0], patience, () -> {
            HttpResponse<String> answer = exchange(HttpRequest.newBuilder(URI.create(base + path))
                    .header("Accept", "application/json")
                    .build());
            last[0] = answer.statusCode() + " " + cut(answer.body());
            JsonNode body = json(answer.body());
            return answer.statusCode() == awaited.path("status").asInt(200)
                    && (!awaited.has("subset") || GoldenMatch.contains(awaited.get("subset"), body))
                    && (!awaited.has("len")
                            || at(body, awaited.path("key")).size()
                                    == awaited.get("len").asInt());
        });
    }

    private static JsonNode at(JsonNode body, JsonNode key) {
        if (key.isMissingNode() || key.isNull()) {
            return body;
        }
        JsonNode found = body;
        for (JsonNode step : key.isArray() ? key : JSON.createArrayNode().add(key.asText())) {
            found = found.path(step.asText());
        }
        return found;
    }

    private HttpResponse<String> send(JsonNode exchange) {
        HttpResponse<String> answer = exchange(request(exchange));
        for (int tries = 0; tries < STALE_TRIES && isStale(exchange, answer); tries++) {
            LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
            answer = exchange(request(exchange));
        }
        return answer;
    }

    private static boolean isStale(JsonNode exchange, HttpResponse<String> answer) {
        return answer.statusCode() == 409
                && exchange.get("status").asInt() != 409
                && json(answer.body()).path("message").asText().startsWith(STALE);
    }

    private HttpRequest request(JsonNode exchange) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(base + exchange.get("path").asText()))
                .timeout(Duration.ofSeconds(100));
        Optional<String> body = Optional.empty();
        if (exchange.has("raw_body")) {
            body = Optional.of(exchange.get("raw_body").asText());
        } else if (exchange.hasNonNull("body")) {
            body = Optional.of(exchange.get("body").toString());
        }
        request.method(
                exchange.get("method").asText(),
                body.map(HttpRequest.BodyPublishers::ofString).orElseGet(HttpRequest.BodyPublishers::noBody));
        JsonNode headers = exchange.path("headers");
        header(request, headers, "Accept", Optional.of("application/json"));
        header(request, headers, "Content-Type", body.map(some -> "application/json"));
        for (Map.Entry<String, JsonNode> header : headers.properties()) {
            if (!header.getValue().isNull()) {
                request.setHeader(header.getKey(), header.getValue().asText());
            }
        }
        return request.build();
    }

    private static void header(HttpRequest.Builder request, JsonNode headers, String name, Optional<String> usual) {
        if (!headers.has(name)) {
            usual.ifPresent(value -> request.setHeader(name, value));
        }
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> statusOnly(JsonNode exchange, HttpResponse<String> answer) {
        int expected = exchange.get("status").asInt();
        return answer.statusCode() == expected ? List.of() : List.of("status: expected " + expected);
    }

    private List<String> compare(JsonNode exchange, HttpResponse<String> answer) {
        List<String> why = new ArrayList<>(statusOnly(exchange, answer));
        String mode = exchange.get("match").asText();
        if (!mode.equals("status")) {
            JsonNode body = json(answer.body());
            if (exchange.path("empty_body").asBoolean()) {
                if (!answer.body().isEmpty()) {
                    why.add("body: expected none");
                }
            } else if (exchange.has("response")) {
                if (!GoldenMatch.matches(exchange.get("response"), body, mode)) {
                    why.add("body: expected (" + mode + ") " + exchange.get("response"));
                }
            } else if (exchange.has("response_text")
                    && !exchange.get("response_text").asText().equals(answer.body())) {
                why.add("text: expected " + exchange.get("response_text"));
            }
            for (Map.Entry<String, JsonNode> count : exchange.path("counts").properties()) {
                JsonNode counted = count.getKey().isEmpty() ? body : body.path(count.getKey());
                if (counted.size() != count.getValue().asInt()) {
                    why.add("size of '" + count.getKey() + "': expected " + count.getValue() + ", got "
                            + counted.size());
                }
            }
        }
        for (Map.Entry<String, JsonNode> header :
                exchange.path("response_headers").properties()) {
            String expected = header.getValue().asText().replace("<<base_url>>", base);
            String got = String.join(", ", answer.headers().allValues(header.getKey()));
            boolean exact =
                    header.getKey().equals("content-type") || header.getKey().equals("location");
            if (exact ? !expected.equals(got) : !words(expected).equals(words(got))) {
                why.add("header " + header.getKey() + ": expected '" + expected + "', got '" + got + "'");
            }
        }
        return why;
    }

    private static List<String> words(String header) {
        return Arrays.stream(header.split(","))
                .map(word -> word.trim().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
    }

    static JsonNode json(String text) {
        try {
            return text.isEmpty() ? NullNode.getInstance() : JSON.readTree(text);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static String cut(String text) {
        return text.length() <= 600 ? text : text.substring(0, 600) + " ...";
    }
}
