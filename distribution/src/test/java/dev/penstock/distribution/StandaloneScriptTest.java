// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.testkit.Await;
import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import dev.penstock.testkit.RestApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandaloneScriptTest {
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
    void createsConnectorsFromEveryFormOfFileAndIsHealthyWhenAllAreThere() throws Exception {
        Path properties = write("a.json", "name=a\nconnector.class=FileStreamSource\nfile=in.txt\ntopic=forms-a\n");
        Path flat = write(
                "b.properties",
                "{\"name\":\"b\",\"connector.class\":\"FileStreamSource\",\"file\":\"in.txt\",\"topic\":\"forms-b\"}");
        Path request = write(
                "c.txt",
                "{\"name\":\"c\",\"config\":{\"connector.class\":\"FileStreamSource\",\"file\":\"in.txt\","
                        + "\"topic\":\"forms-c\"},\"initial_state\":\"STOPPED\",\"ignored\":1}");
        ChildProcess worker = start(properties, flat, request);
        RestApi api = Scripts.awaitWorker(worker, port);

        Await.until("it is healthy", Scripts.PATIENCE, () -> api.get("/health").status() == 200);

        assertEquals(3, api.get("/connectors").json().size());
        assertEquals("STOPPED", api.status("c").json().at("/connector/state").asText());
        assertTrue(worker.output().indexOf("Created connector 'a'")
                < worker.output().indexOf("Created connector 'b'"));
        JsonNode created = api.create(
                        "d", Map.of("connector.class", "FileStreamSource", "file", "in.txt", "topic", "forms-d"))
                .require(201)
                .json();
        assertEquals(1, created.get("tasks").size(), "the answer lists the tasks");
    }

    @Test
    void endsWithThreeWhenAConnectorOfAFileCannotBeCreated() throws Exception {
        ChildProcess worker = start(
                write("good.properties", "name=good\nconnector.class=FileStreamSource\nfile=in.txt\ntopic=t\n"),
                write("bad.properties", "name=bad\nconnector.class=NoSuchConnector\n"));

        assertEquals(3, worker.waitFor(Scripts.PATIENCE), worker::output);
        assertTrue(worker.output().contains("Connector 'bad' of file"), worker::output);
    }

    /** The supplied files for the console: what the worker is fed goes through Kafka to where it writes. */
    @Test
    void theConsoleConnectorsReadWhatTheWorkerIsFedAndWriteItToItsOutput() throws Exception {
        Path fed = Files.writeString(folder.resolve("fed.txt"), "typed one\ntyped two\n");
        Path feed = write("feed.sh", "exec \"$@\" <" + fed + "\n");
        List<String> command = new ArrayList<>(List.of(
                "bash",
                feed.toString(),
                Scripts.HOME.resolve("bin/connect-standalone.sh").toString()));
        command.addAll(arguments(
                Scripts.config("connect-console-source.properties"),
                Scripts.config("connect-console-sink.properties")));
        ChildProcess worker = ChildProcess.start(
                command,
                Map.of("LOG_DIR", folder.resolve("logs").toString(), "KAFKA_HEAP_OPTS", "-Xmx512m"),
                folder,
                folder.resolve("worker.log"));
        started.add(worker);

        Await.until(
                () -> "both lines are on the console:\n" + worker.output(),
                Scripts.PATIENCE,
                () -> worker.output().lines().toList().containsAll(List.of("typed one", "typed two")));
    }

    @Test
    void refusesWhatOnlyClustersDo() throws Exception {
        ChildProcess worker =
                start(write("a.properties", "name=a\nconnector.class=FileStreamSource\nfile=in.txt\ntopic=refuse-a\n"));
        RestApi api = Scripts.awaitWorker(worker, port);
        Await.until("it is healthy", Scripts.PATIENCE, () -> api.get("/health").status() == 200);

        assertEquals(
                "Kafka Connect in standalone mode does not support externally setting task configurations.",
                api.post("/connectors/a/tasks", List.of())
                        .require(500)
                        .json()
                        .get("message")
                        .asText());
        assertEquals(
                "Kafka Connect in standalone mode does not support exactly-once source connectors.",
                api.put("/connectors/a/fence", null)
                        .require(500)
                        .json()
                        .get("message")
                        .asText());
        assertEquals(143, worker.terminate());
    }

    private Path write(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text);
    }

    private ChildProcess start(Path... connectors) {
        ChildProcess worker = Scripts.run(
                folder,
                "worker.log",
                "connect-standalone.sh",
                arguments(connectors).toArray(new String[0]));
        started.add(worker);
        return worker;
    }

    private List<String> arguments(Path... connectors) {
        List<String> arguments = new ArrayList<>(List.of(
                Scripts.config("connect-standalone.properties").toString(),
                "--override",
                "bootstrap.servers=" + broker.bootstrapServers(),
                "--override",
                "listeners=http://localhost:" + port,
                "--override",
                "offset.storage.file.filename=" + folder.resolve("offsets")));
        for (Path connector : connectors) {
            arguments.add(connector.toString());
        }
        return arguments;
    }
}
