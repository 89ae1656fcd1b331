// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static dev.penstock.testkit.WorkerHarness.await;
import static dev.penstock.testkit.WorkerHarness.nullable;
import static dev.penstock.testkit.WorkerHarness.sink;
import static dev.penstock.testkit.WorkerHarness.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A record that chokes a step on its way: it fails the task or goes to the dead letters, and no other record is lost. */
@Timeout(120)
class PoisonOnKafkaTest {
    private static @Nullable EmbeddedKafka kafka;
    private static @Nullable WorkerHarness harness;

    /** A step that chokes, by the setting that makes it do so. */
    enum Step {
        TRANSFORMATION("transforms.choke.type"),
        KEY_CONVERTER("key.converter"),
        VALUE_CONVERTER("value.converter"),
        HEADER_CONVERTER("header.converter");

        private final String setting;

        Step(String setting) {
            this.setting = setting;
        }

        void addTo(Map<String, String> config) {
            config.put(setting, Choking.class.getName());
            if (this == TRANSFORMATION) {
                config.put("transforms", "choke");
            }
        }

        String in(String what) {
            return what + "-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @BeforeAll
    static void startWorker() {
        kafka = EmbeddedKafka.start();
        harness =
                new WorkerHarness(kafka, Map.of("value.converter", "org.apache.kafka.connect.storage.StringConverter"));
    }

    @AfterAll
    static void stopWorker() {
        harness().close();
        kafka().close();
    }

    @ParameterizedTest
    @EnumSource
    void aSinkFailsAtPoisonAndKeepsItsPlaceBeforeIt(Step step) throws Exception {
        String name = step.in("sink-fails");
        produce(step, name);
        Map<String, String> config = sink(name, name);
        step.addTo(config);
        harness().startAll(name, config, 1, null);

        await("it fails", () -> harness().failures.containsKey(new ConnectorTaskId(name, 0)));
        harness().stop(name, 1);

        Map<Map<String, ?>, Map<String, ?>> offsets =
                harness().worker().offsets(name, nullable(config)).get(20, TimeUnit.SECONDS);
        long committed = offsets.values().stream()
                .mapToLong(offset -> (Long) Objects.requireNonNull(offset.get("kafka_offset")))
                .max()
                .orElse(0);
        assertTrue(committed <= 1, () -> "the poison stands at 1, committed was " + committed);
    }

    @ParameterizedTest
    @EnumSource
    void aSinkThatToleratesPoisonPassesOnTheRest(Step step) throws Exception {
        String name = step.in("sink-passes");
        produce(step, name);
        Map<String, String> config = sink(name, name);
        step.addTo(config);
        tolerate(config, name);
        harness().startAll(name, config, 1, null);

        await("the others", () -> RecordingSink.seen(name).records.size() == 2);
        await("the letter", () -> kafka().readAll(name + "-letters", false).size() == 1);
        assertEquals(Set.of(step.name()), stagesOfLetters(name));
        harness().stop(name, 1);
        assertEquals(
                Set.of(Map.of("kafka_offset", 3L)),
                Set.copyOf(harness()
                        .worker()
                        .offsets(name, nullable(config))
                        .get(20, TimeUnit.SECONDS)
                        .values()));
    }

    @ParameterizedTest
    @EnumSource
    void aSourceFailsAtPoisonAndKeepsItsPlaceBeforeIt(Step step) throws Exception {
        String name = step.in("source-fails");
        kafka().createTopic(name, 1, Map.of());
        Map<String, String> config = choking(step, name);
        harness().startAll(name, config, 1, null);

        await("it fails", () -> harness().failures.containsKey(new ConnectorTaskId(name, 0)));
        harness().stop(name, 1);

        Map<Map<String, ?>, Map<String, ?>> offsets =
                harness().worker().offsets(name, nullable(config)).get(20, TimeUnit.SECONDS);
        for (Map.Entry<Map<String, ?>, Map<String, ?>> offset : offsets.entrySet()) {
            long written = kafka().readAll(name, false).stream()
                    .filter(message -> new String(message.key(), UTF_8)
                            .endsWith("-" + offset.getKey().get("part")))
                    .count();
            assertTrue(
                    (Long) Objects.requireNonNull(offset.getValue().get("n")) <= written,
                    () -> "committed " + offset + ", written " + written);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSourceThatToleratesPoisonPassesOnTheRest(Step step) throws Exception {
        String name = step.in("source-passes");
        kafka().createTopic(name, 1, Map.of());
        Map<String, String> config = choking(step, name);
        tolerate(config, name);
        harness().startAll(name, config, 1, null);
        int poison = step == Step.KEY_CONVERTER ? 10 : 3;

        await("the others", () -> kafka().readAll(name, false).size() == 30 - poison);
        await("the letters", () -> kafka().readAll(name + "-letters", false).size() == poison);
        assertEquals(Set.of(step.name()), stagesOfLetters(name));
        harness().stop(name, 1);
        Set<Object> offsets = new HashSet<>(harness()
                .worker()
                .offsets(name, nullable(config))
                .get(20, TimeUnit.SECONDS)
                .values());
        assertEquals(Set.of(Map.of("n", 10L)), offsets, "what was dropped is done with");
    }

    private static Map<String, String> choking(Step step, String name) {
        Map<String, String> config = source(name, name, 10);
        config.put("mode", "headers");
        step.addTo(config);
        return config;
    }

    private static void tolerate(Map<String, String> config, String name) {
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", name + "-letters");
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        config.put("errors.deadletterqueue.context.headers.enable", "true");
    }

    private static void produce(Step step, String topic) {
        kafka().createTopic(topic, 1, Map.of());
        for (String text : List.of("good", "poison", "good")) {
            byte[] bytes = text.getBytes(UTF_8);
            kafka().produce(
                            topic,
                            step == Step.KEY_CONVERTER ? bytes : null,
                            step == Step.TRANSFORMATION || step == Step.VALUE_CONVERTER ? bytes : "v".getBytes(UTF_8),
                            step == Step.HEADER_CONVERTER ? Map.of("h", bytes) : Map.of());
        }
    }

    private static Set<String> stagesOfLetters(String name) {
        Set<String> stages = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> letter : kafka().readAll(name + "-letters", false)) {
            stages.add(new String(
                    letter.headers().lastHeader("__connect.errors.stage").value(), UTF_8));
        }
        return stages;
    }

    private static WorkerHarness harness() {
        return Objects.requireNonNull(harness);
    }

    private static EmbeddedKafka kafka() {
        return Objects.requireNonNull(kafka);
    }
}
