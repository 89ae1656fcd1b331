// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.testkit.Await;
import dev.penstock.testkit.EmbeddedKafka;
import dev.penstock.testkit.RestApi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests made up from the OpenAPI document and a fixed seed, with odd names, bodies, encodings and methods, to a real worker. */
class OddRequestsTest {
    private static final Duration LONGEST = Duration.ofSeconds(45);
    private static final int MOST_TRIES = 20;
    private static final List<String> NAMES = List.of(
            "c-1",
            "c-2",
            "a%2Fb",
            "%25",
            "%2e%2e",
            "x;y",
            "%E6%97%A5",
            "+",
            "%20",
            "-1",
            "0",
            "99999999999",
            "null",
            "%00",
            "a".repeat(2_000),
            "root",
            "FileStreamSource",
            "JsonConverter",
            "FixtureSource");
    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS");
    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "[]",
            "null",
            "1",
            "\"x\"",
            "[{}]",
            "[null]",
            "{\"a\":1e999}",
            "{\"level\":\"WARN\"}",
            "{\"level\":null}",
            "{\"name\":\"c-1\",\"config\":{\"connector.class\":\"FixtureSource\",\"topic\":\"t\"}}",
            "{\"name\":\"a/b\",\"config\":{\"connector.class\":\"FixtureSink\",\"topics\":\"t\"},\"initial_state\":\"stopped\"}",
            "{\"connector.class\":\"FixtureSource\",\"topic\":\"t\"}",
            "{\"connector.class\":\"FixtureSource\",\"connector.plugin.version\":\"[\"}",
            "{\"connector.class\":\"\"}",
            "{\"tasks.max\":\"-1\"}",
            "{\"mode\":\"no-tasks\"}",
            "{\"transforms\":\"a\",\"transforms.a.type\":\"\"}",
            "{\"offsets\":[null]}",
            "{\"offsets\":[{}]}",
            "{\"offsets\":[{\"partition\":{\"task\":0},\"offset\":{\"n\":[]}}]}",
            "{\"offsets\":[{\"partition\":{\"kafka_topic\":\"t\",\"kafka_partition\":{}},\"offset\":null}]}",
            "{\"offsets\":");
    private static final List<String> QUERIES = List.of(
            "",
            "",
            "?expand=status&expand=info",
            "?expand=%FF",
            "?forward=false",
            "?includeTasks=true&onlyFailed=x",
            "?scope=galaxy",
            "?version=%5B",
            "?version=1",
            "?connectorsOnly=false",
            "?a=b;c");

    /** One of the document's. */
    private record Operation(String path, String method) {}

    /** Absent, right, wrong, and not even that. */
    private static final List<String> CONTENT_TYPES = List.of(
            "application/json",
            "application/json",
            "application/json",
            "application/json; charset=utf-8",
            "application/json;charset=utf-16",
            "APPLICATION/JSON",
            "application/*",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "/",
            "");

    private static final List<String> ACCEPTS =
            List.of("", "", "*/*", "application/json", "text/html", "image/png;q=0.1", "x", "application/json;q=2");

    @TempDir
    private Path temp;

    @Test
    void aFewOddRequestsLeaveTheWorkerWell() throws Exception {
        leavesTheWorkerWell(1_500, 431);
    }

    @Test
    @Tag("slow")
    void manyOddRequestsLeaveTheWorkerWell() throws Exception {
        leavesTheWorkerWell(
                Integer.getInteger("penstock.odd.requests", 100_000), Long.getLong("penstock.odd.seed", 20_261));
    }

    private void leavesTheWorkerWell(int requests, long seed) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                GoldenWorkers workers = new GoldenWorkers(temp, kafka.bootstrapServers(), "dist")) {
            String url = workers.start();
            RestApi api = new RestApi(URI.create(url));
            List<Operation> operations = new ArrayList<>();
            for (Map.Entry<String, JsonNode> path :
                    api.get("/penstock/v1/openapi.json").json().get("paths").properties()) {
                path.getValue()
                        .fieldNames()
                        .forEachRemaining(method ->
                                operations.add(new Operation(path.getKey(), method.toUpperCase(Locale.ROOT))));
            }
            HttpClient http = HttpClient.newHttpClient();
            Random random = new Random(seed);
            Map<Integer, Integer> statuses = new TreeMap<>();
            Map<String, Integer> unknown = new TreeMap<>();
            long slowestMs = 0;
            for (int i = 0; i < requests; i++) {
                HttpRequest request = request(url, operations, random);
                long began = System.nanoTime();
                HttpResponse<String> answer = send(http, request);
                slowestMs = Math.max(slowestMs, (System.nanoTime() - began) / 1_000_000);
                statuses.merge(answer.statusCode(), 1, Integer::sum);
                if (answer.statusCode() >= 500 && !isKnown(answer)) {
                    String path = request.uri().getPath();
                    unknown.merge(
                            request.method() + " " + path.substring(0, Math.min(100, path.length())) + "?"
                                    + request.uri().getQuery() + " "
                                    + request.headers().map() + " -> "
                                    + answer.statusCode() + " " + answer.body(),
                            1,
                            Integer::sum);
                }
                assertTrue(!answer.body().contains("\\tat "), answer::body);
            }
            System.out.printf(
                    "%d odd requests, seed %d: by status %s, the slowest took %d ms%n",
                    requests, seed, statuses, slowestMs);

            assertEquals(Map.of(), unknown, workers::output);
            assertEquals(200, api.get("/health").status());
            api.create("still-well", Map.of("connector.class", "FixtureSource", "topic", "still-well"))
                    .require(201);
            Await.until("work is still done", LONGEST, () -> api.isEverywhere("still-well", "RUNNING", 1));
        }
    }

    private static HttpRequest request(String url, List<Operation> operations, Random random) {
        Operation operation = pick(operations, random);
        String named = operation.path().replaceAll("\\{\\w+\\}", Matcher.quoteReplacement(pick(NAMES, random)));
        String method = random.nextInt(5) == 0 ? pick(METHODS, random) : operation.method();
        byte[] body = body(random);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + named + pick(QUERIES, random)))
                .timeout(LONGEST)
                .method(
                        method,
                        body.length == 0 || method.matches("GET|HEAD|OPTIONS|DELETE")
                                ? HttpRequest.BodyPublishers.noBody()
                                : random.nextInt(8) == 0 // in chunks, without a length
                                        ? HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                                        : HttpRequest.BodyPublishers.ofByteArray(body));
        header(request, "Content-Type", pick(CONTENT_TYPES, random));
        header(request, "Accept", pick(ACCEPTS, random));
        if (random.nextInt(20) == 0) {
            request.header("Content-Encoding", "gzip");
        }
        return request.build();
    }

    private static void header(HttpRequest.Builder request, String name, String value) {
        if (!value.isEmpty()) {
            request.header(name, value);
        }
    }

    /** One of the bodies; now and then with a byte changed, doubled or cut off, or in another encoding. */
    private static byte[] body(Random random) {
        String text = pick(BODIES, random);
        byte[] body = text.getBytes(random.nextInt(15) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        if (body.length > 1 && random.nextInt(5) == 0) {
            int place = random.nextInt(body.length);
            switch (random.nextInt(3)) {
                case 0 -> body[place] = (byte) random.nextInt(256);
                case 1 -> body = Arrays.copyOf(body, place);
                default -> {
                    byte[] twice = Arrays.copyOf(body, body.length * 2);
                    System.arraycopy(body, 0, twice, body.length, body.length);
                    body = twice;
                }
            }
        }
        return body;
    }

    private static <T> T pick(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    /**
     * Sends again, over a new connection, when one is closed: a kept one after a while, and any by a worker that has answered
     * already and does not want the rest of a body.
     */
    private static HttpResponse<String> send(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        HttpClient client = http;
        for (int tries = 1; ; tries++) {
            try {
                return client.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (HttpTimeoutException e) {
                throw new AssertionError("no answer: " + request, e);
            } catch (IOException closed) {
                if (tries == MOST_TRIES) {
                    throw new AssertionError("closed each time: " + request + " " + request.headers(), closed);
                }
                client = HttpClient.newHttpClient();
            }
        }
    }

    /** Failures inside that real workers answer the same way: they stand in the recordings. */
    private static boolean isKnown(HttpResponse<String> answer) {
        String message = GoldenReplay.json(answer.body()).path("message").asText();
        return answer.statusCode() == 503
                || message.startsWith("org.apache.kafka.connect.runtime.rest.errors.BadRequestException: ")
                || message.startsWith("Failed to start connector: ")
                || message.startsWith("Failed to modify offsets for connector ")
                || message.startsWith("Offsets may only contain primitive types")
                || message.equals("Instantiation error");
    }
}
