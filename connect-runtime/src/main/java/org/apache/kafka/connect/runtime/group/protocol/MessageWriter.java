// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;

/** Writes the primitive types of the group protocol, big-endian. Not to be shared between threads. */
final class MessageWriter {
    /** Stands among the task numbers of a connector for the connector itself. */
    static final int CONNECTOR = -1;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    MessageWriter int16(int value) {
        return write(() -> out.writeShort(value));
    }

    MessageWriter int32(int value) {
        return write(() -> out.writeInt(value));
    }

    MessageWriter int64(long value) {
        return write(() -> out.writeLong(value));
    }

    MessageWriter string(String value) {
        byte[] utf8 = value.getBytes(UTF_8);
        if (utf8.length > Short.MAX_VALUE) {
            throw new IllegalArgumentException("'" + value.substring(0, 40) + "...' is longer than the "
                    + Short.MAX_VALUE + " bytes that the group protocol can carry");
        }
        return int16(utf8.length).write(() -> out.write(utf8));
    }

    MessageWriter nullBytes() {
        return int32(-1);
    }

    MessageWriter bytes(ByteBuffer value) {
        int32(value.remaining());
        return write(() -> out.write(value.array(), value.arrayOffset() + value.position(), value.remaining()));
    }

    /** One item for each connector name, the connector itself before its tasks. */
    MessageWriter work(List<String> connectors, List<ConnectorTaskId> tasks) {
        Map<String, List<Integer>> items = new LinkedHashMap<>();
        connectors.forEach(name ->
                items.computeIfAbsent(name, ignored -> new ArrayList<>()).add(CONNECTOR));
        tasks.forEach(id -> items.computeIfAbsent(id.connector(), ignored -> new ArrayList<>())
                .add(id.task()));
        int32(items.size());
        items.forEach((connector, numbers) -> {
            string(connector).int32(numbers.size());
            numbers.forEach(this::int32);
        });
        return this;
    }

    ByteBuffer done() {
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private MessageWriter write(Step step) {
        try {
            step.run();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }
}
