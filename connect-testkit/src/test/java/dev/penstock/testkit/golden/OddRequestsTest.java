// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.testkit.EmbeddedKafka;
import dev.penstock.testkit.RestApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests made up from the OpenAPI document and a fixed seed, with odd names, bodies, encodings and methods, to a real worker. */
class OddRequestsTest {
    private static final Duration LONGEST = Duration.ofSeconds(45);
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

    @TempDir
    private Path temp;

    @Test
    void aFewOddRequestsLeaveTheWorkerWell() throws Exception {
        leavesTheWorkerWell(1_500, 431);
    }

    @Test
    @Tag("slow")
    void manyOddRequestsLeaveTheWorkerWell() throws Exception {
        leavesTheWorkerWell(100_000, 20_261);
    }

    private void leavesTheWorkerWell(int requests, long seed) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start();
                GoldenWorkers workers = new GoldenWorkers(temp, kafka.bootstrapServers(), "dist")) {
            String url = workers.start();
            RestApi api = new RestApi(URI.create(url));
            List<String> paths = new ArrayList<>();
            for (Map.Entry<String, JsonNode> path :
                    api.get("/penstock/v1/openapi.json").json().get("paths").properties()) {
                paths.add(path.getKey());
            }
            HttpClient http = HttpClient.newHttpClient();
            Random random = new Random(seed);
            for (int i = 0; i < requests; i++) {
                HttpRequest request = request(url, paths, random);
                HttpResponse<String> answer = send(http, request);
                assertTrue(
                        answer.statusCode() < 500 || isKnown(answer),
                        () -> request.method() + " " + request.uri() + " -> " + answer.statusCode() + " "
                                + answer.body() + "\n" + workers.output());
                assertTrue(!answer.body().contains("\\tat "), answer::body);
            }
            assertEquals(200, api.get("/health").status());
        }
    }

    private static HttpRequest request(String url, List<String> paths, Random random) {
        String path = pick(paths, random);
        String named = path.replaceAll("\\{\\w+\\}", Matcher.quoteReplacement(pick(NAMES, random)));
        String method = pick(METHODS, random);
        String body = pick(BODIES, random);
        return HttpRequest.newBuilder(URI.create(url + named + pick(QUERIES, random)))
                .timeout(LONGEST)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty() || method.matches("GET|HEAD|OPTIONS|DELETE")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static <T> T pick(List<T> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }

    /** Sends once more when a kept connection turns out to be closed. */
    private static HttpResponse<String> send(HttpClient http, HttpRequest request)
            throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException closed) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
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
                || message.startsWith("Failed to alter consumer group offsets")
                || message.equals("Instantiation error");
    }
}
