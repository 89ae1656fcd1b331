// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.assembly;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a worker says of itself before it reaches Kafka, which it never does here. */
class StartUpLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Foundation.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ClassLoader loader = Thread.currentThread().getContextClassLoader();

    @TempDir
    Path temp;

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        Thread.currentThread().setContextClassLoader(loader);
    }

    @Test
    void theNameOfTheClusterIsShown() {
        startInVain(Map.of("penstock.cluster.name", "the blue one"));

        assertTrue(log().contains("This worker belongs to the cluster named 'the blue one'"), log());
    }

    @Test
    void settingsAreShownOnceAndSecretsAreNot() throws Exception {
        Files.writeString(temp.resolve("client"), "from-a-provider");

        startInVain(Map.of(
                "config.providers", "dir",
                "config.providers.dir.class", "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
                "client.id", "${dir:" + temp + ":client}",
                "ssl.key.password", "hunter${1}",
                "producer.sasl.jaas.config", "hunter2",
                "penstock.leave.handover", "true"));

        String shown = log();
        assertTrue(
                shown.indexOf("Settings of this worker:") == shown.lastIndexOf("Settings of this worker:")
                        && shown.contains("Settings of this worker:"),
                shown);
        assertTrue(shown.contains("\tgroup.id = g"), shown);
        assertTrue(shown.contains("\toffset.flush.interval.ms = 60000"), shown);
        assertTrue(shown.contains("\tpenstock.leave.handover = true"), shown);
        assertTrue(shown.contains("\tconfig.providers = dir"), shown);
        assertTrue(shown.contains("\tclient.id = ${dir:" + temp + ":client}"), shown);
        assertTrue(shown.contains("\tssl.key.password = [hidden]"), shown);
        assertTrue(shown.contains("\tproducer.sasl.jaas.config = [hidden]"), shown);
        assertFalse(shown.contains("hunter") || shown.contains("from-a-provider"), shown);
    }

    private void startInVain(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "bootstrap.servers", "localhost:1",
                "default.api.timeout.ms", "20",
                "request.timeout.ms", "10",
                "group.id", "g",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.storage.StringConverter",
                "offset.storage.topic", "o",
                "config.storage.topic", "c",
                "status.storage.topic", "s",
                "penstock.plugin.index.path", ""));
        properties.put("plugin.discovery", "service_load");
        properties.putAll(more);
        assertThrows(ConnectException.class, () -> DistributedAssembly.build(properties, Time.SYSTEM, () -> {}));
    }

    private String log() {
        return String.join(
                "\n",
                List.copyOf(lines.list).stream()
                        .map(ILoggingEvent::getFormattedMessage)
                        .toList());
    }
}
