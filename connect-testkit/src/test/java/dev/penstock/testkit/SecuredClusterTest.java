// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that log in to their brokers over TLS, and speak TLS with each other. */
class SecuredClusterTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int COUNT = 300;
    private static final int PARTITIONS = 3;

    @TempDir
    static Path folder;

    private static TestKeys keys;
    private static BrokerProcess broker;
    private static String secured;

    @BeforeAll
    static void startBroker() throws IOException {
        keys = TestKeys.make(folder);
        secured = "localhost:" + BrokerProcess.freePort();
        Map<String, String> settings = new HashMap<>(keys.settings("listener.name.secured."));
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURED:SASL_SSL");
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("listener.name.secured.sasl.enabled.mechanisms", "PLAIN");
        settings.put(
                "listener.name.secured.plain.sasl.jaas.config", login("broker", "b") + " user_connect=\"s3cret\";");
        broker = BrokerProcess.start(
                Files.createDirectories(folder.resolve("broker")), "SECURED://" + secured, settings);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + user + "\" password=\""
                + password + "\"";
    }

    /** For the worker itself, and for what it makes for connectors. */
    private static Map<String, String> settings(String password) {
        Map<String, String> settings = new HashMap<>();
        for (String prefix : new String[] {"", "producer.", "consumer.", "admin."}) {
            settings.putAll(keys.trustSettings(prefix));
            settings.put(prefix + "security.protocol", "SASL_SSL");
            settings.put(prefix + "sasl.mechanism", "PLAIN");
            settings.put(prefix + "sasl.jaas.config", login("connect", password) + ";");
        }
        return settings;
    }

    @Test
    void recordsFlowAndWorkersWithCertificatesAnswerForEachOther() {
        usesTheCluster("required");
    }

    @Test
    @Tag("slow")
    void recordsFlowAndWorkersAnswerForEachOther() {
        usesTheCluster("none");
    }

    private static void usesTheCluster(String clientAuthentication) {
        Map<String, String> settings = settings("s3cret");
        settings.putAll(keys.settings("listeners.https."));
        settings.put("listeners", "https://localhost:0");
        settings.put("listeners.https.ssl.client.auth", clientAuthentication);
        String topic = "secured-" + clientAuthentication;
        String sink = "snk-" + clientAuthentication;
        try (EmbeddedWorkers workers = EmbeddedWorkers.start(secured, 2, settings, keys.context())) {
            workers.api(0)
                    .create("src", Map.of("connector.class", "ScriptedSource", "topic", topic, "count", "" + COUNT))
                    .require(201);
            workers.api(1)
                    .create(sink, Map.of("connector.class", "RecordingSink", "topics", topic))
                    .require(201);
            Await.until("both run", PATIENCE, () -> Spread.of(workers.api(0)).runs(2, 2));

            for (int worker = 0; worker < 2; worker++) {
                for (String connector : new String[] {"src", sink}) {
                    String path = "/connectors/" + connector;
                    RestApi api = workers.api(worker);
                    assertEquals(204, api.post(path + "/restart", null).status());
                    assertEquals(204, api.post(path + "/tasks/0/restart", null).status());
                    Await.until("it runs again", PATIENCE, () -> api.isEverywhere(connector, "RUNNING", 1));
                }
            }
            Await.until(
                    "all arrived",
                    PATIENCE,
                    () -> RecordingSink.seen(sink).records.stream()
                                    .map(SinkRecord::value)
                                    .distinct()
                                    .count()
                            == COUNT);
            assertEquals(
                    LongStream.rangeClosed(1, COUNT).sum() * PARTITIONS,
                    RecordingSink.seen(sink).records.stream()
                            .map(each -> each.key() + "=" + each.value())
                            .distinct()
                            .mapToLong(each -> Long.parseLong(each.substring(each.indexOf('=') + 1)))
                            .sum());
        }
    }

    @Test
    void aWorkerThatMayNotLogInDoesNotStart() {
        assertThrows(ConnectException.class, () -> EmbeddedWorkers.start(secured, 1, settings("wrong"))
                .close());
    }
}
