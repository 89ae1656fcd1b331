// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.source;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.runtime.lifecycle.PauseGate;
import org.apache.kafka.connect.runtime.lifecycle.TaskLoop;
import org.apache.kafka.connect.runtime.lifecycle.TaskMetrics;
import org.apache.kafka.connect.runtime.lifecycle.TaskRunner;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls a source task and sends what it gives, until the task shall end; then commits for the last time.
 *
 * <p>Thread: as {@link TaskLoop}.
 */
public final class SourceTaskLoop implements TaskLoop {
    private static final Logger log = LoggerFactory.getLogger(SourceTaskLoop.class);
    private static final long RETRY_DELAY_MS = 100;

    /**
     * What the plugin is started with, and what surrounds it.
     *
     * @param loader  its connector's loader
     * @param version the version it reports
     * @param config  its configuration, references resolved
     * @param context what it is initialized with
     * @param release gives up what was opened for it: clients, readers, plugins, metrics
     * @param cut     cuts it off from Kafka at once; from any thread
     */
    public record SourceSurroundings(
            ClassLoader loader,
            @Nullable String version,
            Map<String, String> config,
            SourceContext context,
            Runnable release,
            Runnable cut) {
        /** Names none of the settings, some of which are secret. */
        @Override
        public String toString() {
            return "SourceSurroundings[" + loader + "]";
        }
    }

    private final TaskRunner runner;
    private final PauseGate gate;
    private final SourceTask task;
    private final SourceDelivery delivery;
    private final RecordSender sender;
    private final TaskMetrics taskMetrics;
    private final SourceTaskMetrics sourceMetrics;
    private final SourceSurroundings surroundings;
    private final Time time;
    private boolean initialized;

    public SourceTaskLoop(
            SourceTaskKit kit,
            SourceDelivery delivery,
            RecordSender sender,
            SourceTaskMetrics sourceMetrics,
            SourceSurroundings surroundings) {
        this.runner = kit.runner();
        this.gate = runner.gate();
        this.task = kit.task();
        this.delivery = delivery;
        this.sender = sender;
        this.taskMetrics = kit.taskMetrics();
        this.sourceMetrics = sourceMetrics;
        this.surroundings = surroundings;
        this.time = kit.time();
    }

    @Override
    public ClassLoader loader() {
        return surroundings.loader();
    }

    @Override
    public TaskMetrics metrics() {
        return taskMetrics;
    }

    @Override
    public @Nullable String version() {
        return surroundings.version();
    }

    @Override
    public void start() {
        delivery.open();
        if (gate.stopping()) {
            return;
        }
        initialized = true;
        task.initialize(surroundings.context());
        task.start(surroundings.config());
        delivery.started();
    }

    @Override
    public void run() {
        boolean failed = true;
        try {
            while (!gate.stopping()) {
                turn();
            }
            failed = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (!gate.stopping()) {
                throw new IllegalStateException("Interrupted, though nobody asked the task to end", e);
            }
            failed = false;
        } finally {
            if (initialized) {
                delivery.finish(failed);
            }
        }
    }

    private void turn() throws InterruptedException {
        delivery.throwIfFailed();
        if (gate.pauseWanted()) {
            delivery.pausing();
            runner.sitOutPause();
            return;
        }
        if (sender.isThrough()) {
            sender.take(poll());
        }
        if (!sender.send()) {
            gate.pause(RETRY_DELAY_MS);
        }
        sourceMetrics.written(delivery.takeWritten());
        sourceMetrics.active(delivery.active());
        delivery.awaitRoom();
    }

    private List<SourceRecord> poll() throws InterruptedException {
        long began = time.milliseconds();
        List<SourceRecord> polled;
        try {
            polled = task.poll();
        } catch (RetriableException | org.apache.kafka.common.errors.RetriableException e) {
            log.warn("The source cannot give records at the moment and will be asked again", runner.clean(e));
            return List.of();
        }
        if (polled == null) {
            return List.of();
        }
        sourceMetrics.polled(polled.size(), time.milliseconds() - began);
        taskMetrics.batch(polled.size());
        return polled;
    }

    @Override
    public void wake() {
        // Whatever sleeps here sleeps at the gate.
    }

    @Override
    public void cancel() {
        delivery.cancel();
        surroundings.cut().run();
    }

    @Override
    public void close() {
        if (initialized) {
            try {
                task.stop();
            } catch (Throwable e) {
                log.error("The task did not stop cleanly", runner.clean(e));
            }
        }
        surroundings.release().run();
    }
}
