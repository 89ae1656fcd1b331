// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.protocol;

import java.nio.ByteBuffer;
import org.apache.kafka.connect.runtime.group.protocol.MessageReader.WorkLists;
import org.apache.kafka.connect.runtime.model.ConnectProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Versions 1 and 2, which differ in their number only: members say what they run, and are told what to add, what to give
 * up and when to come back. Fields missing at the end read as nothing, so that version 0 can be read too.
 */
final class CooperativeCodec implements ProtocolCodec {
    private final ConnectProtocol protocol;

    CooperativeCodec(ConnectProtocol protocol) {
        this.protocol = protocol;
    }

    @Override
    public ByteBuffer encode(WorkerState state) {
        MessageWriter out = new MessageWriter()
                .int16(protocol.version())
                .string(state.url())
                .int64(state.configOffset());
        Assignment allocation = state.allocation();
        return (allocation == null ? out.nullBytes() : out.bytes(encode(allocation))).done();
    }

    @Override
    public WorkerState decodeState(ByteBuffer bytes) {
        MessageReader in = new MessageReader(bytes);
        in.version();
        String url = in.string();
        long configOffset = in.int64();
        ByteBuffer allocation = in.hasMore() ? in.nullableBytes() : null;
        return new WorkerState(url, configOffset, decodeAllocation(allocation));
    }

    private @Nullable Assignment decodeAllocation(@Nullable ByteBuffer bytes) {
        return bytes == null || !bytes.hasRemaining() ? null : decodeAssignment(bytes);
    }

    @Override
    public ByteBuffer encode(Assignment assignment) {
        return EagerCodec.head(new MessageWriter().int16(protocol.version()), assignment)
                .work(assignment.connectors(), assignment.tasks())
                .work(assignment.revokedConnectors(), assignment.revokedTasks())
                .int32(assignment.delayMs())
                .done();
    }

    @Override
    public Assignment decodeAssignment(ByteBuffer bytes) {
        MessageReader in = new MessageReader(bytes);
        in.version();
        short error = in.int16();
        String leader = in.string();
        String leaderUrl = in.string();
        long configOffset = in.int64();
        WorkLists assigned = WorkLists.empty();
        WorkLists revoked = WorkLists.empty();
        int delayMs = 0;
        if (in.hasMore()) {
            in.work(assigned.connectors(), assigned.tasks());
        }
        if (in.hasMore()) {
            in.work(revoked.connectors(), revoked.tasks());
        }
        if (in.hasMore()) {
            delayMs = in.int32();
        }
        return new Assignment(
                error,
                leader,
                leaderUrl,
                configOffset,
                assigned.connectors(),
                assigned.tasks(),
                revoked.connectors(),
                revoked.tasks(),
                delayMs);
    }
}
