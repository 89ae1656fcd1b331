// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One value to JSON and back, with its schema and without. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonConverterBenchmark {
    @Param({"FLAT", "NESTED"})
    public String record;

    @Param({"true", "false"})
    public String schemas;

    private final JsonConverter converter = new JsonConverter();
    private Struct value;
    private byte[] json;

    @Setup
    public void prepare() {
        converter.configure(Map.of("schemas.enable", schemas), false);
        value = Orders.valueOf(record).value();
        json = write();
    }

    @Benchmark
    public byte[] write() {
        return converter.fromConnectData("orders", value.schema(), value);
    }

    @Benchmark
    public SchemaAndValue read() {
        return converter.toConnectData("orders", json);
    }
}
