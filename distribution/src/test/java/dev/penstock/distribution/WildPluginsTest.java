// SPDX-License-Identifier: Apache-2.0
package dev.penstock.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.penstock.testkit.Await;
import dev.penstock.testkit.BrokerProcess;
import dev.penstock.testkit.ChildProcess;
import dev.penstock.testkit.RestApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins as others publish them, unmodified, in a worker of the scripts. */
@Tag("slow")
class WildPluginsTest {
    private static final int ROWS = Integer.getInteger("penstock.wild.rows", 20_000);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String COLUMNS =
            "id int primary key, name text, amount numeric(12,2), weight double precision,"
                    + " big bigint, good boolean, made timestamp, day date, raw bytea, note varchar(40)";
    private static final String VALUES = "i, 'n\\u00e4me ' || i, i / 7.0, i * 1.25, i * 4000000000, i % 3 = 0,"
            + " timestamp '2024-02-29 12:34:56.789' + i * interval '1 minute', date '1999-12-31' + i,"
            + " decode(md5(i::text), 'hex'), case when i % 5 = 0 then null else 'note ' || i end";

    @TempDir
    static Path brokerFolder;

    private static BrokerProcess broker;

    @TempDir
    private Path folder;

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
    void debeziumCopiesATableAndItsChangesFromOneDatabaseToAnother() {
        PostgresServer.whyNot().ifPresent(why -> {
            System.out.println("SKIPPED: Debezium between databases, because there is " + why);
            assumeTrue(false, why);
        });
        try (PostgresServer postgres = PostgresServer.start()) {
            postgres.sql("create table orders (" + COLUMNS + "); alter table orders replica identity full;"
                    + " insert into orders select " + VALUES + " from generate_series(1, " + ROWS + ") i");
            RestApi api = start("first.log");
            long began = System.nanoTime();
            api.create("from-postgres", source(postgres)).require(201);
            api.create("to-postgres", sink(postgres)).require(201);
            awaitEqual(postgres, api, "the snapshot");
            long snapshotMs = (System.nanoTime() - began) / 1_000_000;

            began = System.nanoTime();
            change(postgres, ROWS);
            awaitEqual(postgres, api, "the streamed changes");
            long streamedMs = (System.nanoTime() - began) / 1_000_000;

            assertEquals(143, started.get(0).terminate());
            change(postgres, 2 * ROWS);
            RestApi again = start("second.log");
            String end = awaitEqual(postgres, again, "what changed while no worker ran");
            started.forEach(worker -> assertFalse(worker.output().contains("cannot be used"), worker::output));
            for (String connector : List.of("from-postgres", "to-postgres")) {
                assertTrue(again.isEverywhere(connector, "RUNNING", 1), () -> again.status(connector)
                        .text());
            }
            System.out.printf(
                    "Debezium, PostgreSQL to PostgreSQL: %d rows copied in %d ms, %d changes streamed in %d ms, %d more after"
                            + " a restart; source and sink: rows|checksum %s%n",
                    ROWS, snapshotMs, changes(), streamedMs, changes(), end);
        }
    }

    /** As many inserts as a fifth of the rows, as many updates, and half as many deletes, one transaction each. */
    private static void change(PostgresServer postgres, int above) {
        int fifth = ROWS / 5;
        postgres.sql("insert into orders select " + VALUES + " from generate_series(" + (above + 1) + ", "
                + (above + fifth) + ") i");
        postgres.sql("update orders set amount = amount + 1000000.01, note = 'changed', raw = null where id in"
                + " (select id from orders order by md5(id::text) limit " + fifth + ")");
        postgres.sql("delete from orders where id in (select id from orders order by md5('x' || id) limit " + fifth / 2
                + ")");
    }

    private static int changes() {
        int fifth = ROWS / 5;
        return fifth + fifth + fifth / 2;
    }

    private static String awaitEqual(PostgresServer postgres, RestApi api, String what) {
        String wanted = fingerprint(postgres, "orders");
        Await.until(
                () -> what + " arrived: " + wanted + " but there is " + fingerprint(postgres, "copied") + "\n"
                        + api.get("/connectors?expand=status").text(),
                PATIENCE,
                () -> postgres.sql("select to_regclass('copied') is not null").equals("t")
                        && fingerprint(postgres, "copied").equals(wanted));
        return wanted;
    }

