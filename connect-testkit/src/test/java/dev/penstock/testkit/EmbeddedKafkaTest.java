// SPDX-License-Identifier: Apache-2.0
package dev.penstock.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaTest {
    @Test
    void givesBackWhatWasWritten() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
            kafka.createTopic("t", 2, Map.of());

            kafka.produce("t", "k".getBytes(UTF_8), "v".getBytes(UTF_8));

            assertEquals("v", new String(kafka.readAll("t", true).get(0).value(), UTF_8));
        }
    }
}
