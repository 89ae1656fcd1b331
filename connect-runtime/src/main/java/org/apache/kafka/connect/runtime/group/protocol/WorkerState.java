// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.group.protocol;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a member tells the leader when it joins.
 *
 * @param url          REST address of the member
 * @param configOffset how far it has read the config topic; -1 if not at all
 * @param allocation   what it runs; {@code null} if it was never told to run anything, or speaks the eager protocol
 */
public record WorkerState(
        String url, long configOffset, @Nullable Assignment allocation) {
    public WorkerState {
        Objects.requireNonNull(url, "url");
    }
}
