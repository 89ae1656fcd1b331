// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.concurrent;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.concurrent.EventLoop.StageScope;

/**
 * Which calls into the plugins of connectors are under way, so that whoever waits in vain can be told for what.
 *
 * <p>Thread: any.
 */
public final class PluginCalls {
    private record Call(String connector, Stage stage) {}

    private final Time time;
    private final AtomicLong numbers = new AtomicLong();
    /** In the order of their beginnings. */
    private final Map<Long, Call> calls = new ConcurrentSkipListMap<>();

    public PluginCalls(Time time) {
        this.time = time;
    }

    /**
     * A call begins; it lasts until the scope is closed.
     *
     * @param description completes the sentence "The worker is currently ..."
     */
    public StageScope began(String connector, String description) {
        Long number = numbers.getAndIncrement();
        calls.put(number, new Call(connector, new Stage(description, time.milliseconds(), null)));
        return () -> calls.remove(number);
    }

    /** The call into the connector that has lasted longest; empty if none is under way. */
    public Optional<Stage> longest(String connector) {
        return calls.values().stream()
                .filter(call -> call.connector().equals(connector))
                .map(Call::stage)
                .findFirst();
    }
}
