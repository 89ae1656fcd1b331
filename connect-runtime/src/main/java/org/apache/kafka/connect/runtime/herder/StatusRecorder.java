// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.IntSupplier;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorListener;
import org.apache.kafka.connect.runtime.lifecycle.TaskListener;
import org.apache.kafka.connect.runtime.model.ConnectorStatus;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.model.RunState;
import org.apache.kafka.connect.runtime.model.TaskStatus;
import org.apache.kafka.connect.runtime.model.TopicStatus;
import org.apache.kafka.connect.runtime.storage.status.StatusStore;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what becomes of the connectors and tasks of this worker, in the generation in which it happens.
 *
 * <p>Thread: any; never blocks.
 */
public final class StatusRecorder implements ConnectorListener, TaskListener {
    private final StatusStore store;
    private final String workerId;
    private final IntSupplier generation;
    private final boolean trackTopics;
    private final Time time;

    /**
     * @param workerId    {@code host:port} of this worker
     * @param generation  of the group, now
     * @param trackTopics whether to write down which topics are used
     */
    public StatusRecorder(StatusStore store, String workerId, IntSupplier generation, boolean trackTopics, Time time) {
        this.store = store;
        this.workerId = workerId;
        this.generation = generation;
        this.trackTopics = trackTopics;
        this.time = time;
    }

    // ---- connectors

    @Override
    public void running(String connector, @Nullable String version) {
        store.put(status(connector, RunState.RUNNING, null, version));
    }

    @Override
    public void paused(String connector, @Nullable String version) {
        store.put(status(connector, RunState.PAUSED, null, version));
    }

    @Override
    public void stopped(String connector, @Nullable String version) {
        store.put(status(connector, RunState.STOPPED, null, version));
    }

    @Override
    public void shutDown(String connector) {
        store.putSafe(status(connector, RunState.UNASSIGNED, null, null));
    }

    @Override
    public void failed(String connector, Throwable cause, @Nullable String version) {
        store.putSafe(status(connector, RunState.FAILED, trace(cause), version));
    }

    /** A restart begins. */
    public void restarting(String connector) {
        store.put(status(connector, RunState.RESTARTING, null, null));
    }

    /** The connector no longer exists. */
    public void deleted(String connector) {
        store.put(status(connector, RunState.DESTROYED, null, null));
    }

    private ConnectorStatus status(String connector, RunState state, @Nullable String trace, @Nullable String version) {
        return new ConnectorStatus(connector, state, trace, workerId, generation.getAsInt(), version);
    }

    // ---- tasks

    @Override
    public void running(ConnectorTaskId id, @Nullable String version) {
        store.put(status(id, RunState.RUNNING, null, version));
    }

    @Override
    public void paused(ConnectorTaskId id, @Nullable String version) {
        store.put(status(id, RunState.PAUSED, null, version));
    }

    @Override
    public void stopped(ConnectorTaskId id) {
        store.putSafe(status(id, RunState.UNASSIGNED, null, null));
    }

    @Override
    public void failed(ConnectorTaskId id, Throwable cause, @Nullable String version) {
        store.putSafe(status(id, RunState.FAILED, trace(cause), version));
    }

    /** A restart begins. */
    public void restarting(ConnectorTaskId id) {
        store.put(status(id, RunState.RESTARTING, null, null));
    }

    /** The task no longer exists. */
    public void deleted(ConnectorTaskId id) {
        store.put(status(id, RunState.DESTROYED, null, null));
    }

    @Override
    public void topicUsed(ConnectorTaskId id, String topic) {
        if (trackTopics && store.topic(id.connector(), topic).isEmpty()) {
            store.put(new TopicStatus(topic, id, time.milliseconds()));
        }
    }

    private TaskStatus status(ConnectorTaskId id, RunState state, @Nullable String trace, @Nullable String version) {
        return new TaskStatus(id, state, trace, workerId, generation.getAsInt(), version);
    }

    /** Forgets which topics the connector used. */
    public void forgetTopics(String connector) {
        store.topics(connector).forEach(topic -> store.deleteTopic(connector, topic.topic()));
    }

    private static String trace(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
