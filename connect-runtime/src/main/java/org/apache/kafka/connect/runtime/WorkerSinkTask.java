// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime;

import org.apache.kafka.connect.runtime.lifecycle.TaskLoop;
import org.apache.kafka.connect.runtime.lifecycle.TaskMetrics;
import org.jspecify.annotations.Nullable;

/**
 * A sink's loop under the name that OpenTelemetry's agent instruments: everything a sink does while it runs happens
 * below {@link #execute()}.
 *
 * <p>Thread: as {@link TaskLoop}.
 */
public final class WorkerSinkTask implements TaskLoop {
    private final TaskLoop loop;

    public WorkerSinkTask(TaskLoop loop) {
        this.loop = loop;
    }

    /** The agent's entry. */
    public void execute() {
        loop.run();
    }

    @Override
    public void run() {
        execute();
    }

    @Override
    public ClassLoader loader() {
        return loop.loader();
    }

    @Override
    public TaskMetrics metrics() {
        return loop.metrics();
    }

    @Override
    public @Nullable String version() {
        return loop.version();
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void wake() {
        loop.wake();
    }

    @Override
    public void cancel() {
        loop.cancel();
    }

    @Override
    public void close() {
        loop.close();
    }
}
