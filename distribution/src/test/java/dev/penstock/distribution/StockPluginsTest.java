// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.testkit.Await;
import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import dev.penstock.testkit.RestApi;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StockPluginsTest {
    private static final String TRANSFORMS = "org.apache.kafka.connect.transforms.";

    @TempDir
    static Path brokerFolder;

    private static BrokerProcess broker;

    @TempDir
    Path folder;

    private final int port = BrokerProcess.freePort();
    private final List<ChildProcess> started = new ArrayList<>();

    @BeforeAll
    static void startBroker() {
        broker = BrokerProcess.start(brokerFolder);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @AfterEach
    void stopWorkers() {
        started.forEach(ChildProcess::close);
    }

    @Test
    void aWorkerOffersEveryStockTransformationAndPredicateAndUsesThem() throws Exception {
        Path in = Files.write(folder.resolve("in.txt"), List.of("one", "two"));
        Path out = folder.resolve("out.txt");
        RestApi api = Scripts.awaitWorker(start(Map.of()), port);

        assertEquals(services("Transformation"), offered(api, "transformation"));
        assertEquals(services("predicates.Predicate"), offered(api, "predicate"));

        api.create(
                        "source",
                        Map.ofEntries(
                                Map.entry("connector.class", "FileStreamSource"),
                                Map.entry("file", in.toString()),
                                Map.entry("topic", "stock-in"),
                                Map.entry("transforms", "wrap,mark,route"),
                                Map.entry("transforms.wrap.type", TRANSFORMS + "HoistField$Value"),
                                Map.entry("transforms.wrap.field", "line"),
                                Map.entry("transforms.mark.type", TRANSFORMS + "InsertField$Value"),
                                Map.entry("transforms.mark.static.field", "by"),
                                Map.entry("transforms.mark.static.value", "stock"),
                                Map.entry("transforms.route.type", "RegexRouter"),
                                Map.entry("transforms.route.regex", "(stock)-in"),
                                Map.entry("transforms.route.replacement", "$1-out"),
                                Map.entry("transforms.route.predicate", "ours"),
                                Map.entry("predicates", "ours"),
                                Map.entry("predicates.ours.type", "TopicNameMatches"),
                                Map.entry("predicates.ours.pattern", "stock-.*")))
                .require(201);
        api.create("sink", Map.of("connector.class", "FileStreamSink", "file", out.toString(), "topics", "stock-out"))
                .require(201);

        Scripts.awaitLines(out, 2);
        assertEquals(Set.of("Struct{line=one,by=stock}", "Struct{line=two,by=stock}"), Scripts.distinctLines(out));
    }

    @Test
    void aWorkerWithBasicAuthenticationAsksForAPassword() throws Exception {
        Path credentials = Files.writeString(folder.resolve("credentials"), "alice=secret\n");
        Path jaas = Files.writeString(
                folder.resolve("jaas.conf"),
                "KafkaConnect {\n"
                        + "  org.apache.kafka.connect.rest.basic.auth.extension.PropertyFileLoginModule required\n"
                        + "  file=\"" + credentials + "\";\n};\n");
        start(
                Map.of("KAFKA_OPTS", "-Djava.security.auth.login.config=" + jaas),
                "--override",
                "rest.extension.classes="
                        + "org.apache.kafka.connect.rest.basic.auth.extension.BasicAuthSecurityRestExtension");

        Await.until("alice gets in", Scripts.PATIENCE, () -> {
            try {
                return ask("alice:secret").statusCode() == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        HttpResponse<String> refused = ask("alice:wrong");
        assertEquals(401, refused.statusCode());
        assertEquals("User cannot access the resource.", refused.body());
        assertEquals(List.of(), refused.headers().allValues("WWW-Authenticate"));
    }

    private HttpResponse<String> ask(String userAndPassword) throws IOException, InterruptedException {
        String credentials = Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/connectors"))
                                .header("Authorization", "Basic " + credentials)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static Set<String> offered(RestApi api, String type) {
        Set<String> classes = new TreeSet<>();
        for (JsonNode plugin :
                api.get("/connector-plugins?connectorsOnly=false").json()) {
            if (plugin.get("type").asText().equals(type)) {
                classes.add(plugin.get("class").asText());
            }
        }
        return classes;
    }

    private static Set<String> services(String type) throws IOException {
        return new TreeSet<>(Files.readAllLines(Scripts.HOME.resolve(
                "connect-transforms/src/main/resources/META-INF/services/org.apache.kafka.connect.transforms."
                        + type)));
    }

    private ChildProcess start(Map<String, String> environment, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                Scripts.config("connect-standalone.properties").toString(),
                "--override",
                "bootstrap.servers=" + broker.bootstrapServers(),
                "--override",
                "listeners=http://localhost:" + port,
                "--override",
                "offset.storage.file.filename=" + folder.resolve("offsets")));
        arguments.addAll(List.of(more));
        ChildProcess worker = Scripts.run(
                folder, "worker.log", environment, "connect-standalone.sh", arguments.toArray(new String[0]));
        started.add(worker);
        return worker;
    }
}
