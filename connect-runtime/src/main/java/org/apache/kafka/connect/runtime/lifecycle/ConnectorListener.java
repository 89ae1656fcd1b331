// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * Is told what becomes of a connector. After it was abandoned nothing more is told.
 *
 * <p>Thread: the connector's; implementations must not block it.
 */
public interface ConnectorListener {
    /** It was started, or resumed. */
    void running(String connector, @Nullable String version);

    /** It is paused. */
    void paused(String connector, @Nullable String version);

    /** It is stopped because the user wants so; it keeps its place. */
    void stopped(String connector, @Nullable String version);

    /** This worker no longer runs it. */
    void shutDown(String connector);

    /** It failed and stays so until it is started anew or stopped. */
    void failed(String connector, Throwable cause, @Nullable String version);
}
