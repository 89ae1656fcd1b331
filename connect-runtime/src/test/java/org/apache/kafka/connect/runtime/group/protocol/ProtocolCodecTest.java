// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.protocol.types.SchemaException;
import org.apache.kafka.connect.runtime.model.ConnectProtocol;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.testing.SpecVectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ProtocolCodecTest {
    private static final JsonNode VECTORS = SpecVectors.read("wire/group-protocol-vectors.json");

    @TestFactory
    Stream<DynamicTest> writesTheBytesOfARealWorker() {
        return cases(VECTORS.get("encode"), vector -> {
            ProtocolCodec codec = ProtocolCodec.of(
                    ConnectProtocol.fromGroupName(vector.get("protocol").asText()));
            ByteBuffer bytes = vector.get("message").asText().equals("subscription")
                    ? codec.encode(state(vector.get("input")))
                    : codec.encode(assignment(vector.get("input")));
            assertArrayEquals(SpecVectors.hex(vector.get("hex")), bytes.array());
        });
    }

    @TestFactory
    Stream<DynamicTest> readsBackWhatItWrites() {
        return cases(VECTORS.get("encode"), vector -> {
            ProtocolCodec codec = ProtocolCodec.of(
                    ConnectProtocol.fromGroupName(vector.get("protocol").asText()));
            ByteBuffer bytes = ByteBuffer.wrap(SpecVectors.hex(vector.get("hex")));
            if (vector.get("message").asText().equals("subscription")) {
                assertEquals(state(vector.get("input")), codec.decodeState(bytes));
            } else {
                // On the wire the tasks of one connector stand together, whatever the order in which they were named.
                Assignment input = assignment(vector.get("input"));
                Assignment read = codec.decodeAssignment(bytes);
                assertEquals(
                        input.withWork(input.assigned(), input.revoked()),
                        read.withWork(read.assigned(), read.revoked()));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> readsOlderNewerAndTruncatedMessages() {
        ProtocolCodec codec = ProtocolCodec.of(ConnectProtocol.SESSIONED);
        return cases(VECTORS.get("decode"), vector -> {
            ByteBuffer bytes = ByteBuffer.wrap(SpecVectors.hex(vector.get("hex")));
            boolean subscription = vector.get("message").asText().equals("subscription");
            if (vector.has("error")) {
                assertThrows(SchemaException.class, () -> {
                    if (subscription) {
                        codec.decodeState(bytes);
                    } else {
                        codec.decodeAssignment(bytes);
                    }
                });
            } else if (subscription) {
                assertEquals(state(vector.get("output")), codec.decodeState(bytes));
            } else {
                assertEquals(assignment(vector.get("output")), codec.decodeAssignment(bytes));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> readsAndRewritesWhatARealGroupExchanged() {
        JsonNode generations = SpecVectors.read("wire/group-captures.json").get("generations");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode generation : generations) {
            ProtocolCodec codec = ProtocolCodec.of(
                    ConnectProtocol.fromGroupName(generation.get("protocol").asText()));
            for (JsonNode member : generation.get("members")) {
                tests.add(dynamicTest(generation.get("generation") + " " + member.get("member_id"), () -> {
                    byte[] state = SpecVectors.hex(member.get("subscription_hex"));
                    assertArrayEquals(
                            state,
                            codec.encode(codec.decodeState(ByteBuffer.wrap(state)))
                                    .array());
                    byte[] assignment = SpecVectors.hex(member.get("assignment_hex"));
                    assertArrayEquals(
                            assignment,
                            codec.encode(codec.decodeAssignment(ByteBuffer.wrap(assignment)))
                                    .array());
                }));
            }
        }
        return tests.stream();
    }

    @Test
    void offersProtocolsBestFirst() {
        VECTORS.get("join_group_protocol_order").properties().forEach(entry -> {
            List<String> expected = new ArrayList<>();
            entry.getValue().forEach(name -> expected.add(name.asText()));
            assertEquals(
                    expected,
                    ConnectProtocol.fromConfig(entry.getKey()).offered().stream()
                            .map(ConnectProtocol::groupName)
                            .toList());
        });
    }

    @Test
    void refusesAMessageThatEndsTooEarly() {
        byte[] whole = ProtocolCodec.of(ConnectProtocol.SESSIONED)
                .encode(new WorkerState("http://w1:8083/", 3, null))
                .array();
        for (int length = 0; length < whole.length - 4; length++) {
            ByteBuffer part = ByteBuffer.wrap(whole, 0, length);
            assertThrows(SchemaException.class, () -> ProtocolCodec.of(ConnectProtocol.SESSIONED)
                    .decodeState(part));
        }
    }

    private interface Check {
        void run(JsonNode vector);
    }

    private static Stream<DynamicTest> cases(JsonNode vectors, Check check) {
        return StreamSupport.stream(vectors.spliterator(), false)
                .map(vector -> dynamicTest(vector.get("id").asText(), () -> check.run(vector)));
    }

    private static WorkerState state(JsonNode input) {
        JsonNode allocation = input.get("assignment");
        return new WorkerState(
                input.get("url").asText(),
                input.get("offset").asLong(),
                allocation == null || allocation.isNull() ? null : assignment(allocation));
    }

    private static Assignment assignment(JsonNode input) {
        return new Assignment(
                (short) input.get("error").asInt(),
                input.get("leader").asText(),
                input.get("leader_url").asText(),
                input.get("offset").asLong(),
                names(input.get("connectors")),
                tasks(input.get("tasks")),
                names(input.get("revoked_connectors")),
                tasks(input.get("revoked_tasks")),
                input.has("delay") ? input.get("delay").asInt() : 0);
    }

    private static List<String> names(JsonNode array) {
        List<String> names = new ArrayList<>();
        if (array != null) {
            array.forEach(name -> names.add(name.asText()));
        }
        return names;
    }

    private static List<ConnectorTaskId> tasks(JsonNode array) {
        return names(array).stream()
                .map(name -> new ConnectorTaskId(
                        name.substring(0, name.lastIndexOf('/')),
                        Integer.parseInt(name.substring(name.lastIndexOf('/') + 1))))
                .toList();
    }
}
