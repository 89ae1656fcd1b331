// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads a worker lends to connectors and tasks. They are daemons: a plugin that hangs does not keep the process.
 *
 * @param pool      tasks, calls into connectors, requests about offsets
 * @param committer offset commits of source tasks
 * @param timer     grace periods; never blocks
 */
public record WorkerThreads(ExecutorService pool, ScheduledExecutorService committer, ScheduledExecutorService timer) {

    public static WorkerThreads start() {
        return new WorkerThreads(
                Executors.newCachedThreadPool(named("connect-pool-")),
                Executors.newSingleThreadScheduledExecutor(named("SourceTaskOffsetCommitter-")),
                Executors.newSingleThreadScheduledExecutor(named("connect-timer-")));
    }

    void stop() {
        pool.shutdownNow();
        committer.shutdownNow();
        timer.shutdownNow();
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
