// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What an exactly-once source task asks of the cluster before it may write. Either future that fails, fails the task.
 *
 * <p>Thread: called on the task's thread, which waits for the futures.
 */
public interface SourceTaskGuard {
    /** Before the producer is opened: has the leader fence the producers of earlier generations. */
    CompletableFuture<@Nullable Void> fenceOlderTasks();

    /** After the producer was opened: the config topic was read to its end, and this is still our task as configured. */
    CompletableFuture<@Nullable Void> confirmOwnership();
}
