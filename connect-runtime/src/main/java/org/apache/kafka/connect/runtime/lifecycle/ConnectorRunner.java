// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.runtime.concurrent.EventLoop.StageScope;
import org.apache.kafka.connect.runtime.concurrent.PluginCalls;
import org.apache.kafka.connect.runtime.logging.LoggingContext;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TargetState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connector instance. Calls into the plugin happen one after the other, on a pooled thread that is called
 * {@code connector-thread-<name>} while one runs; a call that hangs holds up only the calls behind it. A wanted state
 * that was not acted upon gives way to a newer one.
 *
 * <p>Thread: any. The queue and the phase are guarded by this object, since the plugin may report an error from a
 * thread of its own.
 */
public final class ConnectorRunner {
    private static final Logger log = LoggerFactory.getLogger(ConnectorRunner.class);

    private final String name;
    private final Executor pool;
    private final Function<ConnectorRunner, ConnectorInstance> build;
    private final ConnectorCallbacks callbacks;
    private final ConnectorListener listener;
    private final PluginCalls underWay;
    private volatile @Nullable StageScope open;
    private final Signals signals = new Signals();
    private final Queue<Runnable> calls = new ArrayDeque<>();
    /** What callers wait for, by number. */
    private final Map<Long, CompletableFuture<?>> awaited = new ConcurrentHashMap<>();

    private final AtomicLong answers = new AtomicLong();

    private boolean draining;
    private boolean shuttingDown;
    private boolean abandoned;
    private ConnectorPhase phase = ConnectorPhase.INIT;
    private @Nullable Wish pending;
    private @Nullable Thread callThread;
    private volatile Redaction redaction = Redaction.NONE;
    private volatile @Nullable ConnectorInstance instance;
    private volatile @Nullable String version;
    private volatile @Nullable Throwable failure;

    private record Wish(TargetState state, CompletableFuture<TargetState> reached) {}

    /**
     * @param name      name of the connector
     * @param pool      runs the calls
     * @param build     makes the instance; called once, as the first call
     * @param callbacks what the connector may ask for
     * @param listener  is told what becomes of it
     */
    public ConnectorRunner(
            String name,
            Executor pool,
            Function<ConnectorRunner, ConnectorInstance> build,
            ConnectorCallbacks callbacks,
            ConnectorListener listener,
            PluginCalls underWay) {
        this.name = name;
        this.pool = pool;
        this.build = build;
        this.callbacks = callbacks;
        this.listener = listener;
        this.underWay = underWay;
    }

    /** Makes and initializes the instance, then brings it to the state. */
    public CompletableFuture<TargetState> start(TargetState initial) {
        enqueue("starting", this::initialize);
        return want(initial);
    }

    /** Brings the connector to the state. Fails when it fails on the way, or a newer wish came first. */
    public CompletableFuture<TargetState> want(TargetState state) {
        Wish wish = new Wish(state, answer());
        Wish older;
        synchronized (this) {
            if (shuttingDown) {
                wish.reached().completeExceptionally(gone());
                return wish.reached();
            }
            older = pending;
            pending = wish;
        }
        if (older != null) {
            older.reached()
                    .completeExceptionally(new ConnectException("Connector '" + name + "' was to become "
                            + older.state() + ", but was asked to become " + state + " before that"));
        }
        enqueue(doing(state), this::fulfil);
        return wish.reached();
    }

    /** Calls into the instance, behind the calls made before. */
    public <T> CompletableFuture<T> call(Function<ConnectorInstance, T> question) {
        CompletableFuture<T> answer = answer();
        synchronized (this) {
            if (shuttingDown) {
                answer.completeExceptionally(gone());
                return answer;
            }
        }
        enqueue(
                "configuring tasks of",
                () -> complete(answer, () -> {
                    ConnectorInstance current = instance;
                    if (current == null) {
                        throw new ConnectException(
                                "Connector '" + name + "' could not be created; its status says why");
                    }
                    return question.apply(current);
                }));
        return answer;
    }

    /** Fails when the connector is abandoned: a call that hangs is not to hold up whoever would ask its successor. */
    private <T> CompletableFuture<T> answer() {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Long number = answers.getAndIncrement();
        awaited.put(number, answer);
        CompletableFuture<T> unused = answer.whenComplete((ignored, error) -> awaited.remove(number));
        return answer;
    }

