// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.assembly;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.connect.runtime.herder.Herder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A worker and its REST server, started and stopped in the right order: answers come before work, and work ends before the
 * clients that it needs.
 *
 * <p>Thread: any; {@code stop} may be called more than once.
 *
 * @param <H> the kind of herder
 */
public final class ConnectProcess<H extends Herder> {
    private static final Logger log = LoggerFactory.getLogger(ConnectProcess.class);

    private final H herder;
    private final URI url;
    private final Runnable startRest;
    private final Runnable stopRest;
    private final AutoCloseable foundation;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    ConnectProcess(H herder, URI url, Runnable startRest, Runnable stopRest, AutoCloseable foundation) {
        this.herder = herder;
        this.url = url;
        this.startRest = startRest;
        this.stopRest = stopRest;
        this.foundation = foundation;
    }

    /** Begins to answer, then to work. */
    public void start() {
        Exit.addShutdownHook("connect-shutdown-hook", this::stop);
        startRest.run();
        herder.start();
    }

    /** Stops working and answering; returns when both have ended, in the worst case after the graceful time-outs. */
    public void stop() {
        if (!stopped.compareAndSet(false, true)) {
            awaitStop();
            return;
        }
        try {
            herder.stop();
            stopRest.run();
            foundation.close();
        } catch (Exception e) {
            log.error("The worker did not stop in order", e);
        } finally {
            ended.countDown();
        }
    }

    /** Returns when the worker has been stopped. */
    public void awaitStop() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public H herder() {
        return herder;
    }

    /** Where clients and other workers reach this one; ends in a slash. */
    public URI url() {
        return url;
    }
}
