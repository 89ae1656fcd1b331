// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.runtime.model.TargetState;

/**
 * What the outside wants of a task: to run, to pause, to end, or to be given up. A task that was asked to end ignores
 * everything but being given up.
 *
 * <p>Thread: written by any thread, read and waited on by the task's; guarded by itself because waiting needs a monitor.
 */
public final class PauseGate {
    private TargetState target;
    private volatile boolean pauseWanted;
    private volatile boolean stopping;
    private volatile boolean cancelled;

    public PauseGate(TargetState initial) {
        target = initial;
        pauseWanted = initial == TargetState.PAUSED;
        stopping = initial == TargetState.STOPPED;
    }

    /** Takes note of what the user wants; false when that is nothing new. */
    synchronized boolean want(TargetState state) {
        if (stopping || state == target) {
            return false;
        }
        target = state;
        pauseWanted = state == TargetState.PAUSED;
        stopping = state == TargetState.STOPPED;
        notifyAll();
        return true;
    }

    synchronized void stop() {
        stopping = true;
        notifyAll();
    }

    synchronized void cancel() {
        cancelled = true;
        stopping = true;
        notifyAll();
    }

    /** Whether the task shall end. */
    public boolean stopping() {
        return stopping;
    }

    /** Whether the task was given up: nothing it does may be seen any more. */
    public boolean cancelled() {
        return cancelled;
    }

    /** Whether the task shall pause. */
    public boolean pauseWanted() {
        return pauseWanted && !stopping;
    }

    /** Waits until the task shall run or end. */
    synchronized void awaitChange() throws InterruptedException {
        while (pauseWanted && !stopping) {
            wait();
        }
    }

    /** Waits until a step is done or the task shall end. */
    public void await(CompletableFuture<?> step) throws InterruptedException {
        CompletableFuture<?> unused = step.whenComplete((ignored, error) -> wake());
        synchronized (this) {
            while (!step.isDone() && !stopping) {
                wait();
            }
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    /** Sleeps, but not beyond the moment when something else is wanted of the task. */
    @SuppressWarnings("WaitNotInLoop") // waking early does no harm
    public synchronized void pause(long ms) throws InterruptedException {
        if (!stopping && ms > 0) {
            wait(ms);
        }
    }
}
