// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder.distributed;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Short-lived threads of a herder. */
final class HerderThreads {
    private static final Executor ONE_EACH = task -> {
        Thread thread = new Thread(task, "herder-start-stop");
        thread.setDaemon(true);
        thread.start();
    };

    private HerderThreads() {}

    /** Runs all steps at once, since each waits for brokers most of its time; throws what the first to fail threw. */
    static void together(Runnable... steps) {
        CompletableFuture<?>[] runs = Arrays.stream(steps)
                .map(step -> CompletableFuture.runAsync(step, ONE_EACH))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(runs).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
