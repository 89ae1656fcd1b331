// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffsetCommitSchedulerTest {
    private static final ConnectorTaskId ID = new ConnectorTaskId("c", 0);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final OffsetCommitScheduler scheduler = new OffsetCommitScheduler(executor);

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void aTaskThatEndsLateDoesNotEndTheCommitsOfItsSuccessor() throws Exception {
        ScheduledFuture<?> ofTheOld = scheduler.schedule(ID, Duration.ofMillis(1), () -> {});
        CountDownLatch commits = new CountDownLatch(3);
        scheduler.schedule(ID, Duration.ofMillis(1), commits::countDown);

        ofTheOld.cancel(false);

        assertTrue(commits.await(20, TimeUnit.SECONDS));
    }

    @Test
    void aCommitThatFailsIsFollowedByTheNext() throws Exception {
        CountDownLatch commits = new CountDownLatch(2);
        scheduler.schedule(ID, Duration.ofMillis(1), () -> {
            commits.countDown();
            throw new IllegalStateException("not now");
        });

        assertTrue(commits.await(20, TimeUnit.SECONDS));
    }
}
