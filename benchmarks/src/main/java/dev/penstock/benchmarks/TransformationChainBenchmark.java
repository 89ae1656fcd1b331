// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.transforms.Cast;
import org.apache.kafka.connect.transforms.InsertField;
import org.apache.kafka.connect.transforms.RegexRouter;
import org.apache.kafka.connect.transforms.ReplaceField;
import org.apache.kafka.connect.transforms.Transformation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One record through four transformations, without the worker around them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TransformationChainBenchmark {
    private final List<Transformation<SourceRecord>> chain = new ArrayList<>();
    private SourceRecord record;

    @Setup
    public void prepare() {
        add(new InsertField.Value<>(), Map.of("static.field", "site", "static.value", "north"));
        add(new ReplaceField.Value<>(), Map.of("exclude", "text4", "renames", "text0:name"));
        add(new Cast.Value<>(), Map.of("spec", "count0:string,price:float32"));
        add(new RegexRouter<>(), Map.of("regex", "(.*)-raw", "replacement", "$1"));
        Struct value = Orders.FLAT.value();
        record = new SourceRecord(Map.of(), Map.of(), "orders-raw", value.schema(), value);
    }

    private void add(Transformation<SourceRecord> transformation, Map<String, String> config) {
        transformation.configure(config);
        chain.add(transformation);
    }

    @Benchmark
    public SourceRecord transform() {
        SourceRecord current = record;
        for (Transformation<SourceRecord> transformation : chain) current = transformation.apply(current);
        return current;
    }
}
