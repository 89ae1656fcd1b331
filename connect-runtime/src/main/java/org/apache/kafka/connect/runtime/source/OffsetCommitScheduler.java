// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.runtime.logging.LoggingContext;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the offsets of source tasks at intervals.
 *
 * <p>Thread: any; the commits run on the executor's one thread.
 */
public final class OffsetCommitScheduler {
    private static final Logger log = LoggerFactory.getLogger(OffsetCommitScheduler.class);

    private final ScheduledExecutorService executor;
    private final Map<ConnectorTaskId, ScheduledFuture<?>> commits = new ConcurrentHashMap<>();

    /** @param executor of one thread; closed by its owner */
    public OffsetCommitScheduler(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    void schedule(ConnectorTaskId id, Duration interval, Runnable commit) {
        Runnable guarded = () -> {
            try (LoggingContext ignored = LoggingContext.forOffsets(id)) {
                commit.run();
            } catch (Throwable e) {
                log.error("A periodic offset commit failed", e);
            }
        };
        long ms = interval.toMillis();
        ScheduledFuture<?> previous =
                commits.put(id, executor.scheduleWithFixedDelay(guarded, ms, Math.max(1, ms), TimeUnit.MILLISECONDS));
        if (previous != null) {
            previous.cancel(false);
        }
    }

    /** No further commit begins; one that runs is not waited for. */
    void cancel(ConnectorTaskId id) {
        ScheduledFuture<?> commit = commits.remove(id);
        if (commit != null) {
            commit.cancel(false);
        }
    }
}