    /** Stops the connector for good. Completes when the plugin is through with it. */
    public CompletableFuture<Void> shutDown() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Wish dropped;
        synchronized (this) {
            shuttingDown = true;
            dropped = pending;
            pending = null;
        }
        if (dropped != null) {
            dropped.reached().completeExceptionally(gone());
        }
        enqueue("stopping", () -> {
            try {
                end();
            } finally {
                done.complete(null);
            }
        });
        return done;
    }

    /**
     * Gives up waiting for {@link #shutDown}: tells that it no longer runs here, then nothing more. Whoever waits for a
     * call is told so.
     */
    public void abandon() {
        Thread hanging;
        synchronized (this) {
            if (abandoned || phase == ConnectorPhase.SHUT_DOWN) {
                return;
            }
            hanging = callThread;
        }
        log.warn("Connector '{}' does not stop in time and is abandoned", name);
        tell(() -> listener.shutDown(name));
        synchronized (this) {
            abandoned = true;
        }
        ConnectorInstance current = instance;
        if (current != null) {
            current.metrics().close();
        }
        StageScope unfinished = open;
        if (unfinished != null) {
            unfinished.close(); // nobody waits for this call any more
        }
        awaited.values().forEach(answer -> answer.completeExceptionally(gone()));
        if (hanging != null) {
            hanging.interrupt();
        }
    }

    public synchronized ConnectorPhase phase() {
        return phase;
    }

    /** How the outside sees it. */
    public RunState runState() {
        return switch (phase()) {
            case INIT, SHUT_DOWN -> RunState.UNASSIGNED;
            case STARTED -> RunState.RUNNING;
            case PAUSED -> RunState.PAUSED;
            case STOPPED -> RunState.STOPPED;
            case FAILED -> RunState.FAILED;
        };
    }

    /** Version the instance reports; null when none is held. */
    public @Nullable String version() {
        return phase() == ConnectorPhase.SHUT_DOWN ? null : version;
    }

    /** For the context that the instance is initialized with. */
    public ConnectorSignals signals() {
        return signals;
    }

    // ---- the connector's thread

    private void initialize() {
        try {
            ConnectorInstance made = build.apply(this);
            Thread.currentThread().setContextClassLoader(made.loader());
            version = made.connector().version();
            instance = made;
            made.connector().initialize(made.context());
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void fulfil() {
        Wish wish;
        synchronized (this) {
            wish = pending;
            pending = null;
        }
        if (wish == null) {
            return;
        }
        complete(wish.reached(), () -> {
            bringTo(wish.state());
            return wish.state();
        });
    }

    private void bringTo(TargetState state) {
        switch (state) {
            case STARTED -> startUp();
            case PAUSED -> suspend(ConnectorPhase.PAUSED);
            case STOPPED -> suspend(ConnectorPhase.STOPPED);
        }
    }

    private void startUp() {
        ConnectorInstance current = instance;
        ConnectorPhase from = phase();
        if (from == ConnectorPhase.STARTED) {
            return;
        }
        if (current == null || !from.leadsTo(ConnectorPhase.STARTED)) {
            throw new ConnectException(
                    "Connector '" + name + "' has failed and cannot be started again; restart it", failure);
        }
        try {
            current.connector().start(current.config());
        } catch (Throwable e) {
            failed(e);
            throw new ConnectException("Connector '" + name + "' failed to start", redaction.clean(e));
        }
        if (enter(ConnectorPhase.STARTED)) {
            tell(() -> listener.running(name, version));
        }
    }

    private void suspend(ConnectorPhase to) {
        ConnectorInstance current = instance;
        ConnectorPhase from = phase();
        if (from == to) {
            return;
        }
        if (!from.leadsTo(to)) {
            throw new ConnectException("Connector '" + name + "' has failed and cannot be paused; restart it", failure);
        }
        if (from == ConnectorPhase.STARTED && current != null) {
            try {
                current.connector().stop();
            } catch (Throwable e) {
                if (to == ConnectorPhase.PAUSED) {
                    failed(e);
                    throw new ConnectException("Connector '" + name + "' failed to pause", redaction.clean(e));
                }
                log.error("Connector '{}' did not stop cleanly", name, redaction.clean(e));
            }
        }
        if (enter(to)) {
            if (to == ConnectorPhase.PAUSED) {
                tell(() -> listener.paused(name, version));
            } else {
                tell(() -> listener.stopped(name, version));
            }
        }
    }

    private void end() {
        ConnectorInstance current = instance;
        ConnectorPhase from = phase();
        Throwable error = null;
        if (current != null && from == ConnectorPhase.STARTED) {
            try {
                current.connector().stop();
            } catch (Throwable e) {
                error = redaction.clean(e);
                log.error("Connector '{}' did not stop cleanly", name, error);
            }
        }
        if (current != null) {
            try {
                current.release().run();
            } catch (RuntimeException e) {
                log.warn("Something that connector '{}' used did not close cleanly", name, e);
            }
            current.metrics().close();
        }
        String last = version;
        enter(ConnectorPhase.SHUT_DOWN);
        Throwable cause = error;
        if (cause == null) {
            tell(() -> listener.shutDown(name));
        } else {
            tell(() -> listener.failed(name, cause, last));
        }
    }

    /** Called by whoever builds the instance: what must not be told when something fails. */
    public void redactWith(Redaction secrets) {
        redaction = secrets;
    }

    private void failed(Throwable error) {
        Throwable cause = redaction.clean(error);
        failure = cause;
        log.error("Connector '{}' failed", name, cause);
        if (enter(ConnectorPhase.FAILED)) {
            tell(() -> listener.failed(name, cause, version));
        }
    }

    // ---- any thread

    private synchronized boolean enter(ConnectorPhase next) {
        if (!phase.leadsTo(next)) {
            return false;
        }
        phase = next;
        return true;
    }

    private void tell(Runnable message) {
        synchronized (this) {
            if (abandoned) {
                return;
            }
        }
        try {
            message.run();
        } catch (RuntimeException e) {
            log.error("The state of connector '{}' could not be told", name, e);
        }
    }

    private static <T> void complete(CompletableFuture<T> future, Callable<T> call) {
        try {
            future.complete(call.call());
        } catch (Throwable e) {
            future.completeExceptionally(e);
        }
    }

    private static String doing(TargetState state) {
        return switch (state) {
            case STARTED -> "starting";
            case PAUSED -> "pausing";
            case STOPPED -> "stopping";
        };
    }

    /** @param doing what the call does to the connector, for those who wait for it */
    private void enqueue(String doing, Runnable call) {
        Runnable watched = () -> {
            try (StageScope scope = underWay.began(name, doing + " connector " + name)) {
                open = scope;
                call.run();
            }
        };
        synchronized (this) {
            calls.add(watched);
            if (draining) {
                return;
            }
            draining = true;
        }
        pool.execute(this::drain);
    }

    private void drain() {
        Thread own = Thread.currentThread();
        String previousName = own.getName();
        ClassLoader previousLoader = own.getContextClassLoader();
        own.setName("connector-thread-" + name);
        try (LoggingContext ignored = LoggingContext.forConnector(name)) {
            Runnable call = next(own);
            while (call != null) {
                ConnectorInstance current = instance;
                own.setContextClassLoader(current == null ? previousLoader : current.loader());
                runQuietly(call);
                call = next(own);
            }
        } finally {
            own.setContextClassLoader(previousLoader);
            own.setName(previousName);
        }
    }

    private static void runQuietly(Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            log.error("A call into a connector failed", e);
        }
    }

    private synchronized @Nullable Runnable next(Thread own) {
        Runnable call = calls.poll();
        draining = call != null;
        callThread = call == null ? null : own;
        return call;
    }

    private ConnectException gone() {
        return new ConnectException("Connector '" + name + "' is being shut down on this worker");
    }

    private final class Signals implements ConnectorSignals {
        @Override
        public void requestTaskReconfiguration() {
            requireAlive();
            callbacks.taskReconfigurationRequested(name);
        }

        @Override
        public void raiseError(Throwable error) {
            requireAlive();
            failed(error);
        }

        private void requireAlive() {
            synchronized (ConnectorRunner.this) {
                if (shuttingDown) {
                    throw gone();
                }
            }
        }
    }
}
