// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.worker;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.health.ConnectorType;
import org.apache.kafka.connect.runtime.clients.ClientOverrides;
import org.apache.kafka.connect.runtime.lifecycle.TaskRunner;
import org.apache.kafka.connect.runtime.metrics.MetricNames;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.apache.kafka.connect.runtime.pipeline.Converters;
import org.apache.kafka.connect.runtime.plugins.PluginDesc;
import org.jspecify.annotations.Nullable;

/**
 * A task on its way to being built: what was asked for, resolved.
 *
 * @param request         what was asked for
 * @param runner          whose task it will be
 * @param task            the plugin's instance
 * @param connector       its connector's plugin
 * @param owner           its connector, for the override policy
 * @param loader          its connector's loader
 * @param connectorConfig its connector's configuration, references resolved
 * @param taskConfig      its own configuration, references resolved
 */
record TaskBlueprint(
        StartTask request,
        TaskRunner runner,
        Task task,
        PluginDesc connector,
        ClientOverrides.Owner owner,
        ClassLoader loader,
        Map<String, String> connectorConfig,
        Map<String, String> taskConfig) {

    ConnectorTaskId id() {
        return request.id();
    }

    @Nullable
    String version() {
        return task.version();
    }

    /** What never changes about the task, by metric name. */
    Map<String, @Nullable String> facts(Converters converters) {
        Map<String, @Nullable String> facts = new LinkedHashMap<>(converters.facts());
        facts.put(MetricNames.CONNECTOR_CLASS, connector.className());
        facts.put(MetricNames.CONNECTOR_VERSION, connector.version());
        facts.put(MetricNames.CONNECTOR_TYPE, owner.type() == ConnectorType.SOURCE ? "source" : "sink");
        facts.put(MetricNames.TASK_CLASS, task.getClass().getName());
        facts.put(MetricNames.TASK_VERSION, version());
        return facts;
    }

    /** Names none of the settings, some of which are secret. */
    @Override
    public String toString() {
        return "TaskBlueprint[" + id() + "]";
    }
}
