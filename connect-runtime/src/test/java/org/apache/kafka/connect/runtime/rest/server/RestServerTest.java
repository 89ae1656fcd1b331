// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.rest.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.HttpMethod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.health.ConnectClusterState;
import org.apache.kafka.connect.rest.ConnectRestExtension;
import org.apache.kafka.connect.rest.ConnectRestExtensionContext;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.concurrent.PluginCalls;
import org.apache.kafka.connect.runtime.config.ConfigVariables;
import org.apache.kafka.connect.runtime.config.RestServerConfig;
import org.apache.kafka.connect.runtime.config.StandaloneConfig;
import org.apache.kafka.connect.runtime.herder.HerderException;
import org.apache.kafka.connect.runtime.herder.PluginCatalog;
import org.apache.kafka.connect.runtime.logging.Loggers;
import org.apache.kafka.connect.runtime.model.SessionKey;
import org.apache.kafka.connect.runtime.plugins.DiscoveryMode;
import org.apache.kafka.connect.runtime.plugins.Plugins;
import org.apache.kafka.connect.runtime.rest.errors.RestException;
import org.apache.kafka.connect.runtime.rest.forward.HttpLeaderClient;
import org.apache.kafka.connect.runtime.rest.forward.RestClient;
import org.apache.kafka.connect.runtime.rest.resources.ConnectorOffsetsResource;
import org.apache.kafka.connect.runtime.rest.resources.ConnectorPluginsResource;
import org.apache.kafka.connect.runtime.rest.resources.ConnectorsResource;
import org.apache.kafka.connect.runtime.rest.resources.InternalResource;
import org.apache.kafka.connect.runtime.rest.resources.LoggingResource;
import org.apache.kafka.connect.runtime.rest.resources.PenstockResource;
import org.apache.kafka.connect.runtime.rest.resources.RootResource;
import org.apache.kafka.connect.runtime.security.RequestSigner;
import org.apache.kafka.connect.runtime.validation.ConnectorValidator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RestServerTest {
    private static final Listeners.Silence IMPATIENT =
            new Listeners.Silence(Duration.ofMillis(200), Duration.ofMillis(200));
    private static final byte[] HALF_A_BODY =
            ("PUT /connectors/c/config HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 50\r\n\r\n{\"a\"")
                    .getBytes(StandardCharsets.UTF_8);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Plugins plugins;
    private static PluginCatalog catalog;

    private final List<AutoCloseable> toStop = new ArrayList<>();
    private final List<ConnectRestExtension> extensions = new ArrayList<>();

    @BeforeAll
    static void findPlugins() {
        plugins = Plugins.discover(new Plugins.Settings(List.of(), DiscoveryMode.SERVICE_LOAD, null));
        StandaloneConfig worker = new StandaloneConfig(Map.of(
                "bootstrap.servers", "b:1",
                "key.converter", "org.apache.kafka.connect.json.JsonConverter",
                "value.converter", "org.apache.kafka.connect.json.JsonConverter",
                "offset.storage.file.filename", "f"));
        Executor sameThread = Runnable::run;
        catalog = new PluginCatalog(
                plugins,
                new ConnectorValidator(
                        worker,
                        plugins,
                        new ConfigVariables(Map.of()),
                        new ClientOverrides(plugins.newOverridePolicy("All", Map.of())),
                        sameThread,
                        new PluginCalls(Time.SYSTEM)));
    }

    @AfterEach
    void stopAll() throws Exception {
        for (AutoCloseable each : toStop) {
            each.close();
        }
    }

    /** A running server and the herder behind it. */
    private record Running(RestServer server, ScriptedHerder herder, String url) {}

    private Running run(String... settings) {
        return run(Duration.ofSeconds(20), settings);
    }

    private Running run(Duration requestTimeout, String... settings) {
        return run(requestTimeout, Listeners.Silence.STOCK, settings);
    }

    private Running run(Duration requestTimeout, Listeners.Silence silence, String... settings) {
        Map<String, String> properties = new HashMap<>(Map.of("listeners", "HTTP://localhost:0"));
        for (int i = 0; i < settings.length; i += 2) {
            properties.put(settings[i], settings[i + 1]);
        }
        RestServerConfig config = new RestServerConfig(properties);
        RestServer server = new RestServer(config, Time.SYSTEM, silence);
        RestClient client = new RestClient(config, 20_000);
        ScriptedHerder herder = new ScriptedHerder();
        toStop.add(client);
        toStop.add(server::stop);
        server.bind();
        server.start(new RestServer.Services(
                herder,
                catalog,
                plugins,
                new Loggers(Time.SYSTEM),
                client,
                extensions,
                requestTimeout,
                requestTimeout,
                "my cluster"));
        String url = server.advertisedUrl().toString();
        return new Running(server, herder, url.substring(0, url.length() - 1));
    }

    private static HttpResponse<String> send(String method, String url, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            return exchange(request.build());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends again when a connection kept from an earlier request turns out to be closed. */
    private static HttpResponse<String> exchange(HttpRequest request) throws InterruptedException {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException closed) {
            try {
                return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (IOException e) {
                throw new AssertionError(request.toString(), e);
            }
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }

    private static void assertAnswer(int status, String body, HttpResponse<String> answer) {
        assertEquals(status + " " + json(body), answer.statusCode() + " " + json(answer.body()));
        assertEquals(Optional.of("application/json"), answer.headers().firstValue("content-type"));
    }

    private static void assertError(int status, String message, HttpResponse<String> answer) {
        assertAnswer(
                status,
                JSON.createObjectNode()
                        .put("error_code", status)
                        .put("message", message)
                        .toString(),
                answer);
    }

    @Test
    void theRootTellsTheReleaseAndTheCluster() {
        Running worker = run();
        HttpResponse<String> answer = send("GET", worker.url() + "/", null, "Content-Type", "application/json");
        assertEquals("4.3.1", json(answer.body()).get("version").asText());
        assertEquals("cluster-1", json(answer.body()).get("kafka_cluster_id").asText());
        assertEquals(
                Set.of("version", "commit", "kafka_cluster_id"),
                JSON.convertValue(json(answer.body()), Map.class).keySet());
    }

    @Test
    void ourOwnEndpointsStandUnderTheirPrefix() {
        Running worker = run();
        assertAnswer(
                200,
                "{\"penstock_version\":\"" + PenstockResource.version() + "\",\"connect_version\":\"4.3.1\","
                        + "\"kafka_cluster_id\":\"cluster-1\",\"cluster_name\":\"my cluster\"}",
                send("GET", worker.url() + "/penstock/v1", null));
        assertNotEquals("4.3.1", PenstockResource.version(), "not that of Apache Connect");
        assertAnswer(200, "{\"missing\":[]}", send("GET", worker.url() + "/penstock/v1/plugins", null));
    }

    @Test
    void whoeverConnectsBeforeTheServerStartsIsAnsweredWhenItDoes() throws Exception {
        RestServerConfig config = new RestServerConfig(Map.of("listeners", "http://localhost:0"));
        RestServer server = new RestServer(config, Time.SYSTEM);
        toStop.add(server::stop);
        server.bind();
        try (Socket early = new Socket("localhost", server.advertisedUrl().getPort())) {
            early.getOutputStream().write("GET /health HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            server.start(new RestServer.Services(
                    new ScriptedHerder(),
                    catalog,
                    plugins,
                    new Loggers(Time.SYSTEM),
                    new RestClient(config, 1_000),
                    List.of(),
                    Duration.ofSeconds(9),
                    Duration.ofSeconds(9),
                    null));
            InputStream in = early.getInputStream();
            assertTrue(new String(in.readAllBytes(), StandardCharsets.US_ASCII).startsWith("HTTP/1.1 200"));
        }
    }

    @Test
    void healthFollowsTheHerder() {
        Running worker = run();
        assertAnswer(
                200,
                "{\"status\":\"healthy\",\"message\":\"Worker has completed startup and is ready to handle requests.\"}",
                send("GET", worker.url() + "/health", null));
        worker.herder().ready = false;
        assertAnswer(
                503,
                "{\"status\":\"starting\",\"message\":\"Worker is still starting up. The worker is currently counting sheep,"
                        + " which began at 1970-01-01T00:00:00Z.\"}",
                send("GET", worker.url() + "/health", null));
    }

    @Test
    void aRequestThatTakesTooLongNamesTheStage() {
        Running worker = run(Duration.ofMillis(50));
        worker.herder().answering = false;
        assertError(
                500,
                "Request timed out. The worker is currently counting sheep, which began at 1970-01-01T00:00:00Z.",
                send("GET", worker.url() + "/connectors/c", null));
    }

    @Test
    void everyNameIsAddressable() {
        Running worker = run();
        List<String> names = List.of(
                "plain",
                "with space",
                "odd name?+&=é",
                "a/b",
                "50%",
                "%2F",
                "a->b",
                "semi;colon",
                "dots..in",
                "x.y.z",
                "日本",
                "\"quoted\"",
                "hash#",
                "back\\slash",
                "{braces}",
                "..",
                "+");
        for (String name : names) {
            String body = JSON.createObjectNode()
                    .put("name", name)
                    .set("config", JSON.createObjectNode().put("connector.class", "C"))
                    .toString();
            HttpResponse<String> created = send("POST", worker.url() + "/connectors", body);
            assertEquals(201, created.statusCode(), name + created.body());
            String location = created.headers().firstValue("location").orElseThrow();
            assertTrue(location.startsWith(worker.url() + "/connectors/"), location);
            HttpResponse<String> got = send("GET", location, null);
            assertEquals(200, got.statusCode(), location + " " + got.body());
            assertEquals(name, json(got.body()).get("name").asText());
            assertEquals(200, send("GET", location + "/config", null).statusCode(), name);
            assertEquals(202, send("PUT", location + "/pause", null).statusCode(), name);
            assertEquals(204, send("DELETE", location, null).statusCode(), name);
        }
        assertEquals(
                worker.url() + "/connectors/odd%20name%3F+&=%C3%A9",
                send("POST", worker.url() + "/connectors", "{\"name\":\"odd name?+&=é\",\"config\":{}}")
                        .headers()
                        .firstValue("location")
                        .orElseThrow());
    }

    @Test
    void aTrailingSlashAndUnknownParametersMakeNoDifference() {
        Running worker = run();
        worker.herder().configs.put("c", Map.of("name", "c"));
        for (String path : List.of(
                "/",
                "/health/",
                "/connectors/",
                "/connectors/c/",
                "/connectors/c/config/",
                "/connectors/c/status/",
                "/connectors/c/tasks/",
                "/connectors/c/tasks/0/status/",
                "/connectors/c/topics/",
                "/connectors/c/offsets/",
                "/connector-plugins/",
                "/connector-plugins/JsonConverter/config/",
                "/admin/loggers/",
                "/admin/loggers/root/",
                "/penstock/v1/")) {
            assertEquals(
                    200, send("GET", worker.url() + path + "?what=ever", null).statusCode(), path);
        }
    }

    @Test
    void whatTheFrameworkRefusesIsToldInJson() {
        Running worker = run();
        assertError(404, "HTTP 404 Not Found", send("GET", worker.url() + "/nosuch", null));
        assertError(404, "HTTP 404 Not Found", send("GET", worker.url() + "/connectors/c/tasks/abc/status", null));
        assertError(405, "HTTP 405 Method Not Allowed", send("DELETE", worker.url() + "/connectors", null));
        assertError(
                406,
                "HTTP 406 Not Acceptable",
                send("GET", worker.url() + "/connectors", null, "Accept", "application/xml"));
        assertError(
                415,
                "HTTP 415 Unsupported Media Type",
                send("POST", worker.url() + "/connectors", "{}", "Content-Type", "text/plain"));
        HttpResponse<String> options = send("OPTIONS", worker.url() + "/connectors", null);
        assertEquals(200, options.statusCode());
        assertEquals(
                Set.of("HEAD", "POST", "GET", "OPTIONS"),
                new TreeSet<>(List.of(
                        options.headers().firstValue("allow").orElseThrow().split(",\\s*"))));
        assertEquals(200, send("HEAD", worker.url() + "/connectors", null).statusCode());
    }

    @Test
    void aBodyThatCannotBeReadIsABadRequest() {
        Running worker = run();
        for (String body : List.of(
                "",
                "{\"name\": \"c-x\", ",
                "[]",
                "{\"name\":\"c\",\"config\":\"oops\"}",
                "{\"name\":\"c\",\"config\":{},\"extra\":1}",
                "{\"name\":\"c\",\"config\":{},\"initial_state\":\"SLEEPING\"}",
                "{\"name\":\"c\"}",
                "null",
                "{\"name\":\"c\",\"config\":{\"x\":{\"y\":1}}}",
                "[".repeat(20_000))) {
            HttpResponse<String> answer = send("POST", worker.url() + "/connectors", body);
            assertEquals(
                    400, answer.statusCode(), body.substring(0, Math.min(40, body.length())) + " -> " + answer.body());
            assertEquals(400, json(answer.body()).get("error_code").asInt());
            assertFalse(answer.body().contains("\\tat "), answer.body());
        }
        assertEquals(
                400, send("PUT", worker.url() + "/connectors/c/config", "[1]").statusCode());
        assertEquals(
                400, send("PATCH", worker.url() + "/connectors/c/offsets", "").statusCode());
        assertEquals(
                400, send("POST", worker.url() + "/connectors/c/tasks", "{").statusCode());
        assertEquals(
                400,
                send("PUT", worker.url() + "/connector-plugins/X/config/validate", "")
                        .statusCode());
        assertEquals(400, send("PUT", worker.url() + "/admin/loggers/x", "").statusCode());
        assertEquals(
                400,
                send("PATCH", worker.url() + "/connectors/c/offsets", "{\"offsets\":[null]}")
                        .statusCode());
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        Running worker = run("penstock.rest.max.request.bytes", "1000");
        HttpResponse<String> answer =
                send("PUT", worker.url() + "/connectors/c/config", "{\"a\":\"" + "x".repeat(2_000) + "\"}");
        assertEquals(413, answer.statusCode(), answer.body());
        assertEquals(
                "{\"error_code\":413",
                answer.body().substring(0, Math.min(17, answer.body().length())),
                answer.body());
        HttpResponse<String> header = send("GET", worker.url() + "/", null, "X-Long", "x".repeat(20_000));
        assertEquals(431, header.statusCode());
        assertTrue(header.body().startsWith("{\"error_code\":431"), header.body());
    }

    @Test
    void aClientThatTricklesIsTurnedAway() throws Exception {
        URI worker = URI.create(run().url());
        try (Socket client = new Socket(worker.getHost(), worker.getPort())) {
            client.setSoTimeout(50); // reading in vain sets the pace of writing
            OutputStream out = client.getOutputStream();
            out.write(("PUT /connectors/c/config HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 100000\r\n\r\n{\"a\":\"")
                    .getBytes(StandardCharsets.UTF_8));
            byte[] answer = new byte[1_000];
            int read = -1;
            for (int i = 0; i < 400 && read < 0; i++) {
                try {
                    read = client.getInputStream().read(answer);
                } catch (SocketTimeoutException nothingYet) {
                    out.write('x');
                }
            }
            String said = new String(answer, 0, Math.max(0, read), StandardCharsets.UTF_8);
            assertTrue(said.startsWith("HTTP/1.1 408 "), said);
            assertTrue(said.contains("{\"error_code\":408,"), said);
            assertFalse(said.contains("\tat "), said);
        }
    }

    @Test
    void aClientThatStallsLosesItsConnectionAndNobodyElseWaits() throws Exception {
        Running running = run(Duration.ofSeconds(20), IMPATIENT);
        URI worker = URI.create(running.url());
        List<String> beginnings =
                List.of("", "GET / HT", "GET / HTTP/1.1\r\nHost: x\r\nX-Half: he", "GET / HTTP/1.1\r\nHost: x\r\n");
        for (String beginning : beginnings) {
            try (Socket client = new Socket(worker.getHost(), worker.getPort())) {
                client.setSoTimeout(20_000);
                client.getOutputStream().write(beginning.getBytes(StandardCharsets.UTF_8));

                assertEquals(200, send("GET", running.url() + "/", null).statusCode());
                assertEquals(-1, client.getInputStream().read(), "closed without an answer to '" + beginning + "'");
            }
        }
    }

    @Test
    void aConnectionIsKeptBetweenRequestsForLongerThanOneMayStall() throws Exception {
        Running running =
                run(Duration.ofSeconds(20), new Listeners.Silence(Duration.ofSeconds(20), Duration.ofMillis(200)));
        URI worker = URI.create(running.url());
        byte[] request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        try (Socket kept = new Socket(worker.getHost(), worker.getPort());
                Socket stalled = new Socket(worker.getHost(), worker.getPort())) {
            kept.setSoTimeout(20_000);
            stalled.setSoTimeout(20_000);
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(kept.getInputStream(), StandardCharsets.UTF_8));
            kept.getOutputStream().write(request);
            assertEquals("HTTP/1.1 200 OK", answers.readLine());

            stalled.getOutputStream().write(HALF_A_BODY);
            String said = new String(stalled.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(said.startsWith("HTTP/1.1 408 "), said);

            kept.getOutputStream().write(request);
            assertTrue(answers.lines().anyMatch(line -> line.endsWith("HTTP/1.1 200 OK")), "it answers once more");
        }
    }

    @Test
    void aBodyThatDoesNotGoOnIsAnsweredBeforeTheConnectionCloses() throws Exception {
        URI worker = URI.create(run(Duration.ofSeconds(20), IMPATIENT).url());
        try (Socket client = new Socket(worker.getHost(), worker.getPort())) {
            client.setSoTimeout(20_000);
            client.getOutputStream().write(HALF_A_BODY);

            String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(said.startsWith("HTTP/1.1 408 "), said);
            assertTrue(said.contains("{\"error_code\":408,"), said);
        }
    }

    @Test
    void eachRequestLeavesALineWithItsClientAndItsTime() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("org.apache.kafka.connect.runtime.rest.RestServer");
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                lines.add(event.getFormattedMessage());
            }
        };
        appender.start();
        logger.addAppender(appender);
        toStop.add(() -> logger.detachAppender(appender));

        send("GET", run().url() + "/connectors", null, "User-Agent", "browser/1", "Referer", "http://from");

        String line = String.valueOf(lines.poll(20, TimeUnit.SECONDS));
        assertTrue(
                line.matches(
                        "\\S+ - - \\[.+] \"GET /connectors HTTP/1.1\" 200 \\d+ \"http://from\" \"browser/1\" \\d+"),
                line);
    }

    @Test
    void numbersInAConfigurationBecomeText() {
        Running worker = run();
        send("PUT", worker.url() + "/connectors/c/config", "{\"tasks.max\": 1, \"flag\": true, \"none\": null}");
        Map<String, String> expected = new HashMap<>(Map.of("tasks.max", "1", "flag", "true", "name", "c"));
        expected.put("none", null);
        assertEquals(expected, worker.herder().configs.get("c"));
    }

    @Test
    void nameInsideAndOutsideMustAgree() {
        Running worker = run();
        assertError(
                400,
                "Connector name configuration (other) doesn't match connector name in the URL (c)",
                send("PUT", worker.url() + "/connectors/c/config", "{\"name\":\"other\"}"));
        assertError(
                400,
                "Connector name configuration (x) doesn't match connector name in the URL ()",
                send("POST", worker.url() + "/connectors", "{\"config\":{\"name\":\"x\"}}"));
        send(
                "POST",
                worker.url() + "/connectors",
                "{\"name\":\"  trimmed \",\"config\":{},\"initial_state\":\"paused\"}");
        assertEquals("create trimmed PAUSED", worker.herder().asked.get(0));
        assertEquals("trimmed", worker.herder().configs.get("trimmed").get("name"));
    }

    @Test
    void aPutTellsWhetherItCreated() {
        Running worker = run();
        HttpResponse<String> created = send("PUT", worker.url() + "/connectors/c/config", "{}");
        assertEquals(201, created.statusCode());
        assertEquals(
                worker.url() + "/connectors/c",
                created.headers().firstValue("location").orElseThrow());
        assertEquals(
                200, send("PUT", worker.url() + "/connectors/c/config", "{}").statusCode());
    }

    @Test
    void failuresKeepTheirStatusAndMessage() {
        Running worker = run();
        assertError(404, "Connector c not found", send("GET", worker.url() + "/connectors/c", null));
        assertError(404, "No status found for connector c", send("GET", worker.url() + "/connectors/c/status", null));
        send("PUT", worker.url() + "/connectors/c/config", "{}");
        assertError(
                409,
                "Connector c already exists",
                send("POST", worker.url() + "/connectors", "{\"name\":\"c\",\"config\":{}}"));
        assertError(
                403,
                "Topic tracking reset is disabled.",
                send("PUT", worker.url() + "/connectors/c/topics/reset", null));
        assertError(
                400,
                "Partitions / offsets need to be provided for an alter offsets request",
                send("PATCH", worker.url() + "/connectors/c/offsets", "{\"offsets\":[]}"));
        assertError(
                500,
                "org.apache.kafka.connect.runtime.rest.errors.BadRequestException: Connector config {topic=t} contains no"
                        + " connector type",
                send("PUT", worker.url() + "/connector-plugins/X/config/validate", "{\"topic\":\"t\"}"));
        assertError(
                400,
                "Included connector type a.FooSource does not match request type FooSink",
                send(
                        "PUT",
                        worker.url() + "/connector-plugins/FooSink/config/validate",
                        "{\"connector.class\":\"a.FooSource\"}"));
    }

    @Test
    void aConfigurationIsValidatedUnderTheNameOfItsOwnConnector() {
        String plugins = run().url() + "/connector-plugins/";
        String body = "{\"connector.class\":\"org.example.FileSinkConnector\"}";

        for (String other : List.of("FileSource", "Connector", "org.example.FileSinkConnectorX")) {
            assertError(
                    400,
                    "Included connector type org.example.FileSinkConnector does not match request type " + other,
                    send("PUT", plugins + other + "/config/validate", body));
        }
        for (String own : List.of("FileSink", "FileSinkConnector", "org.example.FileSink")) {
            assertEquals(
                    500, send("PUT", plugins + own + "/config/validate", body).statusCode(), "not known here");
        }
    }

    @Test
    void aClassThatIsNoPluginHasNoSettingsInAnyVersion() {
        String settings = run().url() + "/connector-plugins/java.lang.String/config";

        assertError(
                400,
                "Plugin java.lang.String is not part of Connect's plugin loading mechanism (ClassPath or Plugin Path)",
                send("GET", settings + "?version=1", null));
        assertError(500, "Instantiation error", send("GET", settings, null));
        assertError(500, "Instantiation error", send("GET", settings + "?version=latest", null));
    }

    @Test
    void statesShowATraceOnlyWhereThereIsOneAndNoUndefinedVersion() {
        Running worker = run();
        worker.herder().configs.put("c", Map.of("name", "c"));
        worker.herder().configs.put("d", Map.of("name", "d"));
        String status = "{\"name\":\"c\",\"connector\":{\"state\":\"RUNNING\",\"worker_id\":\"w:1\"},"
                + "\"tasks\":[{\"id\":0,\"state\":\"FAILED\",\"worker_id\":\"w:1\",\"version\":null,\"trace\":\"boom\"}],\"type\":\"source\"}";
        assertAnswer(200, status, send("GET", worker.url() + "/connectors/c/status", null));
        assertAnswer(
                200,
                "{\"c\":{\"status\":" + status + ",\"info\":{\"name\":\"c\",\"config\":{\"name\":\"c\"},"
                        + "\"tasks\":[{\"connector\":\"c\",\"task\":0}],\"type\":\"source\"}}}",
                send("GET", worker.url() + "/connectors?expand=status&expand=info", null));
        assertAnswer(200, "{\"c\":{},\"d\":{}}", send("GET", worker.url() + "/connectors?expand=bogus", null));
        assertAnswer(200, "[\"c\",\"d\"]", send("GET", worker.url() + "/connectors", null));
        assertAnswer(200, "{\"c\":{\"topics\":[\"t\"]}}", send("GET", worker.url() + "/connectors/c/topics", null));
    }

    @Test
    void restartsAreOneConnectorOrAPlan() {
        Running worker = run();
        worker.herder().configs.put("c", Map.of());
        assertEquals(
                204,
                send("POST", worker.url() + "/connectors/c/restart?includeTasks=bogus", null)
                        .statusCode());
        assertEquals(
                202,
                send("POST", worker.url() + "/connectors/c/restart?includeTasks=true", null)
                        .statusCode());
        assertEquals(
                List.of("restart c", "restart RestartRequest[connector=c, onlyFailed=false, includeTasks=true]"),
                worker.herder().asked);
    }

    @Test
    void loggersAreReadAndSetHereOrEverywhere() {
        Running worker = run();
        String logger = "spec.rest.one";
        assertError(
                404,
                "Logger no.such.logger not found.",
                send("GET", worker.url() + "/admin/loggers/no.such.logger", null));
        assertAnswer(
                200,
                "[\"" + logger + "\"]",
                send("PUT", worker.url() + "/admin/loggers/" + logger, "{\"level\":\"warn\"}"));
        assertEquals(
                "WARN",
                json(send("GET", worker.url() + "/admin/loggers/" + logger, null)
                                .body())
                        .get("level")
                        .asText());
        assertAnswer(
                200,
                "[\"" + logger + "\"]",
                send("PUT", worker.url() + "/admin/loggers/" + logger, "{\"level\":\" info \"}"));
        assertError(
                404,
                "invalid log level 'LOUD'.",
                send("PUT", worker.url() + "/admin/loggers/" + logger, "{\"level\":\"LOUD\"}"));
        assertError(
                400,
                "Desired 'level' parameter was not specified in request.",
                send("PUT", worker.url() + "/admin/loggers/" + logger, "{\"lvl\":\"INFO\"}"));
        assertEquals(
                204,
                send("PUT", worker.url() + "/admin/loggers/" + logger + "?scope=Cluster", "{\"level\":\"warn\"}")
                        .statusCode());
        assertEquals(List.of("level " + logger + " WARN"), worker.herder().asked);
    }

    @Test
    void adminResourcesMayHaveListenersOfTheirOwnOrNone() {
        Running own = run("admin.listeners", "http://localhost:0");
        assertError(404, "HTTP 404 Not Found", send("GET", own.url() + "/admin/loggers", null));
        String admin = "http://localhost:" + own.server().adminPort();
        assertEquals(200, send("GET", admin + "/admin/loggers", null).statusCode());
        assertError(404, "HTTP 404 Not Found", send("GET", admin + "/connectors", null));
        assertError(
                404,
                "HTTP 404 Not Found",
                send("GET", run("admin.listeners", "").url() + "/admin/loggers", null));
    }

    @Test
    void browsersAreToldWhoMayReadAnswers() {
        Running worker =
                run("access.control.allow.origin", "http://ok.example", "access.control.allow.methods", "GET,PUT");
        HttpResponse<String> allowed = send("GET", worker.url() + "/", null, "Origin", "http://ok.example");
        assertEquals(Optional.of("http://ok.example"), allowed.headers().firstValue("access-control-allow-origin"));
        assertEquals(Optional.of("Origin"), allowed.headers().firstValue("vary"));
        HttpResponse<String> denied = send("GET", worker.url() + "/", null, "Origin", "http://bad.example");
        assertEquals(200, denied.statusCode());
        assertEquals(Optional.empty(), denied.headers().firstValue("access-control-allow-origin"));
        HttpResponse<String> preflight = send(
                "OPTIONS",
                worker.url() + "/connectors",
                null,
                "Origin",
                "http://ok.example",
                "Access-Control-Request-Method",
                "PUT");
        assertEquals(200, preflight.statusCode());
        assertEquals(Optional.of("GET,PUT"), preflight.headers().firstValue("access-control-allow-methods"));
        assertEquals(Optional.of("60"), preflight.headers().firstValue("access-control-max-age"));
        assertTrue(preflight.headers().firstValue("allow").isPresent());
        assertEquals(
                Optional.empty(), send("GET", run().url() + "/", null).headers().firstValue("vary"));
    }

    @Test
    void configuredHeadersStandOnEveryAnswer() {
        Running worker = run(
                "response.http.headers.config",
                "\"set X-Golden: a,b\", add Cache-Control: no-cache, setDate Expires: 0");
        for (String path : List.of("/", "/nosuch")) {
            HttpResponse<String> answer = send("GET", worker.url() + path, null);
            assertEquals(Optional.of("a,b"), answer.headers().firstValue("x-golden"), path);
            assertEquals(Optional.of("no-cache"), answer.headers().firstValue("cache-control"), path);
            assertTrue(answer.headers().firstValue("expires").orElseThrow().endsWith("GMT"), path);
        }
    }

    @Test
    void aFollowerForwardsEverythingThatOnlyTheLeaderDoes() {
        Running leader = run();
        Running follower = run();
        follower.herder().leader = false;
        follower.herder().leaderUrl = leader.url() + "/";
        HttpResponse<String> created = send(
                "POST",
                follower.url() + "/connectors",
                "{\"name\":\"a/b %\",\"config\":{\"k\":\"v\"},\"initial_state\":\"stopped\"}");
        assertEquals(201, created.statusCode(), created.body());
        assertEquals(
                follower.url() + "/connectors/a%2Fb%20%25",
                created.headers().firstValue("location").orElseThrow());
        assertEquals(List.of("create a/b % STOPPED"), leader.herder().asked);
        String path = "/connectors/a%2Fb%20%25";
        assertEquals(
                200,
                send("PUT", follower.url() + path + "/config", "{\"k\":\"w\"}").statusCode());
        assertEquals(
                201,
                send("PUT", follower.url() + "/connectors/new/config", "{}").statusCode());
        assertEquals(
                200,
                send("PATCH", follower.url() + path + "/config", "{\"k\":null}").statusCode());
        assertEquals(
                202,
                send("POST", follower.url() + path + "/restart?includeTasks=true&onlyFailed=true", null)
                        .statusCode());
        assertEquals(204, send("PUT", follower.url() + path + "/stop", null).statusCode());
        assertAnswer(
                200,
                "{\"message\":\"altered\"}",
                send(
                        "PATCH",
                        follower.url() + path + "/offsets",
                        "{\"offsets\":[{\"partition\":{\"p\":1},\"offset\":null}]}"));
        assertAnswer(200, "{\"message\":\"reset\"}", send("DELETE", follower.url() + path + "/offsets", null));
        assertEquals(204, send("DELETE", follower.url() + path, null).statusCode());
        assertError(404, "Connector a/b % not found", send("DELETE", follower.url() + path, null));
        assertTrue(leader.herder()
                .asked
                .contains("restart RestartRequest[connector=a/b %, onlyFailed=true, includeTasks=true]"));
        assertTrue(leader.herder().asked.contains("alter a/b % {{p=1}=null}"));
    }

    @Test
    void forwardingEndsAfterTwoHopsOrWithoutALeader() {
        Running first = run();
        Running second = run();
        first.herder().leader = false;
        second.herder().leader = false;
        first.herder().leaderUrl = second.url();
        second.herder().leaderUrl = first.url();
        assertError(
                409,
                "Cannot complete request because of a conflicting operation (e.g. worker rebalance)",
                send("DELETE", first.url() + "/connectors/c", null));
        assertEquals(3, first.herder().asked.size() + second.herder().asked.size());
        assertError(
                409,
                "Cannot complete request because of a conflicting operation (e.g. worker rebalance)",
                send("DELETE", first.url() + "/connectors/c?forward=false", null));
        first.herder().leaderUrl = "";
        assertError(
                409,
                "Cannot complete request momentarily due to no known leader URL, likely because a rebalance was underway.",
                send("DELETE", first.url() + "/connectors/c?forward=true", null));
        first.herder().leaderUrl = "http://localhost:1";
        HttpResponse<String> unreachable = send("DELETE", first.url() + "/connectors/c", null);
        assertEquals(500, unreachable.statusCode());
        assertTrue(json(unreachable.body())
                .get("message")
                .asText()
                .startsWith("IO Error trying to forward REST request: "));
    }

    @Test
    void workersAskTheLeaderWithASignatureOverTheExactBody() {
        Running leader = run();
        RestServerConfig config = new RestServerConfig(Map.of("listeners", "http://localhost:0"));
        RequestSigner signer = new RequestSigner("HmacSHA256", List.of("HmacSHA256"));
        SessionKey key = new SessionKey(new javax.crypto.spec.SecretKeySpec(new byte[32], "HmacSHA256"), 0L);
        try (RestClient client = new RestClient(config, 5_000)) {
            HttpLeaderClient leaderClient = new HttpLeaderClient(client, signer, Runnable::run);
            leaderClient
                    .publishTaskConfigs(leader.url() + "/", "a/b", List.of(Map.of("k", "v")), key)
                    .join();
            leaderClient.fenceZombies(leader.url() + "/", "a/b", null).join();
        }
        String body = "[{\"k\":\"v\"}]";
        String signature =
                signer.sign(key, body.getBytes(StandardCharsets.UTF_8)).authorization();
        assertEquals(List.of("tasks a/b [{k=v}] " + signature + " " + body, "fence a/b null 0"), leader.herder().asked);
    }

    @Test
    void aLeaderThatCannotBeAskedNowIsToldFromOneThatRefuses() throws Exception {
        Running leader = run();
        RestServerConfig config = new RestServerConfig(Map.of("listeners", "http://localhost:0"));
        RequestSigner signer = new RequestSigner("HmacSHA256", List.of("HmacSHA256"));
        try (RestClient client = new RestClient(config, 5_000)) {
            HttpLeaderClient leaderClient = new HttpLeaderClient(client, signer, Runnable::run);
            leader.herder().fencingFails = new HerderException.Conflict("busy with a change");
            assertInstanceOf(HerderException.Conflict.class, refusal(leaderClient, leader.url()));
            leader.herder().fencingFails = new HerderException.InvalidRequest("a sink");
            assertInstanceOf(RestException.class, refusal(leaderClient, leader.url()));
            String nobody;
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                nobody = "http://localhost:" + taken.getLocalPort();
            }
            assertInstanceOf(HerderException.Conflict.class, refusal(leaderClient, nobody));
        }
    }

    private static Throwable refusal(HttpLeaderClient leader, String url) {
        CompletableFuture<?> answer = leader.fenceZombies(url, "c", null);
        return assertThrows(CompletionException.class, answer::join).getCause();
    }

    @Test
    void anExtensionRegistersBeforeOurResourcesAndSeesTheCluster() {
        List<ConnectClusterState> seen = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        extensions.add(new ConnectRestExtension() {
            @Override
            public void register(ConnectRestExtensionContext context) {
                seen.add(context.clusterState());
                context.configurable().register((jakarta.ws.rs.container.ContainerRequestFilter) request -> {
                    if (request.getHeaderString("Authorization") == null) {
                        request.abortWith(jakarta.ws.rs.core.Response.status(401)
                                .entity("User cannot access the resource.")
                                .build());
                    }
                });
            }

            @Override
            public void configure(Map<String, ?> configs) {}

            @Override
            public void close() {
                calls.add("closed");
            }

            @Override
            public String version() {
                return "1";
            }
        });
        Running worker = run();
        worker.herder().configs.put("c", new HashMap<>(Map.of("name", "c")));
        HttpResponse<String> refused = send("GET", worker.url() + "/connectors", null);
        assertEquals(401, refused.statusCode());
        assertEquals("User cannot access the resource.", refused.body());
        assertEquals(
                200,
                send("GET", worker.url() + "/connectors", null, "Authorization", "x")
                        .statusCode());
        assertEquals(List.of("c"), List.copyOf(seen.get(0).connectors()));
        assertEquals(
                "FAILED", seen.get(0).connectorHealth("c").tasksState().get(0).state());
        assertEquals(Map.of("name", "c"), seen.get(0).connectorConfig("c"));
        assertEquals("cluster-1", seen.get(0).clusterDetails().kafkaClusterId());
        worker.server().stop();
        assertEquals(List.of("closed"), calls);
    }

    @Test
    void theAdvertisedAddressFollowsTheSettings() throws Exception {
        assertTrue(run().url().startsWith("http://localhost:"));
        assertEquals(
                "http://elsewhere:99",
                run("rest.advertised.host.name", "elsewhere", "rest.advertised.port", "99")
                        .url());
        assertTrue(run("listeners", "http://:0")
                .url()
                .startsWith("http://" + InetAddress.getLocalHost().getHostAddress() + ":"));
        assertThrows(ConnectException.class, () -> run("rest.advertised.listener", "https"));
        assertThrows(ConfigException.class, () -> run("listeners", "ftp://localhost:0"));
        int taken = URI.create(run().url()).getPort();
        ConnectException refused =
                assertThrows(ConnectException.class, () -> run("listeners", "http://localhost:" + taken));
        assertTrue(refused.getMessage().startsWith("Cannot listen on 'localhost:" + taken), refused.getMessage());
    }

    private static final List<Class<?>> RESOURCES = List.of(
            RootResource.class,
            ConnectorsResource.class,
            ConnectorOffsetsResource.class,
            ConnectorPluginsResource.class,
            InternalResource.class,
            LoggingResource.class,
            PenstockResource.class);

    /** What the resource classes serve, as "METHOD path". */
    private static Set<String> served() {
        Set<String> served = new TreeSet<>();
        for (Class<?> resource : RESOURCES) {
            String base = resource.getAnnotation(jakarta.ws.rs.Path.class).value();
            for (java.lang.reflect.Method method : resource.getMethods()) {
                for (java.lang.annotation.Annotation annotation : method.getAnnotations()) {
                    HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                    if (verb != null) {
                        jakarta.ws.rs.Path path = method.getAnnotation(jakarta.ws.rs.Path.class);
                        String whole = base + (path == null ? "" : path.value());
                        served.add(verb.value() + " " + (whole.startsWith("//") ? whole.substring(1) : whole));
                    }
                }
            }
        }
        return served;
    }

    @Test
    void theOpenApiDocumentNamesWhatIsServedAndNothingElse() {
        Running worker = run();
        JsonNode document = json(
                send("GET", worker.url() + "/penstock/v1/openapi.json", null).body());
        Set<String> documented = new TreeSet<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method ->
                        documented.add(method.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        assertEquals(String.join("\n", served()), String.join("\n", documented));
        for (String operation : documented) {
            String[] methodAndPath = operation.split(" ");
            String path = methodAndPath[1].replaceAll("\\{task\\}", "0").replaceAll("\\{\\w+\\}", "x");
            HttpResponse<String> answer =
                    send(methodAndPath[0], worker.url() + path, methodAndPath[0].matches("GET|DELETE") ? null : "{}");
            assertFalse(Set.of(405, 406, 415).contains(answer.statusCode()), operation + " " + answer.statusCode());
            assertFalse(answer.body().contains("HTTP 404"), operation);
            JsonNode described = document.get("paths")
                    .get(methodAndPath[1])
                    .get(methodAndPath[0].toLowerCase(java.util.Locale.ROOT))
                    .get("responses");
            assertTrue(
                    described.has(String.valueOf(answer.statusCode())),
                    operation + " " + answer.statusCode() + " " + answer.body());
        }
    }

    /** Requests at random, from a fixed seed: odd names, bodies, encodings and methods. None may fail inside or hang. */
    @Test
    void oddRequestsNeverFailInside() {
        Running worker = run();
        java.util.Random random = new java.util.Random(4_31);
        String[] methods = {"GET", "PUT", "POST", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW"};
        String[] names = {
            "x",
            "a%2Fb",
            "%00",
            "%25",
            "%2e%2e",
            "..",
            ";a=b",
            "x;y",
            "%E6%97%A5",
            "%FF%FE",
            "+",
            "%20",
            "{x}".replace("{", "%7B").replace("}", "%7D"),
            "-1",
            "99999999999",
            "null",
            "a".repeat(3_000)
        };
        String[] bodies = {
            null,
            "",
            "{}",
            "[]",
            "null",
            "1",
            "\"x\"",
            "{\"name\":null,\"config\":null}",
            "{\"config\":{\"a\":null}}",
            "[{}]",
            "[null]",
            "{\"offsets\":[null]}",
            "{\"offsets\":[{}]}",
            "{\"offsets\":[{\"partition\":null}]}",
            "{\"level\":\"\"}",
            "{\"level\":null}",
            "{\"a\":1e999}",
            "\u0000",
            "{\"name\":\"\",\"config\":{},\"initial_state\":7}",
            "{\"connector.class\":\"\"}",
            "{\"connector.class\":\"x\",\"connector.plugin.version\":\"[\"}"
        };
        String[] queries = {
            "",
            "?",
            "?expand=status&expand=info",
            "?expand=%FF",
            "?forward=maybe",
            "?includeTasks=&onlyFailed=x",
            "?scope=",
            "?version=%5B",
            "?connectorsOnly=2",
            "?a=b;c",
            "?=%"
        };
        List<String> paths = new ArrayList<>(served());
        int sent = 0;
        for (int i = 0; i < 2_000; i++) {
            String path = paths.get(random.nextInt(paths.size())).split(" ")[1];
            String name = names[random.nextInt(names.length)];
            String url = worker.url()
                    + path.replaceAll("\\{\\w+\\}", java.util.regex.Matcher.quoteReplacement(name))
                    + queries[random.nextInt(queries.length)];
            String method = methods[random.nextInt(methods.length)];
            String body = bodies[random.nextInt(bodies.length)];
            HttpResponse<String> answer;
            try {
                answer = send(method, url, method.matches("GET|HEAD|OPTIONS|TRACE") ? null : body);
            } catch (IllegalArgumentException e) {
                continue; // not even a URI for this client
            }
            sent++;
            boolean validation = path.endsWith("/validate")
                    && answer.statusCode() == 500
                    && answer.body().contains("BadRequestException");
            assertTrue(
                    answer.statusCode() < 500 || validation || answer.statusCode() == 501,
                    method + " " + url + " " + body + " -> " + answer.statusCode() + " " + answer.body());
        }
        assertTrue(sent > 1_500, "sent " + sent);
        assertEquals(200, send("GET", worker.url() + "/health", null).statusCode());
    }
}
