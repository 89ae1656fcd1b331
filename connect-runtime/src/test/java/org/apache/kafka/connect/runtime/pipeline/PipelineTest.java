// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.runtime.FakeTime;
import org.apache.kafka.connect.runtime.InternalSinkRecord;
import org.apache.kafka.connect.runtime.errors.DeadLetterQueue;
import org.apache.kafka.connect.runtime.errors.ErrorMetrics;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.ErrorReporter;
import org.apache.kafka.connect.runtime.errors.Tolerance;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.metrics.MetricGroup;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.apache.kafka.connect.transforms.Transformation;
import org.apache.kafka.connect.transforms.predicates.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineTest {
    private static final ConnectorTaskId ID = new ConnectorTaskId("m-dlq", 0);
    private static final ClassLoader OWN = PipelineTest.class.getClassLoader();

    private final FakeTime time = new FakeTime();
    private final ConnectMetrics registry = new ConnectMetrics("w", new Metrics(), time);
    private final ErrorMetrics errorMetrics = new ErrorMetrics(registry, ID, time);
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    @AfterEach
    void close() {
        registry.close();
    }

    // ---- sinks

    @Test
    void sinkRecordsAreConvertedThenTransformedAndRememberTheirOrigin() {
        SinkPipeline pipeline =
                sink(strings(), List.of(stage("up", r -> withValue(r, r.value() + "!"))), Tolerance.NONE);
        ConsumerRecord<byte[], byte[]> message = message("k", "v");
        message.headers().add("h", bytes("7"));

        InternalSinkRecord record = Objects.requireNonNull(pipeline.process(message));

        assertEquals("k", record.key());
        assertEquals("v!", record.value());
        assertEquals((byte) 7, record.headers().lastWithName("h").value());
        assertSame(message, record.context().original());
        assertEquals("t", record.originalTopic());
        assertEquals(5, record.originalKafkaOffset());
        assertNull(record.timestamp());
    }

    @Test
    void aTransformationThatMakesRecordsFromScratchKeepsTheOrigin() {
        SinkPipeline pipeline = sink(
                strings(),
                List.of(stage("new", r -> new SinkRecord("other", 9, null, null, null, "x", 99))),
                Tolerance.NONE);
        ConsumerRecord<byte[], byte[]> message = message("k", "v");

        InternalSinkRecord record = Objects.requireNonNull(pipeline.process(message));

        assertEquals("other", record.topic());
        assertSame(message, record.context().original());
    }

    @Test
    void aDroppedRecordGoesNoFurther() {
        List<Object> seen = new ArrayList<>();
        SinkPipeline pipeline = sink(
                strings(),
                List.of(stage("drop", r -> null), stage("after", r -> {
                    seen.add(r.value());
                    return r;
                })),
                Tolerance.NONE);

        assertNull(pipeline.process(message("k", "v")));
        assertTrue(seen.isEmpty());
    }

    @Test
    void predicatesDecideAndNegateTurnsThemRound() {
        TransformationStage<SinkRecord> when = guarded(false);
        TransformationStage<SinkRecord> unless = guarded(true);

        assertEquals("v!", value(sink(strings(), List.of(when), Tolerance.NONE), "v"));
        assertEquals("x", value(sink(strings(), List.of(when), Tolerance.NONE), "x"));
        assertEquals("v", value(sink(strings(), List.of(unless), Tolerance.NONE), "v"));
        assertEquals("x!", value(sink(strings(), List.of(unless), Tolerance.NONE), "x"));
    }

    @Test
    void failedRecordsReachTheDeadLetterQueueAsARealWorkerWritesThem() throws Exception {
        JsonNode vector;
        try (InputStream input = PipelineTest.class.getResourceAsStream("/spec/wire/dlq-records.json")) {
            assertNotNull(input);
            vector = new ObjectMapper().readTree(input);
        }
        JsonConverter json = new JsonConverter();
        json.configure(Map.of("schemas.enable", "true"), false);
        Converters converters = new Converters(plugin(string(true)), plugin(json), headerPlugin());
        DeadLetterQueue<ConsumerRecord<byte[], byte[]>> letters = new DeadLetterQueue<>(
                "dlq",
                true,
                ID,
                producer,
                errorMetrics,
                m -> new DeadLetterQueue.Letter(
                        m.key(), m.value(), null, m.headers(), m.topic(), m.partition(), m.offset()));
        SinkPipeline pipeline = sink(converters, List.of(), Tolerance.ALL, letters);

        for (JsonNode expected : vector.get("records")) {
            String value = expected.get("value").asText();
            assertNull(pipeline.process(
                    new ConsumerRecord<>("m-bad", 0, expected.get("offset").asLong(), null, bytes(value))));
            ProducerRecord<byte[], byte[]> letter =
                    producer.history().get(producer.history().size() - 1);
            assertNull(letter.key());
            assertArrayEquals(bytes(value), letter.value());
            Header[] headers = letter.headers().toArray();
            assertEquals(expected.get("headers").size(), headers.length);
            for (int i = 0; i < headers.length; i++) {
                JsonNode header = expected.get("headers").get(i);
                assertEquals(header.get("key").asText(), headers[i].key());
                String text = new String(headers[i].value(), StandardCharsets.UTF_8);
                String wanted = header.get("value").asText();
                if (wanted.startsWith("<<starts>>")) {
                    assertTrue(text.startsWith(wanted.substring("<<starts>>".length())), text);
                } else {
                    assertEquals(wanted, text);
                }
            }
        }
    }

    @Test
    void contextLoaderIsEachPluginsOwnAndIsPutBack() {
        ClassLoader other = new URLClassLoader(new URL[0], OWN);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        List<ClassLoader> seen = new ArrayList<>();
        TransformationStage<SinkRecord> stage = new TransformationStage<>(
                "s",
                new LoadedPlugin<>(
                        new Scripted<SinkRecord>(r -> {
                            seen.add(Thread.currentThread().getContextClassLoader());
                            return r;
                        }),
                        other,
                        null),
                null,
                null,
                false);
        SinkPipeline pipeline = sink(strings(), List.of(stage), Tolerance.NONE);

        pipeline.begin();
        pipeline.process(message("k", "v"));
        pipeline.end();

        assertEquals(List.of(other), seen);
        assertSame(before, Thread.currentThread().getContextClassLoader());
    }

    // ---- sources

    @Test
    void sourceRecordsAreTransformedThenConvertedWithTheirHeaders() {
        SourcePipeline pipeline =
                source(strings(), List.of(stage("up", r -> withValue(r, r.value() + "!"))), Tolerance.NONE);
        SourceRecord original = record("v", 12L);
        original.headers().addInt("n", 3);

        ProducerRecord<byte[], byte[]> sent = Objects.requireNonNull(pipeline.process(original));
        ProducerRecord<byte[], byte[]> next = Objects.requireNonNull(pipeline.process(record("w", -1L)));

        assertEquals("v!", new String(sent.value(), StandardCharsets.UTF_8));
        assertEquals("3", new String(sent.headers().lastHeader("n").value(), StandardCharsets.UTF_8));
        assertEquals(12L, sent.timestamp());
        assertEquals(0, next.headers().toArray().length, "headers of one record do not leak into the next");
        assertNull(next.timestamp());
    }

    @Test
    void anotherNegativeTimestampIsAnError() {
        SourcePipeline pipeline = source(strings(), List.of(), Tolerance.ALL);
        assertThrows(ConnectException.class, () -> pipeline.process(record("v", -2L)));
    }

    @Test
    void anEmptyKeyIsNotTakenForADroppedRecord() {
        SourcePipeline pipeline = source(strings(), List.of(), Tolerance.NONE);
        SourceRecord empty = new SourceRecord(Map.of(), Map.of(), "t", null, Schema.STRING_SCHEMA, "", null, "");
        assertNotNull(pipeline.process(empty));
    }

    @Test
    void sourceFailuresAreToleratedOrThrown() {
        List<TransformationStage<SourceRecord>> bad = List.of(stage("bad", r -> {
            throw new DataException("no");
        }));
        assertNull(source(strings(), bad, Tolerance.ALL).process(record("v", null)));
        ConnectException error = assertThrows(ConnectException.class, () -> source(strings(), bad, Tolerance.NONE)
                .process(record("v", null)));
        assertInstanceOf(DataException.class, error.getCause());
    }

    @Test
    void chainPublishesItsStages() {
        TransformationChain<ConsumerRecord<byte[], byte[]>, SinkRecord> chain =
                new TransformationChain<>(List.of(guarded(false)), policy(Tolerance.NONE));
        List<MetricGroup> groups = chain.publish(registry, ID);

        var name = registry.registry()
                .metricName(
                        MetricNames.PREDICATE_CLASS,
                        MetricNames.PREDICATE_GROUP,
                        Map.of("connector", "m-dlq", "task", "0", "predicate", "isV"));
        assertEquals(IsV.class.getName(), registry.registry().metric(name).metricValue());
        groups.forEach(MetricGroup::close);
        assertNull(registry.registry().metric(name));
    }

    // ---- helpers

    private SinkPipeline sink(
            Converters converters, List<TransformationStage<SinkRecord>> stages, Tolerance tolerance) {
        ErrorPolicy<ConsumerRecord<byte[], byte[]>> policy = policy(tolerance);
        return new SinkPipeline(converters, new TransformationChain<>(stages, policy), policy);
    }

    private SinkPipeline sink(
            Converters converters,
            List<TransformationStage<SinkRecord>> stages,
            Tolerance tolerance,
            ErrorReporter<ConsumerRecord<byte[], byte[]>> reporter) {
        ErrorPolicy<ConsumerRecord<byte[], byte[]>> policy = policy(tolerance, List.of(reporter));
        return new SinkPipeline(converters, new TransformationChain<>(stages, policy), policy);
    }

    private SourcePipeline source(
            Converters converters, List<TransformationStage<SourceRecord>> stages, Tolerance tolerance) {
        ErrorPolicy<SourceRecord> policy = policy(tolerance);
        return new SourcePipeline(converters, new TransformationChain<>(stages, policy), policy);
    }

    private <T> ErrorPolicy<T> policy(Tolerance tolerance) {
        return policy(tolerance, List.of());
    }

    private <T> ErrorPolicy<T> policy(Tolerance tolerance, List<ErrorReporter<T>> reporters) {
        return new ErrorPolicy<>(
                new ErrorPolicy.Limits(0, 60_000, tolerance), reporters, errorMetrics, () -> false, () -> 0.5, time);
    }

    private static Converters strings() {
        return new Converters(plugin(string(true)), plugin(string(false)), headerPlugin());
    }

    private static Converter string(boolean key) {
        StringConverter converter = new StringConverter();
        converter.configure(Map.of(), key);
        return converter;
    }

    private static LoadedPlugin<Converter> plugin(Converter instance) {
        return new LoadedPlugin<>(instance, OWN, "1");
    }

    private static LoadedPlugin<HeaderConverter> headerPlugin() {
        return new LoadedPlugin<>(new SimpleHeaderConverter(), OWN, "1");
    }

    private static <R extends ConnectRecord<R>> TransformationStage<R> stage(
            String alias, Function<R, @Nullable R> change) {
        return new TransformationStage<>(
                alias, new LoadedPlugin<>(new Scripted<>(change), OWN, "1"), null, null, false);
    }

    private static TransformationStage<SinkRecord> guarded(boolean negate) {
        return new TransformationStage<>(
                "up",
                new LoadedPlugin<>(new Scripted<>(r -> withValue(r, r.value() + "!")), OWN, "1"),
                "isV",
                new LoadedPlugin<>(new IsV(), OWN, "1"),
                negate);
    }

    private static <R extends ConnectRecord<R>> R withValue(R r, Object value) {
        return r.newRecord(
                r.topic(), r.kafkaPartition(), r.keySchema(), r.key(), r.valueSchema(), value, r.timestamp());
    }

    private static Object value(SinkPipeline pipeline, String value) {
        return Objects.requireNonNull(pipeline.process(message("k", value))).value();
    }

    private static ConsumerRecord<byte[], byte[]> message(String key, String value) {
        return new ConsumerRecord<>("t", 0, 5, bytes(key), bytes(value));
    }

    private static SourceRecord record(String value, @Nullable Long timestamp) {
        return new SourceRecord(
                Map.of("p", 1), Map.of("o", 1), "t", null, null, null, Schema.STRING_SCHEMA, value, timestamp);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Scripted<R extends ConnectRecord<R>> implements Transformation<R> {
        private final Function<R, @Nullable R> change;

        private Scripted(Function<R, @Nullable R> change) {
            this.change = change;
        }

        @Override
        public @Nullable R apply(R message) {
            return change.apply(message);
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }

    private static final class IsV implements Predicate<SinkRecord> {
        @Override
        public boolean test(SinkRecord message) {
            return message.value().equals("v");
        }

        @Override
        public ConfigDef config() {
            return new ConfigDef();
        }

        @Override
        public void configure(Map<String, ?> configs) {}

        @Override
        public void close() {}
    }
}
