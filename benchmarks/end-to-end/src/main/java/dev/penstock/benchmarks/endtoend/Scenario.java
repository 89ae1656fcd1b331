// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.endtoend;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One way that records go.
 *
 * @param shape      of the values, see {@link dev.penstock.benchmarks.load.LoadRecords}
 * @param records    how many a sink's topic has; zero for a source
 * @param connector  settings of the connector beside its name and topic
 * @param worker     settings of both workers beside the stock ones
 */
record Scenario(String name, String shape, long records, Map<String, String> connector, Map<String, String> worker) {
    private static final String LOAD = "dev.penstock.benchmarks.load.";
    private static final String JSON = "org.apache.kafka.connect.json.JsonConverter";
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";
    private static final String TRANSFORMS = "org.apache.kafka.connect.transforms.";

    /** All that a run knows; {@code lines} is the file that the file source reads. */
    static List<Scenario> all(Path lines) {
        Map<String, String> rows = source("row", JSON);
        return List.of(
                new Scenario("source-json-1k", "row", 0, rows, Map.of()),
                new Scenario("source-json-1k-256k-batches", "row", 0, rows, Map.of("producer.batch.size", "262144")),
                new Scenario("source-json-small", "flat", 0, source("flat", JSON), Map.of()),
                new Scenario("source-bytes-100", "bytes", 0, source("bytes", BYTES), Map.of()),
                new Scenario("source-3-smts", "flat", 0, smts(source("flat", JSON)), Map.of()),
                new Scenario("sink-json-1k", "row", 400_000, sink(JSON, 400_000), Map.of()),
                new Scenario("sink-bytes-100", "bytes", 3_000_000, sink(BYTES, 3_000_000), Map.of()),
                new Scenario(
                        "file-source",
                        "bytes",
                        0,
                        Map.of(
                                "connector.class", "FileStreamSource",
                                "file", lines.toString(),
                                "value.converter", "org.apache.kafka.connect.storage.StringConverter"),
                        Map.of()));
    }

    private static Map<String, String> source(String shape, String converter) {
        return Map.of("connector.class", LOAD + "LoadSource", "shape", shape, "value.converter", converter);
    }

    private static Map<String, String> sink(String converter, long records) {
        return Map.of(
                "connector.class",
                LOAD + "LoadSink",
                "records",
                Long.toString(records),
                "value.converter",
                converter,
                "consumer.override.auto.offset.reset",
                "earliest");
    }

    private static Map<String, String> smts(Map<String, String> source) {
        Map<String, String> settings = new java.util.HashMap<>(source);
        settings.put("transforms", "insert,rename,mask");
        settings.put("transforms.insert.type", TRANSFORMS + "InsertField$Value");
        settings.put("transforms.insert.static.field", "site");
        settings.put("transforms.insert.static.value", "north");
        settings.put("transforms.rename.type", TRANSFORMS + "ReplaceField$Value");
        settings.put("transforms.rename.renames", "customer:client");
        settings.put("transforms.mask.type", TRANSFORMS + "MaskField$Value");
        settings.put("transforms.mask.fields", "note");
        return settings;
    }

    boolean isSink() {
        return records > 0;
    }

    boolean isFile() {
        return connector.containsKey("file");
    }
}
