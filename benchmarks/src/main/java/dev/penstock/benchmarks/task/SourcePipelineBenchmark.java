// SPDX-License-Identifier: Apache-2.0
package dev.penstock.benchmarks.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.runtime.errors.ErrorMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.Tolerance;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.pipeline.Converters;
import org.apache.kafka.connect.runtime.pipeline.LoadedPlugin;
import org.apache.kafka.connect.runtime.pipeline.SourcePipeline;
import org.apache.kafka.connect.runtime.pipeline.TransformationChain;
import org.apache.kafka.connect.runtime.pipeline.TransformationStage;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.apache.kafka.connect.transforms.RegexRouter;
import org.apache.kafka.connect.transforms.Transformation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One record through all stages of a source task, none of which fails: what the error policy and the chain add to the plugins
 * themselves, with errors tolerated or not. The plugins are as cheap as they can be.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SourcePipelineBenchmark {
    @Param({"NONE", "ALL"})
    public String tolerance;

    @Param({"0", "3"})
    public int transformations;

    private final Time time = Time.SYSTEM;
    private final ClassLoader loader = SourcePipelineBenchmark.class.getClassLoader();
    private final SourceRecord record =
            new SourceRecord(Map.of(), Map.of(), "orders", Schema.BYTES_SCHEMA, new byte[100]);
    private SourcePipeline pipeline;

    @Setup
    public void prepare() {
        ConnectorTaskId id = new ConnectorTaskId("load", 0);
        ConnectMetrics metrics = new ConnectMetrics("benchmark", new Metrics(), time);
        ErrorPolicy<SourceRecord> errors = new ErrorPolicy<>(
                new ErrorPolicy.Limits(0, 60_000, Tolerance.valueOf(tolerance)),
                List.of(),
                new ErrorMetrics(metrics, id, time),
                () -> false,
                () -> 0.5,
                time);
        Converters converters = new Converters(
                plugin(new StringConverter()), plugin(new ByteArrayConverter()), plugin(new SimpleHeaderConverter()));
        List<TransformationStage<SourceRecord>> stages = new ArrayList<>();
        for (int i = 0; i < transformations; i++) {
            Transformation<SourceRecord> router = new RegexRouter<>();
            router.configure(Map.of("regex", "nothing-like-it", "replacement", "x"));
            stages.add(new TransformationStage<>("route" + i, plugin(router), null, null, false));
        }
        pipeline = new SourcePipeline(converters, new TransformationChain<>(stages, errors), errors);
    }

    private <P> LoadedPlugin<P> plugin(P instance) {
        return new LoadedPlugin<>(instance, loader, null);
    }

    @Benchmark
    public ProducerRecord<byte[], byte[]> process() {
        pipeline.begin();
        try {
            return pipeline.process(record);
        } finally {
            pipeline.end();
        }
    }
}
