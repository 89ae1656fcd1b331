// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static dev.penstock.testkit.WorkerHarness.await;
import static dev.penstock.testkit.WorkerHarness.sink;
import static dev.penstock.testkit.WorkerHarness.source;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Brokers that do not take or give what a task asks of them; none of what they once took or gave is lost. */
@Timeout(180)
class RefusingBrokerTest {
    /** What a source has to say; it takes six seconds at the least, so that every fault meets it in mid-stream. */
    private static final int ALL = 18_000;
    /** Acknowledgements of a deleted topic that may still be on their way when it is gone. */
    private static final int LATE_ANSWERS = 1_500;

    private static @Nullable EmbeddedKafka kafka;

    private @Nullable WorkerHarness harness;

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start(
                1,
                Map.of(
                        "auto.create.topics.enable", "false",
                        "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found", "true"));
    }

    @AfterAll
    static void stopKafka() {
        kafka().close();
    }

    @AfterEach
    void stopWorker() {
        harness().close();
    }

    @Test
    void aSourceThatMayNotWriteFailsAndGoesOnWhereItWasWhenItMay() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of());
        kafka().createTopic("no-writing", 1, Map.of());
        Map<String, String> config = slowSource("no-writing");
        harness().startAll("no-writing", config, 1, null);
        await(
                "some acknowledged",
                () -> ScriptedSource.seen("no-writing").acknowledged.get() > 300);

        AclBinding ban = ban("no-writing", AclOperation.WRITE);
        awaitFailure("no-writing", AuthorizationException.class);
        harness().stop("no-writing", 1);
        allow(ban);
        harness().startAll("no-writing", config, 1, null);

        await("all are there", () -> distinct("no-writing") == ALL);
    }

    @Test
    void aSinkThatMayNotReadFailsAndGoesOnWhereItWasWhenItMay() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of());
        kafka().createTopic("no-reading", 1, Map.of());
        Map<String, String> sink = sink("no-reading", "no-reading");
        sink.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        harness().startAll("no-reading", sink, 1, null);
        kafka().produce("no-reading", null, "before".getBytes(UTF_8));
        await("it arrived", () -> RecordingSink.seen("no-reading").records.size() == 1);

        AclBinding ban = ban("no-reading", AclOperation.READ);
        awaitFailure("no-reading", AuthorizationException.class);
        harness().stop("no-reading", 1);
        allow(ban);
        kafka().produce("no-reading", null, "after".getBytes(UTF_8));
        harness().startAll("no-reading", sink, 1, null);

        await("the other arrived", () -> RecordingSink.seen("no-reading").records.stream()
                .anyMatch(message -> message.value().equals("after")));
    }

    @Test
    void whileItsTopicIsGoneASourceWaitsAndThenGoesOn() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of());
        kafka().createTopic("gone", 1, Map.of());
        Map<String, String> config = slowSource("gone");
        config.put("producer.override.metadata.max.age.ms", "500");
        harness().startAll("gone", config, 1, null);
        await(
                "some acknowledged",
                () -> ScriptedSource.seen("gone").acknowledged.get() > 300);

        deleteTopic("gone");
        kafka().createTopic("gone", 1, Map.of());
        int before = ScriptedSource.seen("gone").acknowledged.get() + LATE_ANSWERS;

        await("all acknowledged", () -> ScriptedSource.seen("gone").acknowledged.get() == ALL);
        assertEquals(Map.of(), harness().failures);
        assertTrue(
                distinct("gone") >= ALL - before,
                () -> distinct("gone") + " are in the new topic, " + before + " were acknowledged before");
    }

    @Test
    void aSinkGoesOnWithItsOtherTopicsWhenOneIsDeleted() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of());
        kafka().createTopic("stays", 1, Map.of());
        kafka().createTopic("goes", 1, Map.of());
        Map<String, String> sink = sink("two-topics", "stays,goes");
        sink.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        sink.put("consumer.override.metadata.max.age.ms", "300");
        harness().startAll("two-topics", sink, 1, null);
        RecordingSink.Seen seen = RecordingSink.seen("two-topics");
        kafka().produce("goes", null, "1".getBytes(UTF_8));
        kafka().produce("stays", null, "1".getBytes(UTF_8));
        await("both arrived", () -> seen.records.size() == 2);

        deleteTopic("goes");
        await("it was closed", () -> seen.calls.stream().anyMatch(call -> call.startsWith("close")));
        kafka().produce("stays", null, "2".getBytes(UTF_8));
        await("the other topic goes on", () -> seen.records.size() == 3);
        kafka().createTopic("goes", 1, Map.of());
        kafka().produce("goes", null, "again".getBytes(UTF_8));

        await("it is read when it comes back", () -> seen.records.stream()
                .anyMatch(message -> message.value().equals("again")));
        assertEquals(Map.of(), harness().failures);
    }

    @Test
    void aFullBufferMakesASourceWaitForTheBroker() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of());
        kafka().createTopic("full", 1, Map.of());
        Map<String, String> config = smallBuffer("full");
        harness().startAll("full", config, 1, null);
        await(
                "some acknowledged",
                () -> ScriptedSource.seen("full").acknowledged.get() > 300);

        kafka().stopBroker(0);
        await("the buffer is full", () -> bufferIsFull("full"));
        kafka().startBroker(0);

        await("all acknowledged", () -> ScriptedSource.seen("full").acknowledged.get() == ALL);
        assertEquals(Map.of(), harness().failures);
        assertEquals(ALL, distinct("full"));
    }

    @Test
    @Tag("slow")
    void aFullBufferFailsASourceThatMustNotWaitAndNothingIsLost() throws Exception {
        harness = new WorkerHarness(kafka(), Map.of("offset.flush.timeout.ms", "1000"));
        kafka().createTopic("impatient", 1, Map.of());
        Map<String, String> config = smallBuffer("impatient");
        config.put("producer.override.max.block.ms", "300");
        harness().startAll("impatient", config, 1, null);
        await(
                "some acknowledged",
                () -> ScriptedSource.seen("impatient").acknowledged.get() > 300);

        kafka().stopBroker(0);
        awaitFailure("impatient", TimeoutException.class);
        kafka().startBroker(0);
        harness().stop("impatient", 1);
        config.remove("producer.override.max.block.ms");
        harness().startAll("impatient", config, 1, null);

        await("all are there", () -> distinct("impatient") == ALL);
    }

    private static Map<String, String> slowSource(String name) {
        Map<String, String> config = source(name, name, ALL / 3);
        config.put("pause.ms", "50");
        return config;
    }

    private static Map<String, String> smallBuffer(String name) {
        Map<String, String> config = slowSource(name);
        config.put("producer.override.buffer.memory", "16384");
        config.put("producer.override.batch.size", "4096");
        return config;
    }

    private static boolean bufferIsFull(String connector) {
        try {
            Object waiting = WorkerHarness.attribute(
                    "kafka.producer",
                    "producer-metrics,client-id=connector-producer-" + connector + "-0",
                    "waiting-threads");
            return (double) waiting > 0;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitFailure(String connector, Class<? extends Throwable> cause) throws Exception {
        ConnectorTaskId id = new ConnectorTaskId(connector, 0);
        await("it fails", () -> harness().failures.containsKey(id));
        for (Throwable e = harness().failures.get(id); e != null; e = e.getCause()) {
            if (cause.isInstance(e)) {
                return;
            }
        }
        throw new AssertionError("failed for another reason", harness().failures.get(id));
    }

    private static AclBinding ban(String topic, AclOperation operation) throws Exception {
        AclBinding ban = new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", operation, AclPermissionType.DENY));
        kafka().admin().createAcls(List.of(ban)).all().get();
        return ban;
    }

    private static void allow(AclBinding ban) throws Exception {
        kafka().admin().deleteAcls(List.of(ban.toFilter())).all().get();
    }

    private static void deleteTopic(String topic) throws Exception {
        kafka().admin().deleteTopics(List.of(topic)).all().get();
        await("the topic is gone", () -> {
            try {
                return !kafka().admin().listTopics().names().get().contains(topic);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static int distinct(String topic) {
        Set<String> written = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> message : kafka().readAll(topic, false)) {
            written.add(new String(message.key(), UTF_8) + new String(message.value(), UTF_8));
        }
        return written.size();
    }

    private WorkerHarness harness() {
        return Objects.requireNonNull(harness);
    }

    private static EmbeddedKafka kafka() {
        return Objects.requireNonNull(kafka);
    }
}
