// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.storage.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.runtime.model.ClusterConfig;
import org.apache.kafka.connect.runtime.testing.SpecVectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The config topics of real clusters, read and written again. */
class RecordedConfigTopicTest {
    private final ConfigTopicCodec codec = new ConfigTopicCodec("configs");

    @ParameterizedTest
    @CsvSource({"topics-two-workers, golden-2-configs", "topics-eos-single-worker, golden-eos-configs"})
    void writesBackTheBytesItRead(String file, String topic) {
        int compared = 0;
        for (JsonNode recorded : records(file, topic)) {
            ConfigTopicRecord read = decode(recorded);

            byte[] value = codec.value(read);

            assertEquals(recorded.get("key").asText(), codec.key(read));
            assertSameBytes(text(recorded.get("value")), value == null ? null : new String(value, UTF_8));
            compared++;
        }
        assertTrue(compared > 5, "too few records compared");
    }

    @Test
    void arrivesWhereTheRealClusterWas() {
        ClusterConfig snapshot = replay("topics-two-workers", "golden-2-configs");

        assertEquals(36, snapshot.offset());
        assertEquals(Set.of("w-4", "w-5"), snapshot.connectors());
        assertEquals(1, snapshot.taskCount("w-4"));
        assertEquals(2, snapshot.taskCount("w-5"));
        assertTrue(snapshot.inconsistentConnectors().isEmpty());
        assertFalse(snapshot.contains("w-1"));
        assertNull(snapshot.targetState("w-1"));
        assertEquals(0, snapshot.taskConfigGeneration("w-5"));
    }

    @Test
    void arrivesAtTheSameSnapshotFromAnyPrefix() {
        List<ConfigReplay.Positioned> all = positioned("topics-two-workers", "golden-2-configs");
        ClusterConfig whole = ConfigReplay.replay(ClusterConfig.EMPTY, all).snapshot();
        for (int split = 0; split <= all.size(); split++) {
            ClusterConfig prefix = ConfigReplay.replay(ClusterConfig.EMPTY, all.subList(0, split))
                    .snapshot();
            assertEquals(
                    whole,
                    ConfigReplay.replay(prefix, all.subList(split, all.size())).snapshot(),
                    "split at " + split);
        }
    }

    /** Properties are a map: what was read from bytes has lost their order, and nothing else. */
    private static void assertSameBytes(@Nullable String expected, @Nullable String written) {
        if (expected == null || written == null || !expected.startsWith("{\"properties\"")) {
            assertEquals(expected, written);
            return;
        }
        assertEquals(SpecVectors.parse(expected), SpecVectors.parse(written));
        assertEquals(expected.length(), written.length());
    }

    private ClusterConfig replay(String file, String topic) {
        return ConfigReplay.replay(ClusterConfig.EMPTY, positioned(file, topic)).snapshot();
    }

    private List<ConfigReplay.Positioned> positioned(String file, String topic) {
        List<ConfigReplay.Positioned> positioned = new ArrayList<>();
        for (JsonNode recorded : records(file, topic)) {
            positioned.add(new ConfigReplay.Positioned(
                    decode(recorded), recorded.get("offset").asLong()));
        }
        return positioned;
    }

    private ConfigTopicRecord decode(JsonNode recorded) {
        String value = text(recorded.get("value"));
        return codec.decode(recorded.get("key").asText(), value == null ? null : value.getBytes(UTF_8))
                .orElseThrow();
    }

    private static @Nullable String text(JsonNode node) {
        return node == null || node.isNull() ? null : node.asText();
    }

    private static JsonNode records(String file, String topic) {
        return SpecVectors.read("wire/" + file + ".json")
                .get("topics")
                .get(topic)
                .get("records");
    }
}
