// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.runtime.errors.ErrorPolicy;
import org.apache.kafka.connect.runtime.errors.ProcessingStage;
import org.apache.kafka.connect.runtime.metrics.ConnectMetrics;
import org.apache.kafka.connect.runtime.metrics.MetricGroup;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;

/**
 * The transformations of a task, in order. A record that one of them drops, or that fails tolerably, goes no further.
 *
 * <p>Thread: the task's.
 *
 * @param <T> what records begin as
 * @param <R> what is transformed
 */
public final class TransformationChain<T, R extends ConnectRecord<R>> {
    private final List<TransformationStage<R>> stages;
    private final ErrorPolicy<T> errors;

    public TransformationChain(List<TransformationStage<R>> stages, ErrorPolicy<T> errors) {
        this.stages = List.copyOf(stages);
        this.errors = errors;
    }

    /** Publishes what the chain consists of, until the groups are closed. */
    public List<MetricGroup> publish(ConnectMetrics metrics, ConnectorTaskId id) {
        List<MetricGroup> groups = new ArrayList<>();
        String task = Integer.toString(id.task());
        for (TransformationStage<R> stage : stages) {
            LoadedPlugin<?> transformation = stage.transformation();
            MetricGroup group = metrics.group(
                    MetricNames.TRANSFORM_GROUP,
                    MetricNames.CONNECTOR_TAG,
                    id.connector(),
                    MetricNames.TASK_TAG,
                    task,
                    MetricNames.TRANSFORM_TAG,
                    stage.alias());
            group.constant(MetricNames.TRANSFORM_CLASS, transformation.className());
            group.gauge(MetricNames.TRANSFORM_VERSION, transformation::version);
            groups.add(group);
            LoadedPlugin<?> predicate = stage.predicate();
            if (predicate != null && stage.predicateAlias() != null) {
                MetricGroup guard = metrics.group(
                        MetricNames.PREDICATE_GROUP,
                        MetricNames.CONNECTOR_TAG,
                        id.connector(),
                        MetricNames.TASK_TAG,
                        task,
                        MetricNames.PREDICATE_TAG,
                        stage.predicateAlias());
                guard.constant(MetricNames.PREDICATE_CLASS, predicate.className());
                guard.gauge(MetricNames.PREDICATE_VERSION, predicate::version);
                groups.add(guard);
            }
        }
        return groups;
    }

    @Nullable
    R apply(T original, R message, StageLoader loader) {
        R current = message;
        for (int i = 0; i < stages.size(); i++) {
            TransformationStage<R> stage = stages.get(i);
            R next;
            try {
                next = stage.apply(current, loader);
            } catch (Exception e) {
                R before = current;
                ErrorPolicy.Recovery<@Nullable R> recovery = errors.recover(
                        original,
                        ProcessingStage.TRANSFORMATION,
                        stage.transformation().type(),
                        e,
                        () -> stage.apply(before, loader));
                next = recovery.value();
            }
            if (next == null) {
                return null;
            }
            current = next;
        }
        return current;
    }
}
