// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows when values that connectors got from config providers stop being good. For each connector and provider path one
 * reload is pending at most; a newer one takes the place of the older.
 *
 * <p>Thread: any; guarded by this object. Reloads are called on the timer's thread and must not block it.
 */
final class ReloadTimer {
    private static final Logger log = LoggerFactory.getLogger(ReloadTimer.class);

    private final ScheduledExecutorService timer;
    private final Map<String, Map<String, ScheduledFuture<?>>> pending = new HashMap<>();

    ReloadTimer(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** @param ttlsMs milliseconds by provider path */
    synchronized void schedule(String connector, Map<String, Long> ttlsMs, Runnable reload) {
        Map<String, ScheduledFuture<?>> byPath = pending.computeIfAbsent(connector, name -> new HashMap<>());
        ttlsMs.forEach((path, ttlMs) -> {
            log.info(
                    "Values of connector '{}' from '{}' are good for {} ms; it is restarted then",
                    connector,
                    path,
                    ttlMs);
            ScheduledFuture<?> older = byPath.put(path, timer.schedule(reload, ttlMs, TimeUnit.MILLISECONDS));
            if (older != null) {
                older.cancel(false);
            }
        });
    }

    /** The connector was stopped. */
    synchronized void cancel(String connector) {
        Map<String, ScheduledFuture<?>> byPath = pending.remove(connector);
        if (byPath != null) {
            byPath.values().forEach(reload -> reload.cancel(false));
        }
    }
}
