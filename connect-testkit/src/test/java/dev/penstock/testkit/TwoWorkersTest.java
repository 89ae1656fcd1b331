// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the two workers of a cluster show, and what they do by themselves while connectors run. */
class TwoWorkersTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** The types of beans that only a member of a group has, or that tell of a whole worker. */
    private static final Set<String> MEMBER_TYPES = Set.of(
            "connect-worker-rebalance-metrics",
            "connect-coordinator-metrics",
            "connect-metrics",
            "connect-node-metrics",
            "kafka-metrics-count",
            "app-info");

    @TempDir
    static Path shared;

    private static EmbeddedKafka kafka;
    private static EmbeddedWorkers workers;

    @BeforeAll
    static void start() throws IOException {
        kafka = EmbeddedKafka.start();
        String allowed = Files.createDirectories(shared.resolve("allowed")).toString();
        workers = EmbeddedWorkers.start(
                kafka.bootstrapServers(),
                2,
                Map.of(
                        "config.providers",
                        "file,dir,expiring",
                        "config.providers.file.class",
                        "org.apache.kafka.common.config.provider.FileConfigProvider",
                        "config.providers.file.param.allowed.paths",
                        allowed,
                        "config.providers.dir.class",
                        "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
                        "config.providers.dir.param.allowed.paths",
                        allowed,
                        "config.providers.expiring.class",
                        ExpiringSecrets.class.getName()));
    }

    @AfterAll
    static void stop() {
        workers.close();
        kafka.close();
    }

    @AfterEach
    void deleteConnectors() {
        RestApi api = workers.api(0);
        Await.until("no connector is left", PATIENCE, () -> {
            JsonNode names = api.get("/connectors").json();
            names.forEach(name -> api.delete("/connectors/" + name.asText()));
            return names.isEmpty();
        });
    }

    @Test
    void everyMetricOfAMemberOfTheGroupIsThere() throws Exception {
        URI leader = workers.api(0).base();
        List<String> missing = new ArrayList<>();
        int looked = 0;
        try (InputStream input = getClass().getResourceAsStream("/spec/metrics.tsv")) {
            for (String line : new String(input.readAllBytes(), UTF_8).split("\n")) {
                String[] row = line.split("\t");
                if (MEMBER_TYPES.contains(row[0]) && row[row.length - 1].equals("yes")) {
                    looked++;
                    if (values(row[0], row[1], row[2], leader).isEmpty()) {
                        missing.add(row[0] + " {" + row[1] + "} " + row[2]);
                    }
                }
            }
        }
        assertEquals(List.of(), missing);
        assertEquals(89, looked, "rows of the table");

        String rebalances = "connect-worker-rebalance-metrics";
        assertEquals(List.of("SESSIONED"), values(rebalances, "", "connect-protocol", leader));
        assertEquals(List.of(leader.toString()), values(rebalances, "", "leader-name", leader));
        assertEquals(List.of(0.0), values(rebalances, "", "rebalancing", leader));
        assertTrue(number(rebalances, "", "completed-rebalances-total", leader) >= 1);
        assertTrue(number("connect-coordinator-metrics", "client-id", "join-total", leader) >= 2, "each came in turn");
        assertTrue(number("connect-metrics", "client-id", "request-total", leader) > 0);
        assertTrue(number("kafka-metrics-count", "client-id", "count", leader) > 50);
    }

    /** The attribute in every bean of the type that has exactly these tags and is not another worker's. */
    private static List<Object> values(String type, String tags, String attribute, URI worker) throws Exception {
        MBeanServer jmx = ManagementFactory.getPlatformMBeanServer();
        Set<String> keys = new HashSet<>(Set.of("type"));
        if (!tags.isEmpty()) {
            keys.addAll(List.of(tags.split(",")));
        }
        List<Object> values = new ArrayList<>();
        for (ObjectName bean : jmx.queryNames(new ObjectName("kafka.connect:type=" + type + ",*"), null)) {
            boolean anothers = tags.contains("id") && !bean.toString().contains(":" + worker.getPort());
            if (bean.getKeyPropertyList().keySet().equals(keys) && !anothers) {
                try {
                    values.add(jmx.getAttribute(bean, attribute));
                } catch (AttributeNotFoundException e) {
                    // Another bean may have it.
                }
            }
        }
        return values;
    }

    private static double number(String type, String tags, String attribute, URI worker) throws Exception {
        return (double) values(type, tags, attribute, worker).get(0);
    }

    @Test
    void aSinkReadsEveryTopicThatFitsItsPatternAndThoseThatComeLater() {
        kafka.createTopic("fits-one", 1, Map.of());
        kafka.createTopic("not-fits-one", 1, Map.of()); // the pattern fits only a part of its name
        kafka.produce("not-fits-one", null, "unwanted".getBytes(UTF_8));
        kafka.produce("fits-one", null, "first".getBytes(UTF_8));
        workers.api(0)
                .create(
                        "by-pattern",
                        Map.of(
                                "connector.class", "RecordingSink",
                                "topics.regex", "fits-.*",
                                "value.converter", "org.apache.kafka.connect.storage.StringConverter",
                                "consumer.override.metadata.max.age.ms", "300"))
                .require(201);
        Await.until("the topic that is there is read", PATIENCE, () -> read().equals(Set.of("fits-one first")));

        kafka.createTopic("fits-two", 1, Map.of());
        kafka.produce("fits-two", null, "second".getBytes(UTF_8));

        Await.until(() -> "both are read, it is " + read(), PATIENCE, () -> read().equals(
                        Set.of("fits-one first", "fits-two second")));
        kafka.produce("fits-one", null, "third".getBytes(UTF_8));
        Await.until(() -> "the first is still read, it is " + read(), PATIENCE, () -> read().equals(
                        Set.of("fits-one first", "fits-two second", "fits-one third")));
    }

    private static Set<String> read() {
        List<SinkRecord> records = RecordingSink.seen("by-pattern").records;
        synchronized (records) {
            return records.stream()
                    .map(message -> message.topic() + " " + message.value())
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void aFailedConnectorComesBackByItselfOnWhicheverWorkerHasIt() {
        RestApi asked = workers.api(0);
        RestApi other = workers.api(1);
        List<String> names = List.of("refused-a", "refused-b", "refused-c", "refused-d");
        for (String name : names) {
            asked.create(
                            name,
                            Map.of(
                                    "connector.class", "ScriptedSource",
                                    "topic", "refused",
                                    "count", "1",
                                    "refused.starts", "2",
                                    "restart.policy", "on-failure",
                                    "restart.backoff.initial.ms", "200",
                                    "restart.backoff.max.ms", "60000"))
                    .require(201);
        }

        names.forEach(name -> Await.until(
                () -> "it runs: " + asked.status(name).text(), PATIENCE, () -> asked.isEverywhere(name, "RUNNING", 1)));

        String othersId = other.base().getHost() + ":" + other.base().getPort();
        List<String> elsewhere = names.stream()
                .filter(name -> asked.status(name)
                        .json()
                        .at("/connector/worker_id")
                        .asText()
                        .equals(othersId))
                .toList();
        assertEquals(2, elsewhere.size(), "they are spread evenly");
        for (String name : elsewhere) {
            assertEquals("[{\"task\":null,\"attempts\":2,\"next_at\":null}]", restarts(other, name));
            assertEquals("[]", restarts(asked, name));
        }
    }

    private static String restarts(RestApi api, String connector) {
        return api.get("/penstock/v1/connectors/" + connector)
                .require(200)
                .json()
                .get("restarts")
                .toString();
    }

    @Test
    void filesBeyondTheAllowedFoldersStayUnread() throws IOException {
        for (String folder : List.of("allowed", "forbidden")) {
            Path each = Files.createDirectories(shared.resolve(folder));
            Files.writeString(each.resolve("secrets.properties"), "password=of-" + folder + "\n");
        }
        List<String> references = List.of(
                "${file:" + shared.resolve("allowed/secrets.properties") + ":password}",
                "${dir:" + shared.resolve("allowed") + ":secrets.properties}",
                "${file:" + shared.resolve("forbidden/secrets.properties") + ":password}",
                "${dir:" + shared.resolve("forbidden") + ":secrets.properties}",
                "${file:" + shared.resolve("allowed/../forbidden/secrets.properties") + ":password}");
        for (int i = 0; i < references.size(); i++) {
            createWithSecret("reads-" + i, references.get(i), "restart");
        }

        List<String> given = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            String name = "reads-" + i;
            Await.until("it runs", PATIENCE, () -> workers.api(1).isEverywhere(name, "RUNNING", 1));
            given.add(String.join(",", ScriptedSource.seen(name).secrets).trim());
            assertEquals(
                    references.get(i),
                    workers.api(1)
                            .get("/connectors/" + name + "/config")
                            .json()
                            .get("secret")
                            .asText());
        }
        List<String> expected = new ArrayList<>(references);
        expected.set(0, "of-allowed");
        expected.set(1, "password=of-allowed");
        assertEquals(expected, given);
    }

    @Test
    void aConnectorWhoseSecretsExpireIsStartedAnewWithFreshOnes() {
        createWithSecret("keeps-stale", "${expiring:200:key}", "none");
        Await.until("it runs", PATIENCE, () -> workers.api(0).isEverywhere("keeps-stale", "RUNNING", 1));
        createWithSecret("wants-fresh", "${expiring:200:key}", "restart");

        Await.until(
                "it was started again and again",
                PATIENCE,
                () -> ScriptedSource.seen("wants-fresh").secrets.size() >= 3);

        assertEquals(1, ScriptedSource.seen("keeps-stale").secrets.size());
        Await.until("its task runs on", PATIENCE, () -> workers.api(0).isEverywhere("wants-fresh", "RUNNING", 1));
        assertEquals(1, ScriptedSource.seen("wants-fresh").starts.get(), "what needs no change is left alone");
    }

    private static void createWithSecret(String name, String reference, String reload) {
        workers.api(0)
                .create(
                        name,
                        Map.of(
                                "connector.class", "ScriptedSource",
                                "topic", "secretive",
                                "count", "1",
                                "secret", reference,
                                "config.action.reload", reload))
                .require(201);
    }
}
