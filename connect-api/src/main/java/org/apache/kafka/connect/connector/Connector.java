// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.connector;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.components.ConnectPlugin;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Knows an external system and splits the work on it among tasks. It moves no records itself.
 * Life: constructed, {@code initialize}d, {@code start}ed, asked for task settings as often as needed, {@code stop}ped.
 * Plugins extend {@code SourceConnector} or {@code SinkConnector}, not this class.
 *
 * <p>Thread: calls are made one at a time, not always from the same thread.
 */
public abstract class Connector implements ConnectPlugin {
    protected ConnectorContext context;

    public Connector() {}

    /**
     * Hands over the way back to the worker. The first call that an instance sees.
     *
     * @param ctx the context of this connector
     */
    public void initialize(ConnectorContext ctx) {
        context = ctx;
    }

    /**
     * As {@link #initialize(ConnectorContext)}, for an instance that follows one whose tasks are known.
     *
     * @param ctx         the context of this connector
     * @param taskConfigs the task settings in force; the default implementation does not look at them
     */
    public void initialize(ConnectorContext ctx, List<Map<String, String>> taskConfigs) {
        context = ctx;
    }

    /**
     * The context given at initialization.
     *
     * @return the context, or null before initialization
     */
    protected ConnectorContext context() {
        return context;
    }

    /**
     * Begins work with the given settings.
     *
     * @param props the connector's configuration
     */
    public abstract void start(Map<String, String> props);

    /**
     * Continues with other settings. The default is to stop and to start again.
     *
     * @param props the new configuration
     */
    public void reconfigure(Map<String, String> props) {
        stop();
        start(props);
    }

    /**
     * The class of this connector's tasks.
     *
     * @return a class with a public constructor without parameters
     */
    public abstract Class<? extends Task> taskClass();

    /**
     * Splits the work.
     *
     * @param maxTasks how many tasks there may be at most
     * @return the settings of each task
     */
    public abstract List<Map<String, String>> taskConfigs(int maxTasks);

    /** Ends work and gives resources back. */
    public abstract void stop();

    /**
     * Judges a configuration. Override it to check what goes beyond single settings.
     *
     * @param connectorConfigs the configuration that a user wants
     * @return each setting with its value, recommendations and errors
     */
    public Config validate(Map<String, String> connectorConfigs) {
        ConfigDef definition = config();
        if (definition == null) {
            throw new ConnectException(String.format(
                    "%s.config() must return a ConfigDef that is not null.",
                    getClass().getName()));
        }
        List<ConfigValue> verdicts = definition.validate(connectorConfigs);
        return new Config(verdicts);
    }

    @Override
    public abstract ConfigDef config();
}
