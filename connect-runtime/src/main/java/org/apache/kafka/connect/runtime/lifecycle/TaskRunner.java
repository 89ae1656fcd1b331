// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.connect.runtime.logging.LoggingContext;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One task, on one thread, from loading its plugins to giving them up. Whatever is thrown on the way, an {@code Error}
 * included, ends in {@code FAILED} and is told to the listener; only a task that was asked to end just ends, and one
 * that was given up tells nothing.
 *
 * <p>Thread: {@code run} on the task's own; requests come from any.
 */
public final class TaskRunner implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(TaskRunner.class);

    private final ConnectorTaskId id;
    private final Function<TaskRunner, TaskLoop> build;
    private final TaskListener listener;
    private final PauseGate gate;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private volatile TaskPhase phase = TaskPhase.CREATED;
    private volatile @Nullable TaskLoop loop;
    private volatile Redaction redaction = Redaction.NONE;
    /** Set while the task runs; under the lock, so that a pooled thread is not interrupted in its next life. */
    private @Nullable Thread thread;

    private final Object threadLock = new Object();

    /**
     * @param id       the task
     * @param build    loads the plugins and opens the clients
     * @param listener is told what becomes of it
     * @param initial  what the user wants at first
     */
    public TaskRunner(
            ConnectorTaskId id, Function<TaskRunner, TaskLoop> build, TaskListener listener, TargetState initial) {
        this.id = id;
        this.build = build;
        this.listener = listener;
        this.gate = new PauseGate(initial);
    }

    public ConnectorTaskId id() {
        return id;
    }

    /** What the outside wants of the task; its loop looks at it. */
    public PauseGate gate() {
        return gate;
    }

    public TaskPhase phase() {
        return phase;
    }

    /** Version of the task's instance while one is held. */
    public @Nullable String version() {
        TaskLoop current = loop;
        return current == null || ended.isDone() ? null : current.version();
    }

    /** Completes when the thread is through with the task. */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Runs, pauses or ends the task. */
    public void want(TargetState state) {
        if (gate.want(state)) {
            wake();
        }
    }

    /** Asks the task to end. */
    public void stop() {
        gate.stop();
        wake();
    }

    /** Gives the task up: it is cut off from Kafka, its thread interrupted, its state no longer told. */
    public void cancel() {
        gate.cancel();
        TaskLoop current = loop;
        if (current != null) {
            current.cancel();
        }
        synchronized (threadLock) {
            Thread running = thread;
            if (running != null) {
                running.interrupt();
            }
        }
    }

    /** Takes the task's metrics out of sight; for a task that ended. */
    public void forget() {
        TaskLoop current = loop;
        if (current != null) {
            current.metrics().close();
        }
    }

    private void wake() {
        TaskLoop current = loop;
        if (current != null) {
            current.wake();
        }
    }

    // ---- the task's thread

    @Override
    public void run() {
        Thread own = Thread.currentThread();
        String previousName = own.getName();
        ClassLoader previousLoader = own.getContextClassLoader();
        own.setName("task-thread-" + id);
        synchronized (threadLock) {
            thread = own;
        }
        try (LoggingContext ignored = LoggingContext.forTask(id)) {
            live(own);
        } finally {
            synchronized (threadLock) {
                thread = null;
            }
            ended.complete(null);
            own.setContextClassLoader(previousLoader);
            own.setName(previousName);
        }
    }

    private void live(Thread own) {
        try {
            if (!gate.stopping()) {
                TaskLoop built = build.apply(this);
                loop = built;
                own.setContextClassLoader(built.loader());
                if (awaitStart(built)) {
                    enter(TaskPhase.STARTING);
                    built.start();
                    if (!gate.stopping()) {
                        enter(TaskPhase.RUNNING);
                        tell(() -> listener.running(id, built.version()));
                    }
                    built.run();
                }
            }
            enter(TaskPhase.STOPPING);
        } catch (Throwable e) {
            failed(e);
        } finally {
            close();
        }
        if (phase == TaskPhase.STOPPING) {
            enter(TaskPhase.STOPPED);
            tell(() -> listener.stopped(id));
        }
    }

    /** Whether the task is to be started at all, after it sat out a pause. */
    private boolean awaitStart(TaskLoop built) throws InterruptedException {
        if (gate.pauseWanted()) {
            enter(TaskPhase.PAUSED);
            tell(() -> listener.paused(id, built.version()));
            gate.awaitChange();
        }
        return !gate.stopping();
    }

    /** Called by a loop that paused. */
    public void paused() {
        enter(TaskPhase.PAUSED);
        tell(() -> listener.paused(id, version()));
    }

    /** Called by a loop that goes on after a pause. */
    public void resumed() {
        enter(TaskPhase.RUNNING);
        tell(() -> listener.running(id, version()));
    }

    /** Called by a loop that has nothing to do while paused: returns when it shall go on or end. */
    public void sitOutPause() throws InterruptedException {
        paused();
        gate.awaitChange();
        if (!gate.stopping()) {
            resumed();
        }
    }

    /** Called by whoever builds the loop: what must not be told when something fails. */
    public void redactWith(Redaction secrets) {
        redaction = secrets;
    }

    /** The error as it may be logged: plugins like to put their settings, secret ones too, into their messages. */
    public Throwable clean(Throwable error) {
        return redaction.clean(error);
    }

    private void failed(Throwable error) {
        Throwable cause = cleaned(error);
        if (gate.stopping()) {
            log.warn("The task failed while it was being stopped", cause);
            enter(TaskPhase.STOPPING);
            return;
        }
        log.error("The task failed and stays so until it is restarted", cause);
        enter(TaskPhase.FAILED);
        tell(() -> listener.failed(id, cause, version()));
    }

    private Throwable cleaned(Throwable error) {
        Throwable clean = redaction.clean(error);
        return TaskFencedException.isReasonOf(error) && !TaskFencedException.isReasonOf(clean)
                ? new TaskFencedException("The task's producer was fenced", clean)
                : clean;
    }

    private void close() {
        TaskLoop current = loop;
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (Throwable e) {
            log.error("The task did not close cleanly", clean(e));
        }
    }

    private void enter(TaskPhase next) {
        TaskPhase entered = phase.to(next);
        phase = entered;
        TaskLoop current = loop;
        if (current != null) {
            current.metrics().entered(entered.runState());
        }
    }

    private void tell(Runnable message) {
        if (gate.cancelled()) {
            return;
        }
        try {
            message.run();
        } catch (RuntimeException e) {
            log.error("The state of the task could not be told", e);
        }
    }
}
