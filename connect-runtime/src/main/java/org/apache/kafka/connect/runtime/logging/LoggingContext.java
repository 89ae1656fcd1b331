// SPDX-License-Identifier: Apache-2.0
package org.apache.kafka.connect.runtime.logging;

import java.util.Map;
import org.apache.kafka.connect.runtime.model.ConnectorTaskId;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Puts the connector, task and role on whose behalf a thread works into the MDC, key {@value #CONNECTOR_CONTEXT}, until
 * it is closed; then whatever stood there before is back.
 *
 * <p>Thread: opened and closed by the same thread.
 */
public final class LoggingContext implements AutoCloseable {
    /** The MDC key; layouts refer to it as {@code %X{connector.context}}. */
    public static final String CONNECTOR_CONTEXT = "connector.context";

    private final @Nullable Map<String, String> previous;

    private LoggingContext(String context) {
        previous = MDC.getCopyOfContextMap();
        MDC.put(CONNECTOR_CONTEXT, context);
    }

    public static LoggingContext forConnector(String connector) {
        return new LoggingContext("[" + connector + "|worker] ");
    }

    public static LoggingContext forTask(ConnectorTaskId id) {
        return new LoggingContext("[" + id.connector() + "|task-" + id.task() + "] ");
    }

    public static LoggingContext forOffsets(ConnectorTaskId id) {
        return new LoggingContext("[" + id.connector() + "|task-" + id.task() + "|offsets] ");
    }

    @Override
    public void close() {
        if (previous == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(previous);
        }
    }
}
