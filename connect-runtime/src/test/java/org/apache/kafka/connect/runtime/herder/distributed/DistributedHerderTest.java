// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.config.DistributedConfig;
import org.apache.kafka.connect.runtime.logging.Loggers;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DistributedHerderTest {
    private final HerderBench bench = new HerderBench();
    private final CountDownLatch died = new CountDownLatch(1);
    private final DistributedHerder herder = new DistributedHerder(
            new DistributedConfig(Map.of(
                    "bootstrap.servers", "localhost:1",
                    "group.id", "g",
                    "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                    "value.converter", "org.apache.kafka.connect.storage.StringConverter",
                    "offset.storage.topic", "offsets",
                    "config.storage.topic", "configs",
                    "status.storage.topic", "statuses")),
            new DistributedHerder.Identity("here:8083", HerderBench.OWN_URL, "cluster", Map.of()),
            new DistributedHerder.Parts(
                    bench.worker,
                    bench.configs,
                    bench.statuses,
                    bench.queries,
                    config -> CompletableFuture.completedFuture(null),
                    bench,
                    () -> {}),
            new DistributedHerder.Environment(
                    new ConnectMetrics("here:8083", new Metrics(), bench.time),
                    new Loggers(bench.time),
                    bench.time,
                    died::countDown));

    @Test
    void aLoopThatDiesEndsTheProcessAndAnswersNobody() throws Exception {
        bench.configs.failures.add(new ConnectException("the config topic has three partitions"));

        herder.start();

        assertTrue(died.await(20, TimeUnit.SECONDS), "whoever runs the process is told");
        assertFalse(herder.isReady());
        CompletableFuture<?> health = herder.healthCheck();
        assertThrows(ExecutionException.class, () -> health.get(20, TimeUnit.SECONDS));
        herder.stop();
    }

    @Test
    @Timeout(60)
    void aWorkerThatStillReadsItsTopicsEndsWhenItIsToldTo() {
        bench.configs.stopAwaited = new CountDownLatch(1);
        herder.start();

        herder.stop();

        assertFalse(herder.isReady());
        assertEquals(1, died.getCount(), "nothing died");
    }
}
