// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.penstock.testkit.Await;
import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import dev.penstock.testkit.RestApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only shows between two workers that are processes of their own. */
@Tag("slow")
class TwoWorkersTest {
    @TempDir
    static Path brokerFolder;

    private static BrokerProcess broker;

    @TempDir
    private Path folder;

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
    void aLevelForTheClusterReachesEveryWorkerAndEndsWithIt() {
        String logger = "/admin/loggers/some.where";
        RestApi one = start("levels");
        RestApi other = start("levels");

        assertEquals(
                204,
                one.put(logger + "?scope=cluster", Map.of("level", "fatal")).status());
        for (RestApi each : List.of(one, other)) {
            Await.until(
                    "the level is there",
                    Scripts.PATIENCE,
                    () -> each.get(logger).status() == 200);
            assertEquals("FATAL", each.get(logger).json().get("level").asText());
        }
        one.put(logger, Map.of("level", "DEBUG")).require(200);
        assertEquals("DEBUG", one.get(logger).json().get("level").asText());
        assertEquals(
                "FATAL", other.get(logger).json().get("level").asText(), "without a scope it is this worker's own");
        assertEquals(404, start("levels").get(logger).status(), "a new worker has its own configuration");
    }

    @Test
    void everyNameWorksOverEveryWorker() throws Exception {
        Path input = Files.writeString(folder.resolve("in.txt"), "line\n");
        List<RestApi> workers = List.of(start("names"), start("names"));
        List<String> names = List.of(
                "with space",
                "a/b",
                "50%",
                "%2F",
                "a -> b",
                "semi;colon",
                "..",
                "dots..in",
                "\u65e5\u672c",
                "+",
                "q?#&=",
                "{x}",
                "\"q\"");
        for (int i = 0; i < names.size(); i++) {
            RestApi one = workers.get(i % 2);
            RestApi other = workers.get(1 - i % 2);
            String name = names.get(i);
            String path = "/connectors/"
                    + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
            Map<String, String> config =
                    Map.of("connector.class", "FileStreamSource", "file", input.toString(), "topic", "names");
            one.create(name, config).require(201);
            assertEquals(name, other.get(path).require(200).json().get("name").asText());
            Await.until(name + " runs", Scripts.PATIENCE, () -> one.isEverywhere(name, "RUNNING", 1));
            for (RestApi each : workers) { // one of them has to ask the other
                each.put(path + "/config", config).require(200);
                each.get(path + "/topics").require(200);
                each.put(path + "/pause", null).require(202);
                each.put(path + "/resume", null).require(202);
                each.post(path + "/restart?includeTasks=true", null).require(202);
                Await.until(name + " runs", Scripts.PATIENCE, () -> each.isEverywhere(name, "RUNNING", 1));
                each.post(path + "/restart", null).require(204);
                each.post(path + "/tasks/0/restart", null).require(204);
            }
            other.put(path + "/stop", null).require(204);
            Await.until(name + " is stopped", Scripts.PATIENCE, () -> other.isEverywhere(name, "STOPPED", 0));
            one.delete(path + "/offsets").require(200);
            other.delete(path).require(204);
            assertEquals(404, one.get(path).status(), name);
        }
    }

    private RestApi start(String group) {
        int port = BrokerProcess.freePort();
        ChildProcess worker = Scripts.run(
                folder,
                "worker-" + started.size() + ".log",
                "connect-distributed.sh",
                Scripts.config("connect-distributed.properties").toString(),
                "--override",
                "bootstrap.servers=" + broker.bootstrapServers(),
                "--override",
                "listeners=http://localhost:" + port,
                "--override",
                "group.id=" + group,
                "--override",
                "config.storage.topic=" + group + "-configs",
                "--override",
                "offset.storage.topic=" + group + "-offsets",
                "--override",
                "status.storage.topic=" + group + "-status",
                "--override",
                "scheduled.rebalance.max.delay.ms=0");
        started.add(worker);
        RestApi api = Scripts.awaitWorker(worker, port);
        Await.until(
                () -> "the worker is healthy:\n" + worker.output(),
                Scripts.PATIENCE,
                () -> api.get("/health").status() == 200);
        return api;
    }
}
