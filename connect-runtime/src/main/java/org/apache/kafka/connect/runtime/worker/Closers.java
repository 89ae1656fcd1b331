// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.runtime.metrics.PluginMetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was opened on the way and has to be given up at the end, or when the way ends early. Last opened, first closed;
 * errors are logged and stop nothing.
 *
 * <p>Thread: one at a time.
 */
final class Closers {
    private static final Logger log = LoggerFactory.getLogger(Closers.class);

    private record Closer(String what, AutoCloseable closeable) {}

    private final UnaryOperator<Throwable> clean;
    private final Deque<Closer> closers = new ArrayDeque<>();
    private final Queue<PluginMetricGroup> metrics = new ConcurrentLinkedQueue<>();

    Closers() {
        this(UnaryOperator.identity());
    }

    /** @param clean takes out of an error what may not be logged */
    Closers(UnaryOperator<Throwable> clean) {
        this.clean = clean;
    }

    /** Metrics of a plugin. {@link #hideMetrics} may close them before the rest. */
    PluginMetricGroup add(PluginMetricGroup group) {
        metrics.add(group);
        return add("metrics of a plugin", group);
    }

    <C extends AutoCloseable> C add(String what, C closeable) {
        closers.push(new Closer(what, closeable));
        return closeable;
    }

    /** From any thread: whoever takes the place of plugins that hang registers metrics of the same names. */
    void hideMetrics() {
        metrics.forEach(PluginMetricGroup::close);
    }

    void run() {
        while (!closers.isEmpty()) {
            Closer closer = closers.pop();
            try {
                closer.closeable().close();
            } catch (Throwable e) {
                log.warn("The {} did not close cleanly", closer.what(), clean.apply(e));
            }
        }
    }
}
