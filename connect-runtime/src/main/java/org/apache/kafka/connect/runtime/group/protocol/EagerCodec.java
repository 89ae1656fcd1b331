// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.protocol;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.connect.runtime.group.protocol.MessageReader.WorkLists;
import org.apache.kafka.connect.runtime.model.ConnectProtocol;

/** Version 0: an assignment is all that a member runs. */
final class EagerCodec implements ProtocolCodec {
    @Override
    public ByteBuffer encode(WorkerState state) {
        return new MessageWriter()
                .int16(ConnectProtocol.EAGER.version())
                .string(state.url())
                .int64(state.configOffset())
                .done();
    }

    @Override
    public WorkerState decodeState(ByteBuffer bytes) {
        MessageReader in = new MessageReader(bytes);
        in.version();
        return new WorkerState(in.string(), in.int64(), null);
    }

    @Override
    public ByteBuffer encode(Assignment assignment) {
        return head(new MessageWriter().int16(ConnectProtocol.EAGER.version()), assignment)
                .work(assignment.connectors(), assignment.tasks())
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
        WorkLists work = WorkLists.empty();
        in.work(work.connectors(), work.tasks());
        return new Assignment(
                error, leader, leaderUrl, configOffset, work.connectors(), work.tasks(), List.of(), List.of(), 0);
    }

    /** The fields that all versions begin with, after the version. */
    static MessageWriter head(MessageWriter out, Assignment assignment) {
        return out.int16(assignment.error())
                .string(assignment.leader())
                .string(assignment.leaderUrl())
                .int64(assignment.configOffset());
    }
}
