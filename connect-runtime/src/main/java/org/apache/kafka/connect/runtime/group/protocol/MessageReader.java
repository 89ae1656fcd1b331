// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.protocol.types.SchemaException;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;

/**
 * Reads the primitive types of the group protocol, big-endian. What cannot be read is a {@link SchemaException}. Not to
 * be shared between threads.
 */
final class MessageReader {
    private final ByteBuffer in;

    MessageReader(ByteBuffer bytes) {
        this.in = bytes.duplicate();
    }

    /** Reads the version that heads a message. */
    short version() {
        short version = int16();
        if (version < 0) {
            throw new SchemaException(
                    "Version " + version + " of the Connect group protocol cannot be read: versions" + " start at 0");
        }
        return version;
    }

    short int16() {
        return read(in::getShort);
    }

    int int32() {
        return read(in::getInt);
    }

    long int64() {
        return read(in::getLong);
    }

    String string() {
        short length = int16();
        if (length < 0) {
            throw new SchemaException("A string of the Connect group protocol is null, which it may not be");
        }
        return new String(bytes(length), UTF_8);
    }

    boolean hasMore() {
        return in.hasRemaining();
    }

    @Nullable
    ByteBuffer nullableBytes() {
        int length = int32();
        return length < 0 ? null : ByteBuffer.wrap(bytes(length));
    }

    /** Adds what an array of work items names; a null array names nothing. */
    void work(List<String> connectors, List<ConnectorTaskId> tasks) {
        int items = int32();
        for (int item = 0; item < items; item++) {
            String connector = string();
            int numbers = int32();
            for (int i = 0; i < numbers; i++) {
                int number = int32();
                if (number == MessageWriter.CONNECTOR) {
                    connectors.add(connector);
                } else {
                    tasks.add(new ConnectorTaskId(connector, number));
                }
            }
        }
    }

    private byte[] bytes(int length) {
        if (length > in.remaining()) {
            throw truncated(null);
        }
        byte[] value = new byte[length];
        in.get(value);
        return value;
    }

    private static <T> T read(Supplier<T> primitive) {
        try {
            return primitive.get();
        } catch (BufferUnderflowException e) {
            throw truncated(e);
        }
    }

    private static SchemaException truncated(@Nullable Throwable cause) {
        return new SchemaException("A message of the Connect group protocol ends too early", cause);
    }

    /** What an assignment says about work, in the order of the bytes. */
    record WorkLists(List<String> connectors, List<ConnectorTaskId> tasks) {
        static WorkLists empty() {
            return new WorkLists(new ArrayList<>(), new ArrayList<>());
        }
    }
}
