// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.protocol;

import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.types.SchemaException;
import org.apache.kafka.connect.runtime.model.ConnectProtocol;

/**
 * The bytes of one version of the group protocol. Readers accept newer versions and ignore what they do not know; both
 * throw {@link SchemaException} on bytes that are no message at all.
 */
public sealed interface ProtocolCodec permits EagerCodec, CooperativeCodec {
    static ProtocolCodec of(ConnectProtocol protocol) {
        return protocol.isCooperative() ? new CooperativeCodec(protocol) : new EagerCodec();
    }

    /** The metadata of a JoinGroup request. */
    ByteBuffer encode(WorkerState state);

    WorkerState decodeState(ByteBuffer bytes);

    /** One member's part of a SyncGroup request. */
    ByteBuffer encode(Assignment assignment);

    Assignment decodeAssignment(ByteBuffer bytes);
}
