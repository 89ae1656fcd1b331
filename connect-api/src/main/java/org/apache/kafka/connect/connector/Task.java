// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.connector;

import java.util.Map;

/** The unit of work: copies records one way. The worker calls an instance from one thread at a time. */
public interface Task {
    /**
     * The version of this task, by custom that of its connector.
     *
     * @return the version
     */
    String version();

    /**
     * Begins work. Called once, before any record moves.
     *
     * @param props one of the maps that the connector's {@link Connector#taskConfigs(int)} returned
     */
    void start(Map<String, String> props);

    /** Ends work and gives resources back. */
    void stop();
}
