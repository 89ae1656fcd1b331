// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import java.time.Duration;
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

    /** @param executor of one thread; closed by its owner */
    public OffsetCommitScheduler(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    /** Whoever cancels what is returned begins no further commit; one that runs is not waited for. */
    ScheduledFuture<?> schedule(ConnectorTaskId id, Duration interval, Runnable commit) {
        Runnable guarded = () -> {
            try (LoggingContext ignored = LoggingContext.forOffsets(id)) {
                commit.run();
            } catch (Throwable e) {
                log.error("A periodic offset commit failed", e);
            }
        };
        long ms = interval.toMillis();
        return executor.scheduleWithFixedDelay(guarded, ms, Math.max(1, ms), TimeUnit.MILLISECONDS);
    }
}
