// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.herder;

import java.util.Set;
import org.apache.kafka.connect.runtime.herder.AutoRestarts.Subject;
import org.apache.kafka.connect.runtime.lifecycle.ConnectorListener;
import org.apache.kafka.connect.runtime.lifecycle.TaskFencedException;
import org.apache.kafka.connect.runtime.lifecycle.TaskListener;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;

/**
 * Has everything that becomes of connectors and tasks written down, then lets failures be acted on.
 *
 * <p>Thread: any; never blocks.
 */
public final class FailureWatch implements ConnectorListener, TaskListener {
    private final StatusRecorder recorder;
    private final AutoRestarts restarts;

    public FailureWatch(StatusRecorder recorder, AutoRestarts restarts) {
        this.recorder = recorder;
        this.restarts = restarts;
    }

    private static Subject subject(String connector) {
        return new Subject(connector, null);
    }

    private static Subject subject(ConnectorTaskId id) {
        return new Subject(id.connector(), id.task());
    }

    @Override
    public void running(String connector, @Nullable String version) {
        recorder.running(connector, version);
        restarts.running(subject(connector));
    }

    @Override
    public void paused(String connector, @Nullable String version) {
        recorder.paused(connector, version);
    }

    @Override
    public void stopped(String connector, @Nullable String version) {
        recorder.stopped(connector, version);
        restarts.ended(subject(connector));
    }

    @Override
    public void shutDown(String connector) {
        recorder.shutDown(connector);
        restarts.ended(subject(connector));
    }

    @Override
    public void failed(String connector, Throwable cause, @Nullable String version) {
        recorder.failed(connector, cause, version);
        restarts.failed(subject(connector));
    }

    @Override
    public void running(ConnectorTaskId id, @Nullable String version) {
        recorder.running(id, version);
        restarts.running(subject(id));
    }

    @Override
    public void paused(ConnectorTaskId id, @Nullable String version) {
        recorder.paused(id, version);
    }

    @Override
    public void stopped(ConnectorTaskId id) {
        recorder.stopped(id);
        restarts.ended(subject(id));
    }

    @Override
    public void failed(ConnectorTaskId id, Throwable cause, @Nullable String version) {
        recorder.failed(id, cause, version);
        if (TaskFencedException.isReasonOf(cause)) {
            restarts.fenced(subject(id));
        } else {
            restarts.failed(subject(id));
        }
    }

    /** The connector is being started, for whatever reason. On the loop. */
    public void starting(String connector) {
        restarts.starting(subject(connector));
    }

    /** As for a connector. */
    public void starting(ConnectorTaskId id) {
        restarts.starting(subject(id));
    }

    /** The connector is no business of this worker any more, deleted or another's. */
    public void gone(String connector) {
        restarts.forget(subject(connector));
    }

    /** As for a connector. */
    public void gone(ConnectorTaskId id) {
        restarts.forget(subject(id));
    }

    /** Only these are the business of this worker now. On the loop. */
    public void keepOnly(Set<String> connectors, Set<ConnectorTaskId> tasks) {
        restarts.keepOnly(subject -> subject.isAmong(connectors, tasks));
    }

    @Override
    public void topicUsed(ConnectorTaskId id, String topic) {
        recorder.topicUsed(id, topic);
    }
}
