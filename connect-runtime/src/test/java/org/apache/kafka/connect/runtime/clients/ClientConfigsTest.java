// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.junit.jupiter.api.Test;

class ClientConfigsTest {
    private static final ConnectorTaskId TASK = new ConnectorTaskId("c", 3);

    private final Map<String, String> properties = new HashMap<>(Map.of(
            "bootstrap.servers", "b:9092",
            "group.id", "g",
            "config.providers", "file",
            "config.providers.file.class", "x",
            "metrics.context.site", "north"));

    @Test
    void namesOwnClientsAfterTheGroupAndTheClientId() {
        assertEquals("g-shared-admin", configs("", false).sharedAdmin().get("client.id"));
        assertEquals("g-me-configs", configs("me", false).configProducer().get("client.id"));
        ClientConfigs standalone = new ClientConfigs(new WorkerIdentity(null, "", "k", false), properties);
        assertEquals("connect-offsets", standalone.offsetsConsumer().get("client.id"));
    }

    @Test
    void passesOnEveryWorkerPropertyExceptTheProviders() {
        Map<String, Object> admin = configs("", false).sharedAdmin();

        assertEquals("g", admin.get("group.id"));
        assertFalse(admin.containsKey("config.providers"));
        assertFalse(admin.containsKey("config.providers.file.class"));
        assertEquals("north", admin.get("metrics.context.site"));
        assertEquals("k", admin.get("metrics.context.connect.kafka.cluster.id"));
        assertEquals("g", admin.get("metrics.context.connect.group.id"));
    }

    @Test
    void changesOfTheConfigTopicGoOutAtOnceUnlessTheUserWantsThemToLinger() {
        assertEquals(0, configs("", false).configProducer().get("linger.ms"));
        properties.put("linger.ms", "7");
        assertEquals("7", configs("", false).configProducer().get("linger.ms"));
    }

    @Test
    void sourceProducerTakesTheConnectorsSettingBeforeTheWorkersBeforeOurs() {
        properties.put("producer.batch.size", "7");
        properties.put("producer.acks", "1");

        Map<String, Object> plain = configs("", false).sourceProducer(TASK, Map.of());
        Map<String, Object> own = configs("", false).sourceProducer(TASK, Map.of("batch.size", 9));

        assertEquals("7", plain.get("batch.size"));
        assertEquals("1", plain.get("acks"));
        assertEquals(9, own.get("batch.size"));
        assertEquals("connector-producer-c-3", plain.get("client.id"));
        assertEquals(Long.MAX_VALUE, plain.get("max.block.ms"));
        assertEquals(Integer.MAX_VALUE, plain.get("delivery.timeout.ms"));
        assertEquals("1", plain.get("max.in.flight.requests.per.connection"));
        assertEquals("false", plain.get("enable.idempotence"));
        assertNull(plain.get("group.id"));
    }

    @Test
    void transactionalProducerKeepsItsIdAndIdempotenceWhateverTheUserSays() {
        Map<String, Object> settings = configs("", true)
                .transactionalSourceProducer(TASK, Map.of("transactional.id", "mine", "enable.idempotence", false));

        assertEquals("g-c-3", settings.get("transactional.id"));
        assertEquals("true", settings.get("enable.idempotence"));
    }

    @Test
    void sinkConsumerMayHaveAGroupOfItsOwn() {
        Map<String, Object> settings = configs("", false).sinkConsumer(TASK, Map.of("group.id", "own"));

        assertEquals("own", settings.get("group.id"));
        assertEquals("own", ClientConfigs.sinkGroup("c", Map.of("group.id", "own")));
        assertEquals(
                "connect-c", configs("", false).sinkConsumer(TASK, Map.of()).get("group.id"));
        assertEquals("connector-consumer-c-3", settings.get("client.id"));
        assertEquals("earliest", settings.get("auto.offset.reset"));
    }

    @Test
    void offsetConsumersReadCommittedRecordsAloneWhenTheWorkerIsExactlyOnce() {
        properties.put("isolation.level", "read_uncommitted");
        assertEquals("read_committed", configs("", true).offsetsConsumer().get("isolation.level"));
        assertEquals("read_uncommitted", configs("", false).offsetsConsumer().get("isolation.level"));
        Map<String, Object> wish = Map.of("isolation.level", "read_uncommitted");
        assertEquals(
                "read_committed",
                configs("", true).connectorOffsetsConsumer("c", null, wish).get("isolation.level"));
        assertEquals(
                "read_uncommitted",
                configs("", false).connectorOffsetsConsumer("c", TASK, wish).get("isolation.level"));
    }

    @Test
    void connectorAdminsInheritUnprefixedWorkerSettingsAndThenTheirOwn() {
        properties.put("client.id", "worker-wide");
        properties.put("producer.acks", "all");
        properties.put("admin.retries", "4");

        Map<String, Object> settings = configs("", false).topicAdmin("c", TASK, Map.of("retries", 5));

        assertEquals("worker-wide", settings.get("client.id"));
        assertEquals(5, settings.get("retries"));
        assertNull(settings.get("producer.acks"));
        assertNull(settings.get("admin.retries"));
    }

    @Test
    void leaderProducerIsTransactionalUnderTheGroupsName() {
        Map<String, Object> settings = configs("", true).configLeaderProducer();

        assertEquals("connect-cluster-g", settings.get("transactional.id"));
        assertEquals("g-configs-leader", settings.get("client.id"));
        assertEquals(5, settings.get("max.in.flight.requests.per.connection"));
    }

    private ClientConfigs configs(String clientId, boolean exactlyOnce) {
        return new ClientConfigs(new WorkerIdentity("g", clientId, "k", exactlyOnce), properties);
    }
}