    /** Row count and a checksum of every column, in the types of the source whatever those of the table are. */
    private static String fingerprint(PostgresServer postgres, String table) {
        return postgres.sql(
                "select count(*), md5(coalesce(string_agg(md5(row(id, name, amount::numeric(12,2), weight, big,"
                        + " good, made::timestamp, day::date, raw, note)::text), '' order by id), '')) from " + table);
    }

    private static Map<String, String> source(PostgresServer postgres) {
        return new HashMap<>(Map.of(
                "connector.class", "io.debezium.connector.postgresql.PostgresConnector",
                "database.hostname", "127.0.0.1",
                "database.port", String.valueOf(postgres.port()),
                "database.user", postgres.user(),
                "database.password", "unused",
                "database.dbname", "postgres",
                "topic.prefix", "wild",
                "table.include.list", "public.orders",
                "plugin.name", "pgoutput",
                "publication.autocreate.mode", "filtered"));
    }

    private static Map<String, String> sink(PostgresServer postgres) {
        return new TreeMap<>(Map.of(
                "connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector",
                "topics", "wild.public.orders",
                "connection.url", "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres",
                "connection.username", postgres.user(),
                "connection.password", "unused",
                "insert.mode", "upsert",
                "delete.enabled", "true",
                "primary.key.mode", "record_key",
                "schema.evolution", "basic",
                "collection.name.format", "copied"));
    }

    @Test
    void mongoDbsConnectorsAreFoundDescribedAndValidated() {
        RestApi api = start("mongo.log");
        Map<String, String> versions = new TreeMap<>();
        for (JsonNode plugin : api.get("/connector-plugins").json()) {
            versions.put(plugin.get("class").asText(), plugin.get("version").asText());
        }
        for (String connector : List.of("MongoSourceConnector", "MongoSinkConnector")) {
            String name = "com.mongodb.kafka.connect." + connector;
            assertTrue(versions.containsKey(name), versions::toString);
            JsonNode keys = api.get("/connector-plugins/" + name + "/config")
                    .require(200)
                    .json();
            Map<String, String> config = Map.of(
                    "connector.class",
                    name,
                    "name",
                    "mongo",
                    "topics",
                    "t",
                    "connection.uri",
                    "mongodb://127.0.0.1:" + BrokerProcess.freePort() + "/?serverSelectionTimeoutMS=500");
            JsonNode verdict = api.put("/connector-plugins/" + connector + "/config/validate", config)
                    .require(200)
                    .json();
            System.out.printf(
                    "%s %s: %d keys, %d validated, errors: %s%n",
                    name,
                    versions.get(name),
                    keys.size(),
                    verdict.get("configs").size(),
                    errors(verdict));
            assertTrue(keys.size() > 50, keys::toString);
            assertTrue(verdict.get("configs").size() > 50, verdict::toString);
            assertEquals(errors(verdict).size(), verdict.get("error_count").asInt());
            assertEquals(
                    connector.equals("MongoSourceConnector")
                            ? Map.of("connection.uri", "Unable to connect to the server.")
                            : Map.of(
                                    "database",
                                    "Missing required configuration \"database\" which has no default value."),
                    errors(verdict));
        }
    }

    private static Map<String, String> errors(JsonNode verdict) {
        Map<String, String> errors = new TreeMap<>();
        for (JsonNode each : verdict.get("configs")) {
            if (!each.at("/value/errors").isEmpty()) {
                errors.put(
                        each.at("/value/name").asText(),
                        each.at("/value/errors/0").asText());
            }
        }
        return errors;
    }

    private RestApi start(String log) {
        ChildProcess worker = Scripts.run(
                folder,
                log,
                "connect-distributed.sh",
                Scripts.config("connect-distributed.properties").toString(),
                "--override",
                "bootstrap.servers=" + broker.bootstrapServers(),
                "--override",
                "listeners=http://localhost:" + port,
                "--override",
                "plugin.path=" + WildPlugins.pluginPath(),
                "--override",
                "offset.flush.interval.ms=1000",
                "--override",
                "penstock.plugin.index.path=" + folder.resolve("index"));
        started.add(worker);
        RestApi api = Scripts.awaitWorker(worker, port);
        Await.until(
                () -> "the worker is healthy:\n" + worker.output(),
                PATIENCE,
                () -> api.get("/health").status() == 200);
        return api;
    }
}
