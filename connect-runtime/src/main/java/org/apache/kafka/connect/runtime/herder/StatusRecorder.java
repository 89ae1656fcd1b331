// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
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
 * Writes down what becomes of the connectors and tasks of this worker, in the generation in which it happens. Remembers its
 * last word on each that is here, to say it again if another worker has spoken since.
 *
 * <p>Thread: any; never blocks.
 */
public final class StatusRecorder implements ConnectorListener, TaskListener {
    private final StatusStore store;
    private final String workerId;
    private final IntSupplier generation;
    private final boolean trackTopics;
    private final Time time;
    private final LastWords<String, ConnectorStatus> ofConnectors = new LastWords<>();
    private final LastWords<ConnectorTaskId, TaskStatus> ofTasks = new LastWords<>();

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
        ofConnectors.say(connector, status(connector, RunState.RUNNING, null, version), store::put);
    }

    @Override
    public void paused(String connector, @Nullable String version) {
        ofConnectors.say(connector, status(connector, RunState.PAUSED, null, version), store::put);
    }

    @Override
    public void stopped(String connector, @Nullable String version) {
        ofConnectors.say(connector, status(connector, RunState.STOPPED, null, version), store::put);
    }

    @Override
    public void shutDown(String connector) {
        ofConnectors.sayLast(connector, status(connector, RunState.UNASSIGNED, null, null), store::putSafe);
    }

    @Override
    public void failed(String connector, Throwable cause, @Nullable String version) {
        ofConnectors.say(connector, status(connector, RunState.FAILED, trace(cause), version), store::putSafe);
    }

    /** A restart begins. */
    public void restarting(String connector) {
        ofConnectors.say(connector, status(connector, RunState.RESTARTING, null, null), store::put);
    }

    /** A restart is about to be asked for; {@link #takeBack} if that fails. */
    public void restartAnnounced(String connector) {
        ofConnectors.sayInPassing(connector, status(connector, RunState.RESTARTING, null, null), store::put);
    }

    /** The connector no longer exists. */
    public void deleted(String connector) {
        ofConnectors.sayLast(connector, status(connector, RunState.DESTROYED, null, null), store::put);
    }

    private ConnectorStatus status(String connector, RunState state, @Nullable String trace, @Nullable String version) {
        return new ConnectorStatus(connector, state, trace, workerId, generation.getAsInt(), version);
    }

    // ---- tasks

    @Override
    public void running(ConnectorTaskId id, @Nullable String version) {
        ofTasks.say(id, status(id, RunState.RUNNING, null, version), store::put);
    }

    @Override
    public void paused(ConnectorTaskId id, @Nullable String version) {
        ofTasks.say(id, status(id, RunState.PAUSED, null, version), store::put);
    }

    @Override
    public void stopped(ConnectorTaskId id) {
        ofTasks.sayLast(id, status(id, RunState.UNASSIGNED, null, null), store::putSafe);
    }

    @Override
    public void failed(ConnectorTaskId id, Throwable cause, @Nullable String version) {
        ofTasks.say(id, status(id, RunState.FAILED, trace(cause), version), store::putSafe);
    }

    /** A restart begins. */
    public void restarting(ConnectorTaskId id) {
        ofTasks.say(id, status(id, RunState.RESTARTING, null, null), store::put);
    }

    /** A restart is about to be asked for; {@link #takeBack} if that fails. */
    public void restartAnnounced(ConnectorTaskId id) {
        ofTasks.sayInPassing(id, status(id, RunState.RESTARTING, null, null), store::put);
    }

    /** The task no longer exists. */
    public void deleted(ConnectorTaskId id) {
        ofTasks.sayLast(id, status(id, RunState.DESTROYED, null, null), store::put);
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

    // ---- both

    /**
     * Says again, in the present generation, what was last said here of these, where another worker has had the last word:
     * it ran them while this one was away, and is gone.
     */
    public void sayAgain(Collection<String> connectors, Collection<ConnectorTaskId> ids) {
        repeat(
                connectors,
                connector -> !isMine(store.connector(connector).map(ConnectorStatus::workerId)),
                ids,
                id -> !isMine(store.task(id).map(TaskStatus::workerId)));
    }

    /** The restart that was announced of these will not come: what was said before holds. */
    public void takeBack(Collection<String> connectors, Collection<ConnectorTaskId> ids) {
        repeat(connectors, connector -> true, ids, id -> true);
    }

    private void repeat(
            Collection<String> connectors,
            Predicate<String> wantedConnectors,
            Collection<ConnectorTaskId> ids,
            Predicate<ConnectorTaskId> wantedTasks) {
        ofConnectors.sayAgain(
                connectors,
                wantedConnectors,
                said -> status(said.connector(), said.state(), said.trace(), said.version()),
                store::put);
        ofTasks.sayAgain(
                ids, wantedTasks, said -> status(said.id(), said.state(), said.trace(), said.version()), store::put);
    }

    /** These have ended here, whether or not they could say so: there is nothing to say again. */
    public void forgetWords(Collection<String> connectors, Collection<ConnectorTaskId> ids) {
        ofConnectors.forget(connectors);
        ofTasks.forget(ids);
    }

    private boolean isMine(Optional<String> author) {
        return author.isEmpty() || author.get().equals(workerId);
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
