// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReloadTimerTest {
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, Executors.defaultThreadFactory());
    private final ReloadTimer reloads = new ReloadTimer(timer);

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void aReloadIsCalledWhenItsTimeIsUp() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        reloads.schedule("c", Map.of("file", 1L), called::countDown);
        assertTrue(called.await(10, TimeUnit.SECONDS));
    }

    @Test
    void onlyTheNewestReloadOfAPathIsPendingAndNoneOfAStoppedConnector() {
        timer.setRemoveOnCancelPolicy(true);
        reloads.schedule("c", Map.of("file", 100_000L), () -> {});
        reloads.schedule("c", Map.of("file", 100_000L, "vault", 100_000L), () -> {});
        assertEquals(2, timer.getQueue().size());

        reloads.cancel("other");
        assertEquals(2, timer.getQueue().size());
        reloads.cancel("c");
        assertEquals(0, timer.getQueue().size());
    }
}
