// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;

/**
 * Is told what becomes of a task. A cancelled task tells nothing more.
 *
 * <p>Thread: the task's; implementations must not block it. {@code topicUsed} may also come from a producer's thread.
 */
public interface TaskListener {
    /** It runs, for the first time or again after a pause. */
    void running(ConnectorTaskId id, @Nullable String version);

    /** It is paused, from the start or after having run. */
    void paused(ConnectorTaskId id, @Nullable String version);

    /** It ended on request. */
    void stopped(ConnectorTaskId id);

    /** It ended with an error and stays so until it is started anew. */
    void failed(ConnectorTaskId id, Throwable cause, @Nullable String version);

    /** It reads from or has written to this topic; told once per task and topic. */
    void topicUsed(ConnectorTaskId id, String topic);
}
