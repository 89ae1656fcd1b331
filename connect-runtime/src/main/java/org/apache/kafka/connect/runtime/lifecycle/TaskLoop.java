// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * What a task does while it lives: a source or a sink loop.
 *
 * <p>Thread: the task's, except {@link #wake} and {@link #cancel}, which come from others and must not block.
 */
public interface TaskLoop {
    /** The context loader under which the task runs: that of its connector. */
    ClassLoader loader();

    TaskMetrics metrics();

    /** Version the task's instance reports. */
    @Nullable
    String version();

    /** Initializes and starts the plugin. */
    void start();

    /** Moves records until the task shall end. Final commits belong here. */
    void run();

    /** Something changed at the gate; whatever waits should look again. */
    void wake();

    /** The task is given up: cut it off from Kafka, whatever it waits for. */
    void cancel();

    /** Stops the plugin and gives everything up. Called once, also when {@code start} failed; errors are only logged. */
    void close();
}
